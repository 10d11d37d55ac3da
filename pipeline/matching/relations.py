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
        grown_up = [one for one in profile.persons if one.role != "child"]
        return _not_shown(document, "parent_names", grown_up, person)
    if document.label == "custody_or_consent":
        return _not_entitled(document, person, profile)
    if document.label == "marriage_certificate":
        return _not_shown(document, "spouse_names", spouses_of(person, profile), person)
    return ()


def spouses_of(person: Person, profile: Profile) -> list[Person]:
    """Whom a marriage certificate of the person should name, as the profile tells."""
    partners = {"applicant": ("spouse", "principal"), "spouse": ("applicant",)}
    return [one for one in profile.persons if one.role in partners.get(person.role, ())]


def _not_entitled(document: ExtractedDocument, person: Person, profile: Profile) -> tuple[Finding, ...]:
    """Consent is the other custody holder's: never that of the parent on whom the application rests.

    Where the profile names no other holder, any other name may be right.
    """
    field = document.field("holder_names")
    if field is None or not isinstance(field.value, list) or not field.accepted:
        return ()
    printed = _others_than(person, field.value) or field.value
    principal = profile.answers.get("principal")
    holders = [one for one in profile.persons if one.role == "custody_holder" and one.id != principal]
    own = [one for one in profile.persons if one.id == principal]
    wrong = _likest(printed, holders) == Likeness.OTHER if holders else _likest(printed, own) == Likeness.SAME
    found = Finding("signature_wrong_person", page=field.page, box=field.box, field=field.name)
    return (found,) if wrong else ()


def _not_shown(
    document: ExtractedDocument, name: str, people: Sequence[Person], person: Person
) -> tuple[Finding, ...]:
    """A finding where none of these people is named; in doubt where no other whole name could be read.

    Every certificate of a marriage names two: one name, or a word beside it, was not read as it stands. A
    child may be called as its parent is, and spouses never are each other.
    """
    field = document.field(name)
    if field is None or not isinstance(field.value, list) or not people:
        return ()
    others = _others_than(person, field.value)
    likeness = _likest(field.value if name == "parent_names" else others, people)
    if likeness == Likeness.SAME:
        return ()
    whole = any(len(one.split()) > 1 for one in others)
    sure = likeness == Likeness.OTHER and whole
    code = "relation_not_shown" if sure else "name_mismatch_needs_proof"
    return (Finding(code, page=field.page, box=field.box, field=name),)


def _others_than(person: Person, printed: Sequence[str]) -> list[str]:
    """The names that are not the person's own, which a reader may have put among the others'."""
    return [one for one in printed if compare(one, name_of(person)) != Likeness.SAME]


def _likest(printed: Sequence[object], people: Sequence[Person]) -> Likeness:
    likenesses = (compare(str(name), name_of(person)) for name in printed for person in people)
    return max(likenesses, default=Likeness.OTHER)
