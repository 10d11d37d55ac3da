"""Digital signatures of a PDF → `signed_*` of whose place it is; a finding where the file was changed since.

Whose: by the words at the field's place, by the names on the paper that the certificate bears, by the field's
own name, or because nobody else signs a paper of this label. The last says too little to be used alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.layout import Sheet, sheet_of
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.signatures.captions import Caption, captions, role_in, signers_of
from pipeline.records import Box, DigitalSignature, ExtractedDocument, Field, Finding, Reading

NAME_OF: Final = {
    "signed_tenant": "tenant_names",
    "signed_landlord": "landlord_name",
    "signed_employer": "employer_name",
    "signed_employee": "person_name",
    "signed_host": "host_name",
    "signed_holder": "holder_names",
    "signed_translator": "translator_name",
    "signed_principal": "person_name",
    "signed_applicant": "person_name",
    "signed_declarant": "person_name",
}
"""Whose signature → the field that names them."""
NEAR: Final = 3.0
"""Heights of text between a signature's field and the words that say whose it is."""
SURE, NOT_SURE = 0.95, 0.4
"""Confidence of what was proved where that person signs, and of what waits for a person."""
CHANGED, UNPROVED, UNTRUSTED, OF_ANOTHER = (
    "signature: the file was changed after it was signed",
    "signature: it could not be checked",
    "signature: no trusted root stands behind the certificate",
    "signature: the certificate does not name all who sign here",
)


class How(IntEnum):
    """What says whose signature it is, the weakest first."""

    ALONE = 0
    NAME = 1
    PLACE = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """A signature field and whose it is; `against`: the certificate names another person of the paper."""

    signature: DigitalSignature
    signer: str
    how: How
    against: bool = False

    @property
    def holds(self) -> bool:
        """Whether it shows without a person's look that the signer signed."""
        proved = self.signature.state == "intact" and self.signature.trusted is not False
        return proved and self.how > How.ALONE and not self.against


def digitally_signed(document: ExtractedDocument, reading: Reading) -> ExtractedDocument:
    """The document with what the upload's digital signatures say of it; as it was where there are none."""
    if not reading.signatures:
        return document
    claims: dict[str, list[Claim]] = {}
    for claim in _claims(document, reading):
        claims.setdefault(claim.signer, []).append(claim)
    known = {one.signature for some in claims.values() for one in some}
    strange = any(one.state == "intact" and one not in known for one in _own(document, reading))
    told = {signer: _told(document, signer, some) for signer, some in claims.items()}
    kept = tuple(_waiting(one) if strange else one for one in document.fields if not told.get(one.name))
    changed = tuple(_finding(one) for one in reading.signatures if one.state == "changed")
    fields = (*kept, *(field for field in told.values() if field))
    return replace(document, fields=fields, findings=(*document.findings, *changed))


def _finding(one: DigitalSignature) -> Finding:
    return Finding("suspected_alteration", page=one.page, box=one.box)


# ── whose ─────────────────────────────────────────────────────────────────────────────────────────


def _claims(document: ExtractedDocument, reading: Reading) -> Iterator[Claim]:
    signers = signers_of(document.label)
    own = _own(document, reading)
    if not signers or not own:
        return
    sheets = [sheet_of(page) for page in reading.pages if page.page.number in document.pages]
    said = [one for one in captions(sheets, document.label, _candidates(document)) if one.signer]
    for one in own:
        placed = _at_place(one, said)
        named = _named(one, document, signers)
        alone = signers[0] if len(signers) == 1 else None
        said_by_form = role_in(one.field, signers)
        signer = placed or named or said_by_form or alone
        how = How.PLACE if placed else How.NAME if named or said_by_form else How.ALONE
        if signer:
            other = named is not None and named != signer
            yield Claim(one, signer, how, against=other or _of_another(one, document, signer))


def _own(document: ExtractedDocument, reading: Reading) -> list[DigitalSignature]:
    """Those on its pages, and those given out of sight, which stand for the whole file.

    An empty field out of sight is no place that anybody left empty.
    """
    unseen = [one for one in reading.signatures if one.box is None and one.state != "empty"]
    return [*unseen, *(one for one in reading.signatures if one.box and one.page in document.pages)]


def _candidates(document: ExtractedDocument) -> list[Candidate]:
    return [
        Candidate(one.name, one.value, one.raw, (), one.page, one.confidence, one.source)
        for one in document.fields
    ]


def _at_place(one: DigitalSignature, said: Sequence[Caption]) -> str | None:
    """The signer whose words stand nearest to the field."""
    box = one.box
    if box is None:
        return None
    here = [(_distance(box, caption.box, caption.sheet), caption) for caption in said]
    near = [(gap, caption) for gap, caption in here if caption.sheet.number == one.page and gap <= NEAR]
    return min(near, key=lambda pair: pair[0])[1].signer if near else None


def _distance(one: Box, other: Box, sheet: Sheet) -> float:
    """Heights of text between two boxes, the longer of across and down; 0 where they touch."""
    across = max(0.0, one.x0 - other.x1, other.x0 - one.x1)
    down = max(0.0, one.y0 - other.y1, other.y0 - one.y1)
    return max(sheet.across(across), down / sheet.height)


def _named(one: DigitalSignature, document: ExtractedDocument, signers: Sequence[str]) -> str | None:
    """The signer of whose names the certificate bears one."""
    return next(
        (signer for signer in signers if _bears_one(one, _names(document, NAME_OF.get(signer, "")))), None
    )


def _of_another(one: DigitalSignature, document: ExtractedDocument, signer: str) -> bool:
    """Whether the certificate bears the name of a person of the paper who signs nothing on it."""
    own = _names(document, NAME_OF.get(signer, ""))
    others = {name for field in OTHERS for name in _names(document, field)} - set(own)
    return _bears_one(one, sorted(others)) and not _bears_one(one, own)


OTHERS: Final = frozenset({*NAME_OF.values(), "attorney_name", "guest_names", "child_names"})
"""Fields that name people of a paper."""


def _names(document: ExtractedDocument, name: str) -> list[str]:
    found = document.field(name)
    if found is None or found.value is None:
        return []
    return [str(one) for one in found.value] if isinstance(found.value, list) else [str(found.value)]


def _bears_one(one: DigitalSignature, names: Sequence[str]) -> bool:
    """Whether one of the names stands in the certificate, letter case, marks and middle names aside."""
    return any(_same(_words(name), _words(one.signer or "")) for name in names)


def _all_have(document: ExtractedDocument, signer: str, claims: Sequence[Claim]) -> bool:
    """Whether each who must sign has, where there are several; a common place counts for all."""
    names = _names(document, NAME_OF.get(signer, ""))
    if len(names) < 2 or any(claim.how is How.PLACE for claim in claims):
        return True
    return all(any(_bears_one(one.signature, [name]) for one in claims) for name in names)


def _same(name: set[str], borne: set[str]) -> bool:
    shared = name & borne
    return bool(name) and (name == borne or (len(shared) > 1 and (name <= borne or borne <= name)))


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(name)))


# ── what it says ──────────────────────────────────────────────────────────────────────────────────


def _told(document: ExtractedDocument, signer: str, claims: Sequence[Claim]) -> Field | None:
    """The field of one signer; None where what the page's picture says stands."""
    inked = document.field(signer)
    signed = inked is not None and inked.value is True
    holding = [one for one in claims if one.holds]
    left = [one for one in claims if one.signature.state == "empty" and one.how is not How.ALONE]
    filled = [one for one in claims if one.signature.state != "empty"]
    if holding and not left and _all_have(document, signer, holding):
        return _field(document, holding[0], value=True, sure=SURE)
    if filled and not left:
        if signed and all(one.signature.state == "intact" and not one.against for one in filled):
            return None  # ink stands there
        return replace(_field(document, filled[0], value=True, sure=NOT_SURE), conflicts=_doubts(filled[0]))
    return None if signed else _field(document, (left or claims)[0], value=False, sure=SURE)


def _doubts(claim: Claim) -> tuple[str, ...]:
    one = claim.signature
    why: Mapping[str, bool] = {
        CHANGED: one.state == "changed",
        UNPROVED: one.state == "unproved",
        UNTRUSTED: one.trusted is False,
        OF_ANOTHER: one.state == "intact",
    }
    return next(((said,) for said, holds in why.items() if holds), ())


def _waiting(field: Field) -> Field:
    """An empty place on a file that somebody signed digitally, nobody knows for whom."""
    empty = field.name.startswith("signed_") and field.value is False
    return replace(field, accepted=False, conflicts=(*field.conflicts, OF_ANOTHER)) if empty else field


def _field(document: ExtractedDocument, claim: Claim, *, value: bool, sure: float) -> Field:
    one = claim.signature
    page = one.page if one.page in document.pages else document.pages[0]
    return Field(
        name=claim.signer,
        value=value,
        raw=one.signer or "",
        confidence=sure,
        accepted=sure == SURE,
        page=page or document.pages[0],
        box=one.box,
        source="signature",
    )
