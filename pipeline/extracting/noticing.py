"""What a document says about itself beside its fields: that it is a draft or an offer, that pages lack."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from pipeline.extracting.layout import Sheet
from pipeline.extracting.normalise.folding import fold
from pipeline.page_counts import counted
from pipeline.records import Finding

_HEAD: Final = 0.4
"""Share of the first page in which a paper says what it is."""


def notices(sheets: Sequence[Sheet], label: str) -> Iterator[Finding]:
    """`not_final` for what is none of our kinds and calls itself a draft; `page_missing` by its own count."""
    if not sheets:
        return
    if label == "other":
        yield from _not_final(sheets[0])
    counts = [found for sheet in sheets if (found := counted(sheet.read_page.text))]
    shown = {number for number, _ in counts}
    of = {count for _, count in counts}
    if len(of) == 1 and len(sheets) < min(of) and shown != set(range(1, min(of) + 1)):
        yield Finding("page_missing", page=sheets[-1].number)


def _not_final(sheet: Sheet) -> Iterator[Finding]:
    for segment in sheet.segments:
        if segment.box.y0 < _HEAD and _says_so().search(fold(segment.text)):
            yield Finding("not_final", page=sheet.number, box=segment.box)
            return


@cache
def _says_so() -> re.Pattern[str]:
    words = yaml.safe_load(Path(__file__).with_name("noticing.yaml").read_text(encoding="utf-8"))["not_final"]
    folded = sorted((fold(word) for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, folded))})(?!\w)")
