"""What the profile bears out of a label in doubt: papers of civil status that name just whom they should."""

from dataclasses import replace

from pipeline.matching.corroboration import are_known
from pipeline.matching.names import Likeness, compare
from pipeline.matching.ownership import is_minor, name_of
from pipeline.matching.relations import spouses_of
from pipeline.records import ExtractedDocument, Inspection, Person, Profile


def labels_borne_out(inspection: Inspection, profile: Profile) -> Inspection:
    """The inspection with likely labels accepted where the names on a paper leave no other.

    A marriage certificate names both of a couple that moves or lives together, a birth certificate a child of
    the profile with its day of birth; nobody else's paper does so by chance. Parents that are no couple prove
    no marriage: a divorce decree names them too. Every other label in doubt stays a person's to name.
    """
    documents = tuple(
        replace(one, accepted=True) if not one.accepted and _names_whom_it_should(one, profile) else one
        for one in inspection.documents
    )
    return inspection if documents == inspection.documents else replace(inspection, documents=documents)


def _names_whom_it_should(document: ExtractedDocument, profile: Profile) -> bool:
    if document.label == "marriage_certificate":
        couples = [(one, other) for one in profile.persons for other in spouses_of(one, profile)]
        return any(_names_both(document, couple, profile.received.year) for couple in couples)
    born = document.field("birth_date")
    if document.label != "birth_certificate" or born is None:
        return False
    children = [one for one in profile.persons if one.birth_date == born.value]
    children = [one for one in children if is_minor(one, profile.received.year)]
    return bool(children) and are_known(document, ("person_name",), children)


def _names_both(document: ExtractedDocument, couple: tuple[Person, Person], year: int) -> bool:
    """Whether the spouses on a paper are these two, each of them, and nobody else."""
    if any(is_minor(one, year) for one in couple) or not are_known(document, ("spouse_names",), couple):
        return False
    field = document.field("spouse_names")
    printed = field.value if field and isinstance(field.value, list) else []
    return all(any(compare(name, name_of(one)) == Likeness.SAME for name in printed) for one in couple)
