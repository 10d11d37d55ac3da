"""Rules about persons. Names were compared while matching; here its findings are weighed."""

from rapidfuzz import fuzz

from pipeline.deciding.rules.flaws import FINE, Flaw, Flaws, Scene, doubt_at, read
from pipeline.deciding.wording import Term
from pipeline.records import Finding, MatchedDocument

_SAME_FIRM = 92
"""Likeness (0..100) of two firms' letters: one in twelve may be misread."""
_DOUBTS = ("name_mismatch_needs_proof", "birth_date_mismatch", "low_confidence")


def belongs_to(document: MatchedDocument, scene: Scene) -> Flaws:
    """Is the paper of the person concerned; a differing name or birth date goes to a person."""
    if document.subject == scene.person.id and document.sure:
        return FINE
    own = [one for one in document.findings if one.code in _DOUBTS]
    return tuple(_doubt(one) for one in own) or (Flaw("name_mismatch_needs_proof", certain=False),)


def names_household(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001 - every rule is called alike
    """Names at least one person who moves in."""
    stranger = next((one for one in document.findings if one.code == "person_not_named"), None)
    if stranger is not None:
        return (Flaw(stranger.code, document.sure, stranger.field, stranger.page, stranger.box),)
    own = [one for one in document.findings if one.code in _DOUBTS]
    return FINE if document.sure else tuple(_doubt(one) for one in own)


def shows_relation(document: MatchedDocument, scene: Scene, *, field: str) -> Flaws:  # noqa: ARG001
    """Names the relative whom the profile tells: a parent, the other spouse."""
    if read(document, field) is None:
        return (doubt_at(document, field),)
    told = [one for one in document.findings if one.field == field]
    missing = next((one for one in told if one.code == "relation_not_shown"), None)
    if missing is not None:
        return (Flaw(missing.code, field=field, page=missing.page, box=missing.box),)
    return tuple(_doubt(one) for one in told if one.code in _DOUBTS)


def entitled(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001
    """Who consents holds custody: matching says whom the paper names."""
    told = next((one for one in document.findings if one.code == "signature_wrong_person"), None)
    if told is None:
        return FINE
    facts = {"signer": Term("signer.holder")}
    return (Flaw(told.code, field=told.field, page=told.page, box=told.box, facts=facts),)


def held_by_business(document: MatchedDocument, scene: Scene) -> Flaws:
    """Is the person's own or that of a business whose registration lies in the case."""
    if document.subject == scene.person.id and document.sure:
        return FINE
    if document.document.label == "other":
        return (Flaw("unknown_type", certain=False, page=document.document.pages[0]),)
    firms = [
        _firm(name)
        for one in scene.case.documents
        if one.document.label == "company_registration"
        for name in _names(one, "company_name")
    ]
    holders = map(_firm, _names(document, "holder_names"))
    if any(fuzz.ratio(holder, firm) >= _SAME_FIRM for holder in holders for firm in firms):
        return FINE
    return (doubt_at(document, "holder_names", "name_mismatch_needs_proof"),)


def _names(document: MatchedDocument, name: str) -> list[str]:
    """Names as they were read, doubtful ones too: none is by chance that of the business in the case."""
    field = document.document.field(name)
    if field is None or field.value is None:
        return []
    return [str(one) for one in field.value] if isinstance(field.value, list) else [str(field.value)]


def _firm(name: str) -> str:
    """The letters of a company's name without marks of case, spacing or punctuation."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def present(document: MatchedDocument, scene: Scene, *, fields: list[str]) -> Flaws:  # noqa: ARG001
    """Carries these fields, read well enough to rest on; what could not be read goes to a person."""
    return tuple(doubt_at(document, name) for name in fields if read(document, name) is None)


def any_present(document: MatchedDocument, scene: Scene, *, fields: list[str]) -> Flaws:  # noqa: ARG001
    """Carries at least one of these fields."""
    return FINE if any(read(document, name) for name in fields) else (doubt_at(document, fields[0]),)


def not_cut_away(document: MatchedDocument, scene: Scene, *, fields: list[str]) -> Flaws:
    """On a picture that cuts the paper off, these can be read all the same."""
    cut = any(one.code == "cut_off" for one in document.findings)
    return present(document, scene, fields=fields) if cut else FINE


def kind_fits(document: MatchedDocument, scene: Scene, *, words: dict[str, list[str]]) -> Flaws:
    """The permit's kind holds a word that fits the basis; any other wording goes to a person."""
    wanted = words.get(scene.case.profile.basis)
    kind, sure = document.document.field("permit_kind"), read(document, "permit_kind")
    if not wanted or (kind and any(word in str(kind.value).casefold() for word in wanted)):
        return FINE  # a misread word is never by chance the one that fits
    return (doubt_at(document, "permit_kind", "wrong_type") if sure else doubt_at(document, "permit_kind"),)


def _doubt(finding: Finding) -> Flaw:
    return Flaw(finding.code, certain=False, field=finding.field, page=finding.page, box=finding.box)
