"""What the profile bears out of a paper's kind: papers of civil status that name just whom they should."""

from dataclasses import replace

from pipeline.matching.corroboration import are_known
from pipeline.matching.ownership import is_minor
from pipeline.records import ExtractedDocument, Inspection, Profile


def kinds_borne_out(inspection: Inspection, profile: Profile) -> Inspection:
    """The inspection with likely kinds accepted where the names on a paper leave no other.

    A marriage certificate names two spouses, and both are of the profile; a birth certificate names a child
    of the profile with its day of birth. Nobody else's paper does so by chance, and the divorced and the dead
    are in no profile. Any other kind that is in doubt stays in doubt: invoices name the applicant, too.
    """
    documents = tuple(
        replace(one, accepted=True) if not one.accepted and _names_whom_it_should(one, profile) else one
        for one in inspection.documents
    )
    return inspection if documents == inspection.documents else replace(inspection, documents=documents)


def _names_whom_it_should(document: ExtractedDocument, profile: Profile) -> bool:
    if document.label == "marriage_certificate":
        return are_known(document, ("spouse_names",), profile.persons)
    if document.label != "birth_certificate":
        return False
    born = document.field("birth_date")
    year = profile.received.year
    children = [
        one for one in profile.persons if born and one.birth_date == born.value and is_minor(one, year)
    ]
    return bool(children) and are_known(document, ("person_name",), children)
