"""Second looks at what is missing: what was offered and can't serve, or could serve once a person looked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.deciding.judging import Judged, concerns
from pipeline.deciding.rules.flaws import Flaw
from pipeline.records import ExtractedDocument, Inspection, MatchedCase, MatchedDocument

COULD_BE: Final = 0.05
"""Alternative labels at least this likely together are worth a person's look before anything is asked for."""

UNDECIDED: Final = 0.5
"""An unknown paper that is not more likely one thing than all others could be whatever is missing."""

_OURS: Final = ("engine_crashed", "too_complex")
"""Failures that are no fault of the file: a person looks before the applicant is asked."""


def second_looks(judged: Sequence[Judged], case: MatchedCase) -> tuple[Judged, ...]:
    """Looks again at each missing requirement, in the order in which the contract ranks the codes."""
    looked = [_near_kind(_not_final(one, case), case) for one in judged]
    looked = [_could_be(one, case) for one in looked]
    for upload in filter(_our_fault, case.unusable):
        looked = [_until_seen(one, upload) for one in looked]
    aside = [one for one in case.documents if one.set_aside in ("wrong_person", "unreadable")]
    for document in sorted(aside, key=lambda one: not _known(one)):
        looked = _laid_to_the_one(looked, document)
    for upload in case.unusable:
        if not _our_fault(upload):
            looked = _unusable(looked, upload)
    return tuple(looked)


def _near_kind(judged: Judged, case: MatchedCase) -> Judged:
    """A paper that looks right and can't serve (a visa for a passport)."""
    near = judged.owed.requirement.near
    return _offered(judged, case, "wrong_type", lambda one: one.document.label in near and one.sure)


def _not_final(judged: Judged, case: MatchedCase) -> Judged:
    """A draft, offer or advertisement of what is asked."""

    def draft(one: MatchedDocument) -> bool:
        drafts = any(finding.code == "not_final" for finding in one.document.findings)
        return drafts and one.document.label == "other" and _listed(one, judged.labels)

    return _offered(judged, case, "not_final", draft)


def _offered(judged: Judged, case: MatchedCase, code: str, fits: Callable[[MatchedDocument], bool]) -> Judged:
    if judged.status != "missing":
        return judged
    owed = judged.owed
    offered = [
        one
        for one in case.documents
        if one.set_aside is None and concerns(owed.requirement, owed.person, one) and fits(one)
    ]
    return _defective(judged, offered[0], code) if offered else judged


def _defective(judged: Judged, document: MatchedDocument, code: str) -> Judged:
    flaw = Flaw(code, page=document.document.pages[0])
    return replace(judged, status="defective", document=document, flaws=(flaw,), code=code)


def _could_be(judged: Judged, case: MatchedCase) -> Judged:
    """Papers whose kind is doubtful: better a person's look than a request for what lies there already."""
    if judged.status not in ("missing", "defective"):
        return judged
    pending = tuple(
        one
        for one in case.documents
        if one.set_aside is None and one is not judged.document and _open(one, judged)
    )
    return replace(judged, status="uncertain", pending=pending) if pending else judged


def _open(document: MatchedDocument, judged: Judged) -> bool:
    inner = document.document
    anybodys = document.subject in (None, judged.owed.person.id)
    if document.sure or inner.label in judged.labels or not anybodys:
        return False
    if document.proposed:
        return True
    return (_undecided(inner) and judged.status == "missing") or _likely(document, judged.labels)


def _undecided(document: ExtractedDocument) -> bool:
    hardly = document.label == "other" and document.confidence < UNDECIDED
    unnamed = document.label == "unknown" or hardly
    return unnamed and all(one.confidence < UNDECIDED for one in document.alternatives)


def _listed(document: MatchedDocument, labels: frozenset[str]) -> bool:
    """Whether the machine thought of one of these labels at all: a draft looks like what it is a draft of."""
    return any(one.label in labels for one in document.document.alternatives)


def _likely(document: MatchedDocument, labels: frozenset[str]) -> bool:
    return sum(one.confidence for one in document.document.alternatives if one.label in labels) >= COULD_BE


def _laid_to_the_one(judged: Sequence[Judged], document: MatchedDocument) -> list[Judged]:
    """A stranger's or unreadable paper was meant for the one place that lacks its kind, if there is one."""
    code = str(document.set_aside)
    kind = document.document.label
    if _known(document):
        places = [one.status == "missing" and kind in one.labels for one in judged]
    else:
        places = [one.status == "missing" and code == "unreadable" for one in judged]
    if _asked_for(judged, places) == 1:
        return [
            _defective(one, document, code) if here else one for one, here in zip(judged, places, strict=True)
        ]
    return _noted(judged, places, Flaw(code, facts={"file": document.file}))


def _known(document: MatchedDocument) -> bool:
    return document.document.label not in ("unknown", "blank", "other")


def _asked_for(judged: Sequence[Judged], places: Sequence[bool]) -> int:
    """How many different things lack a paper; what is asked for together with another counts once."""
    ids = {one.owed.requirement.id for one, here in zip(judged, places, strict=True) if here}
    return sum(
        here and one.owed.requirement.asked_with not in ids for one, here in zip(judged, places, strict=True)
    )


def _our_fault(upload: Inspection) -> bool:
    return upload.failure is not None and upload.failure.code in _OURS


def _until_seen(judged: Judged, upload: Inspection) -> Judged:
    """What a crash of ours may have swallowed is not asked for before a person has looked."""
    if judged.status != "missing":
        return judged
    flaw = Flaw("file_unusable", certain=False, facts={"file": upload.file})
    return replace(judged, status="uncertain", flaws=(flaw,))


def _unusable(judged: Sequence[Judged], upload: Inspection) -> list[Judged]:
    """A file that could not be read was meant for the one thing still missing, if there is just one."""
    places = [one.status == "missing" for one in judged]
    failure = upload.failure.code if upload.failure else "unreadable"
    code = "unreadable" if failure == "unreadable" else "file_unusable"
    flaw = Flaw(code, facts={"file": upload.file})
    if _asked_for(judged, places) != 1:
        return _noted(judged, places, flaw)
    return [
        replace(one, status="defective", code=code, flaws=(flaw,)) if here else one
        for one, here in zip(judged, places, strict=True)
    ]


def _noted(judged: Sequence[Judged], places: Sequence[bool], flaw: Flaw) -> list[Judged]:
    """Several things are missing: each request names the file, for nobody knows what it was."""
    return [
        replace(one, strays=(*one.strays, flaw)) if here else one
        for one, here in zip(judged, places, strict=True)
    ]
