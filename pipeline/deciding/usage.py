"""What became of each document: used for which requirements, or why set aside."""

from collections.abc import Sequence

from pipeline.deciding.judging import Judged
from pipeline.records import MatchedCase, MatchedDocument, ScreenedDocument


def used(judged: Sequence[Judged], case: MatchedCase) -> tuple[ScreenedDocument, ...]:
    """Every document of the case; one that a question is about is neither used nor set aside."""
    return tuple(_screened(document, judged) for document in case.documents)


def _screened(document: MatchedDocument, judged: Sequence[Judged]) -> ScreenedDocument:
    used_for = tuple(
        dict.fromkeys(
            one.owed.requirement.id
            for one in judged
            if document is one.document or any(document is other for other in one.companions)
        )
    )
    pending = any(document is other for one in judged for other in one.pending)
    aside = document.set_aside
    if aside is None and not used_for and not pending:
        aside = _reason(document, judged)
    if aside is not None:
        used_for = ()
    return ScreenedDocument(document.file, document.subject, used_for, aside, document.document)


def _reason(document: MatchedDocument, judged: Sequence[Judged]) -> str:
    """Another paper of the same kind and person serves instead, or nothing asks for it."""
    served = any(
        one.document is not None
        and one.document.document.label == document.document.label
        and one.document.subject == document.subject
        and document.subject is not None
        for one in judged
    )
    return "superseded" if served else "not_needed"
