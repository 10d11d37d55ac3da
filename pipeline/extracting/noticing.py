"""What a document says about itself beside its fields: a draft, an offer, a copy, that pages lack."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.extracting.layout import Sheet
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.signatures import signers_of
from pipeline.page_counts import counted
from pipeline.records import Finding
from pipeline.yaml_files import read_yaml

_CERTIFICATES: Final = ("marriage_certificate", "birth_certificate")
_HEAD: Final = 0.4
"""Share of the first page in which a paper says what it is."""

_ENDS_A_MARK: Final = "-–—:|/.*])"
_TITLE: Final = 1.25
"""Height of a title beside that of usual print."""


def notices(sheets: Sequence[Sheet], label: str) -> Iterator[Finding]:
    """What a paper says of itself that matters to who asks for it.

    Returns:
        `not_final` for what is none of our kinds and calls itself a draft, and for what people sign where its
        title does; `page_missing` by its own count;
        `original_required` for a certificate marked as a copy, and for consent without any authority's word.
    """
    if not sheets:
        return
    if label == "other":
        yield from _not_final(sheets[0])
    if signers_of(label):
        yield from _draft(sheets[0])
    if label in _CERTIFICATES:
        yield from _copied(sheets)
    if label == "custody_or_consent" and not _given_officially(sheets):
        yield Finding("original_required", page=sheets[0].number)
    counts = [found for sheet in sheets if (found := counted(sheet.read_page.text))]
    shown = {number for number, _ in counts}
    of = {count for _, count in counts}
    if len(of) == 1 and len(sheets) < min(of) and shown != set(range(1, min(of) + 1)):
        yield Finding("page_missing", page=sheets[-1].number)


def _not_final(sheet: Sheet) -> Iterator[Finding]:
    for segment in sheet.segments:
        if segment.box.y0 < _HEAD and _words("not_final").search(fold(segment.text)):
            yield Finding("not_final", page=sheet.number, box=segment.box)
            return


def _draft(sheet: Sheet) -> Iterator[Finding]:
    """A title or mark that begins with "draft": alone, before a stroke or colon, or in larger print."""
    for segment in sheet.segments:
        text = fold(segment.text).lstrip(" *[(")
        found = _words("draft").match(text) if segment.box.y0 < _HEAD else None
        if not found:
            continue
        rest = text[found.end() :].strip()
        if not rest or rest[0] in _ENDS_A_MARK or segment.box.y1 - segment.box.y0 > _TITLE * sheet.height:
            yield Finding("not_final", page=sheet.number, box=segment.box)
            return


def _copied(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """A stamp or line that says "copy" and nothing else: "certified copy of an entry" is an original."""
    for sheet in sheets:
        for segment in sheet.segments:
            if _words("copy").fullmatch(fold(segment.text).strip(" .:-*()[]")):
                yield Finding("original_required", page=sheet.number, box=segment.box)
                return


def _given_officially(sheets: Sequence[Sheet]) -> bool:
    return any(_words("official").search(fold(one.text)) for sheet in sheets for one in sheet.segments)


@cache
def _words(about: str) -> re.Pattern[str]:
    """The words about a thing; those that end in `*` may go on."""
    words = read_yaml(Path(__file__).with_name("noticing.yaml"))[about]
    folded = sorted((fold(word) for word in words), key=len, reverse=True)
    either = "|".join(re.escape(word.rstrip("*")) + r"\w*" * word.endswith("*") for word in folded)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
