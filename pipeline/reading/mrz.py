"""The machine-readable zone of a page: from its words, then from a second look at likely places."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from pipeline.reading.engine import lines as lines_read
from pipeline.reading.engine import require
from pipeline.reading.line_finding import find_lines
from pipeline.reading.mrz_areas import Area, areas, box_of, crop
from pipeline.reading.mrz_repair import Candidate, agreed, best_of, cleaned
from pipeline.reading.pictures import Grey, Picture, grey_of, picture_of
from pipeline.reading.strip_reading import read_strips
from pipeline.reading.text_lines import strip_of
from pipeline.records import Box, Mrz, Page, Word, enclosing

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
SHORTEST = 24
SURE = 0.6
MOST_SMALL = 0.3
"""A zone has no small letters; of sure signs at most this share may be some all the same."""
AREAS_LOOKED_AT = 2
LEAST_SHARE = 0.5
"""Of the width of the place looked at: shorter lines belong to no zone."""
LOOKS = ("dan", "Latin")
"""Tesseract's models, the quick one first; the other is asked where it and PP-OCRv6 did not read the same."""


@dataclass(frozen=True)
class ZoneReader:
    """Finds zones; PP-OCRv6 and Tesseract read them, and all vote."""

    looks: tuple[str, ...] = LOOKS
    with_models: bool = True

    def __post_init__(self) -> None:
        for languages in self.looks:
            require(languages)

    def find(self, page: Page, words: Sequence[Word]) -> Mrz | None:
        """The zone on an upright page. `words` in reading order; None where nothing has a zone's shape."""
        rows = zone_rows(words)
        said = [text for text, _ in rows]
        grey = grey_of(page.raster)
        for area in self.likely(grey, words)[:AREAS_LOOKED_AT]:
            best = self.looked(page, grey, area, said)
            if best:
                boxes = tuple(box_of(line, *grey.shape[::-1]) for line in area)
                return as_mrz(agreed(best, (word.text for word in words)), boxes)
        best = best_of([said])
        return as_mrz(best, tuple(box for _, box in rows)) if best else None

    def likely(self, grey: Grey, words: Sequence[Word]) -> list[Area]:
        """Where to look; nowhere on a page that is all printed text."""
        if words and layer_only(words):
            return []
        return [area for area in areas(grey) if not plain_text(area, words, grey)]

    def looked(self, page: Page, grey: Grey, area: Area, said: list[str]) -> Candidate | None:
        """One place read by both engines side by side, and by Tesseract's other model where they differ.

        No digit proves a name, so all vote.
        """
        picture = crop(grey, area)
        with ThreadPoolExecutor(1) as beside:
            asked = [beside.submit(look, picture, languages) for languages in self.looks[:1]]
            seen = [model_look(picture_of(page.raster), area)] if self.with_models else []
            looks = [one.result() for one in asked]
        if not any(settled(reading, [*seen, said]) for reading in looks):
            looks += [look(picture, languages) for languages in self.looks[1:]]
        return best_of([*reversed(looks), *seen, said])


def settled(reading: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether another engine read the very same lines, whose digits are right, with a letter in the code.

    Both may take the O of a code for 0, and no digit covers it.
    """
    best = best_of([reading])
    if best is None or not best.valid or best.edits or best.lines[0][1].isdecimal():
        return False
    return any({cleaned(line) for line in other}.issuperset(best.lines) for other in others)


def look(picture: Grey, languages: str) -> list[str]:
    """The lines of a crop, with no sign but those of a zone."""
    options = ("--psm", "6", "-c", f"tessedit_char_whitelist={SIGNS}")
    plain = ("-c", "load_system_dawg=0", "-c", "load_freq_dawg=0")
    return [
        line
        for line in lines_read(picture, languages, *options, *plain)
        if len(cleaned(line)) >= SHORTEST - 4
    ]


def model_look(picture: Picture, area: Area) -> list[str]:
    """The lines of an area as PP-OCRv6 reads them, top to bottom."""
    high = max(line.height for line in area)
    x0, x1 = min(line.x for line in area) - 2 * high, max(line.x + line.width for line in area) + 2 * high
    y0, y1 = area[0].y - 1.5 * high, area[-1].y + 2.5 * high
    part = np.ascontiguousarray(picture[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)])
    lines = [line for line in find_lines(part) if line.length > LEAST_SHARE * part.shape[1]]
    lines.sort(key=lambda line: float(line.top[:, 1].mean()))
    signs = read_strips([strip_of(part, line) for line in lines], "small")
    return ["".join(sign.text for sign in one) for one in signs]


def zone_rows(words: Sequence[Word]) -> list[tuple[str, Box]]:
    """The lines of a page that could belong to a zone."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    texts = [
        ("".join(word.text for word in row), enclosing([word.box for word in row])) for row in rows.values()
    ]
    return [(text, box) for text, box in texts if len(text) >= SHORTEST and zone_like(text)]


def zone_like(text: str) -> bool:
    """Nearly all signs are capitals, digits and fillers."""
    return sum(sign in SIGNS for sign in text) >= 0.85 * len(text) and "<" in text


def plain_text(area: Area, words: Sequence[Word], grey: Grey) -> bool:
    """Whether the words there are ordinary text, read with confidence."""
    height, width = grey.shape
    place = enclosing([box_of(line, width, height) for line in area])
    inside = [
        word
        for word in words
        if place.x0 <= (word.box.x0 + word.box.x1) / 2 <= place.x1
        and place.y0 <= (word.box.y0 + word.box.y1) / 2 <= place.y1
    ]
    sure = "".join(word.text for word in inside if word.confidence > SURE)
    small = sum(sign.islower() for sign in sure) / max(1, len(sure))
    return len(sure) >= SHORTEST and "<" not in sure and (small > MOST_SMALL or layer_only(inside))


def layer_only(words: Sequence[Word]) -> bool:
    """Whether the words were printed, not recognised: then nothing was misread."""
    return min(word.confidence for word in words) == 1


def as_mrz(found: Candidate, boxes: tuple[Box, ...]) -> Mrz:
    """The record that leaves this room; boxes only where there is one a line."""
    fitting = boxes if len(boxes) == len(found.lines) else ()
    return Mrz(found.layout.format, found.lines, found.valid, found.checks, fitting)
