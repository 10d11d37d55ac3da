"""Facts of a page's build that speak across languages: its machine zone, shape, amount and kind of words."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from pipeline.records import Mrz, Page, Raster, ReadPage, Word

_ZONE_LINE: Final = re.compile(r"^([PIACV][A-Z<])([A-Z<]{3})[A-Z0-9<]{8,}")
_SHAPES: Final = ((0.45, "strip"), (0.85, "portrait"), (1.2, "square"), (1.75, "landscape"))
_COUNTS: Final = ((0, "none"), (9, "few"), (39, "some"))
_AMOUNT: Final = re.compile(r"^\W*\d{1,3}([.,’' ]?\d{3})*[.,]\d{2}\W*$")
_DATE: Final = re.compile(r"^\W*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\W*$")
_IBAN: Final = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{0,30}$")
_CPR: Final = re.compile(r"^\W*\d{6}-?\d{4}\W*$")
_PAPER: Final = 200
_DARK: Final = 110
_PLAIN: Final = 14
_MUCH_SKIN: Final = 0.3
_BLANK_INK: Final = 0.0008


def marks_of(read_page: ReadPage) -> tuple[str, ...]:
    """All marks of a page."""
    raster = read_page.page.raster
    return (
        *zone_marks(read_page.mrz, read_page.words),
        *word_marks(read_page.words),
        f"shape:{shape_of(raster.width, raster.height)}",
        *tone_marks(grey_sample(raster)),
        *face_marks(raster),
    )


def zone_marks(mrz: Mrz | None, words: Sequence[Word]) -> tuple[str, ...]:
    """Format and document code of the machine zone; guessed from its first line when it was not parsed."""
    if mrz is not None:
        return code_marks(mrz.lines[0], mrz.format)
    for word in words:
        line = word.text.replace("«", "<<").replace("‹", "<")
        if line.count("<") >= 2 and _ZONE_LINE.match(line):
            return code_marks(line, "torn")
    return ()


def code_marks(line: str, zone: str) -> tuple[str, ...]:
    """`P`, `V`, `ID`, `IR` … say what the issuer holds the document to be."""
    code = line[:2].rstrip("<")
    return "mrz", f"mrz:{zone}", f"mrz:{code[:1]}", f"mrz:{code}", f"mrz:{zone}:{code}"


def word_marks(words: Sequence[Word]) -> tuple[str, ...]:
    """How many words there are, and how many are amounts, dates and numbers of known kinds."""
    texts = [word.text for word in words]
    amounts = sum(bool(_AMOUNT.match(text)) for text in texts)
    dates = sum(bool(_DATE.match(text)) for text in texts)
    marks = [f"words:{band(len(texts), _COUNTS, 'many')}"]
    marks += [f"amounts:{band(amounts, ((0, 'none'), (3, 'few'), (12, 'some')), 'many')}"]
    marks += [f"dates:{band(dates, ((0, 'none'), (3, 'few'), (10, 'some')), 'many')}"]
    marks += ["has:iban"] * any(_IBAN.match(text) and len(text) > 14 for text in texts)
    marks += ["has:cpr"] * any(_CPR.match(text) for text in texts)
    return tuple(marks)


def shape_of(width: int, height: int) -> str:
    """Width by height in five words."""
    return band(width / height, _SHAPES, "wide")


def band(value: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    """The name of the first step that is not under the value."""
    return next((name for limit, name in steps if value <= limit), beyond)


def grey_sample(raster: Raster) -> np.ndarray:
    """At most about 400 × 400 grey pixels of a picture, 0..255."""
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    step = max(1, min(raster.width, raster.height) // 400)
    return np.asarray(pixels[::step, ::step].mean(axis=2), np.float32)


def tone_marks(grey: np.ndarray) -> tuple[str, ...]:
    """Whether the page looks like print on paper or like a picture."""
    light = float((grey > _PAPER).mean())
    middle = float(((grey > _DARK) & (grey <= _PAPER)).mean())
    return (
        f"paper:{band(light, ((0.15, 'none'), (0.5, 'some'), (0.85, 'much')), 'all')}",
        f"tones:{band(middle, ((0.05, 'few'), (0.3, 'some')), 'many')}",
    )


def face_marks(raster: Raster) -> tuple[str, ...]:
    """Whether the picture could be of a person before a plain wall. Nobody is recognised, nothing is kept.

    Source:
        Bounds of skin in YCrCb, for light and dark skin alike: Chai & Ngan 1999, doi:10.1109/76.767122.
    """
    step = max(1, min(raster.width, raster.height) // 120)
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    small = pixels[::step, ::step].astype(np.float32)
    rows, columns = small.shape[:2]
    top = small[: max(1, rows // 12)].mean(axis=2)
    marks = ["top:plain"] if float(top.std()) < _PLAIN else []
    if raster.channels == 3:
        middle = small[rows // 5 : rows * 3 // 4, columns // 4 : columns * 3 // 4]
        red, green, blue = middle[..., 0], middle[..., 1], middle[..., 2]
        luma = 0.299 * red + 0.587 * green + 0.114 * blue
        cr, cb = 128 + 0.713 * (red - luma), 128 + 0.564 * (blue - luma)
        skin = (cr >= 133) & (cr <= 173) & (cb >= 77) & (cb <= 127)
        marks += ["centre:skin"] if skin.size and float(skin.mean()) > _MUCH_SKIN else []
    return tuple(marks)


def is_blank(read_page: ReadPage) -> bool:
    """No words, and so little ink that nobody could have meant it."""
    return not read_page.words and (
        "blank" in read_page.page.quality.issues or ink(read_page.page) < _BLANK_INK
    )


def ink(page: Page) -> float:
    """Share of pixels clearly darker than their own paper, without a rim that scanners leave dark."""
    grey = grey_sample(page.raster)
    rim_y, rim_x = grey.shape[0] // 25, grey.shape[1] // 25
    inner = grey[rim_y : grey.shape[0] - rim_y, rim_x : grey.shape[1] - rim_x]
    return float((inner < np.median(inner) - 40).mean())
