"""Who else a certificate names: a child's parents, the other spouse."""

from collections.abc import Sequence

from pipeline.matching.names import Likeness, compare
from pipeline.matching.ownership import name_of
from pipeline.records import ExtractedDocument, Finding, Person, Profile


def relation_findings(
    document: ExtractedDocument, subject: str | None, profile: Profile
) -> tuple[Finding, ...]:
    """What a certificate does not show of the family ties that the profile tells; none when it shows them."""
    person = next((one for one in profile.persons if one.id == subject), None)
    if person is None:
        return ()
    if document.label == "birth_certificate" and person.role == "child":
        return _not_shown(document, "parent_names", [one for one in profile.persons if one.role != "child"])
    if document.label == "marriage_certificate":
        return _not_shown(document, "spouse_names", _spouse_of(person, profile))
    return ()


def _spouse_of(person: Person, profile: Profile) -> list[Person]:
    partners = {"applicant": "spouse", "spouse": "applicant"}
    return [one for one in profile.persons if one.role == partners.get(person.role)]


def _not_shown(document: ExtractedDocument, name: str, people: Sequence[Person]) -> tuple[Finding, ...]:
    field = document.field(name)
    if field is None or not isinstance(field.value, list) or not people:
        return ()
    likeness = max(
        (compare(str(printed), name_of(person)) for printed in field.value for person in people),
        default=Likeness.OTHER,
    )
    if likeness == Likeness.SAME:
        return ()
    code = "name_mismatch_needs_proof" if likeness == Likeness.MAYBE else "relation_not_shown"
    return (Finding(code, page=field.page, box=field.box, field=name),)
