"""Finds repeats: the same file twice, the same paper photographed twice, an earlier version of a paper."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.records import JsonValue, MatchedDocument

_NUMBERS: Final = frozenset({"document_number", "personal_number"})
_TELLING: Final = 3
"""So many equal values make two papers without a number the same paper."""


def set_repeats_aside(documents: Sequence[MatchedDocument]) -> tuple[MatchedDocument, ...]:
    """Keeps the best of each paper; others are `duplicate`, or `superseded` where the kept one says more.

    The order of what comes in does not matter; nor do names of files.
    """
    ranked = sorted(documents, key=_rank, reverse=True)
    kept: list[MatchedDocument] = []
    done: list[MatchedDocument] = []
    for one in ranked:
        twin = None if one.set_aside else next((other for other in kept if _same_paper(one, other)), None)
        if twin is None:
            kept.append(one)
        reason = one.set_aside if twin is None else _reason(one, twin)
        done.append(replace(one, set_aside=reason))
    return tuple(sorted(done, key=lambda one: (one.sha256, one.document.pages, one.file)))


def _rank(one: MatchedDocument) -> tuple[object, ...]:
    """The most useful first: not set aside, sure, signed, nothing noticed, well read; then by content."""
    fields = one.document.fields
    signed = sum(field.name.startswith("signed_") and field.value is True for field in fields)
    read = sum(field.accepted for field in fields)
    return (
        one.set_aside is None,
        one.sure,
        signed,
        not one.document.findings,
        read,
        one.document.confidence,
        one.sha256,
        one.document.pages,
        one.file,
    )


def _same_paper(one: MatchedDocument, other: MatchedDocument) -> bool:
    if one.sha256 == other.sha256 and one.document.pages == other.document.pages:
        return True
    if one.document.label != other.document.label or one.document.sides != other.document.sides:
        return False
    if one.translates != other.translates:
        return False
    mine, theirs = _content(one), _content(other)
    common = mine.keys() & theirs.keys()
    if not common or any(mine[name] != theirs[name] for name in common):
        return False
    dates = {name for name in mine.keys() | theirs.keys() if _is_day(name)}
    days, others = _days(one), _days(other)
    if any(days[name] != others[name] for name in days.keys() & others.keys()):
        return False
    return "document_number" in common or (len(common) >= _TELLING and dates <= common)


def _reason(one: MatchedDocument, twin: MatchedDocument) -> str:
    """A repeat says the same; where values differ beside the content, it is an earlier version."""
    if one.sha256 == twin.sha256:
        return "duplicate"
    mine, theirs = _versioned(one), _versioned(twin)
    same = all(mine[name] == theirs[name] for name in mine.keys() & theirs.keys())
    return "duplicate" if same else "superseded"


def _content(one: MatchedDocument) -> dict[str, JsonValue]:
    told = {name: value for name, value in _accepted(one).items() if not _is_version(name)}
    return {name: _bare(value) if name in _NUMBERS else value for name, value in told.items()}


def _bare(number: JsonValue) -> str:
    """A number without the strokes that print has and a machine-readable zone can't hold."""
    return "".join(sign for sign in str(number) if sign.isalnum())


def _is_day(name: str) -> bool:
    return name.endswith(("_date", "_start", "_end"))


def _days(one: MatchedDocument) -> dict[str, JsonValue]:
    """All days that were read, doubtful ones too: what may last longer is no repeat of what has ended."""
    return {field.name: field.value for field in one.document.fields if _is_day(field.name) and field.value}


def _versioned(one: MatchedDocument) -> dict[str, JsonValue]:
    return {name: value for name, value in _accepted(one).items() if _is_version(name)}


def _is_version(name: str) -> bool:
    """What may differ between two versions of one paper; issued on another day it is another paper."""
    return name.startswith("signed_")


def _accepted(one: MatchedDocument) -> dict[str, JsonValue]:
    fields = one.document.fields
    return {field.name: field.value for field in fields if field.accepted and field.value is not None}
