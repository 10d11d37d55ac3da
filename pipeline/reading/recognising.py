"""Tesseract as a recogniser: the plain engine that always works."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.reading.engine import engine_version, require, rows
from pipeline.reading.lines import in_reading_order
from pipeline.reading.pictures import grey_of
from pipeline.reading.preparing import Prepared, prepared
from pipeline.records import Box, Raster, Word

SURE_OF_MARKS = 0.6


@dataclass(frozen=True)
class TesseractRecogniser:
    """Reads upright pages. `page_mode`: Tesseract's page segmentation mode."""

    languages: str = "Latin"
    page_mode: int = 11

    def __post_init__(self) -> None:
        require(self.languages)

    @property
    def name(self) -> str:
        """Engine, version and languages: what stands in a page's `engine`."""
        return f"tesseract {engine_version()} {self.languages}"

    def recognise(self, raster: Raster, *, upright: bool = False) -> tuple[Word, ...]:  # noqa: ARG002
        """Words in reading order; which end is up is not looked at. Raises EngineFailed."""
        picture = prepared(grey_of(raster))
        height, width = picture.grey.shape
        table = rows(picture.grey, self.languages, "--psm", str(self.page_mode))
        words = [word for word in words_of(table, width, height) if worth_keeping(word)]
        return tuple(on_page(word, picture) for word in in_reading_order(words, height / width))


def words_of(table: Iterable[Mapping[str, str]], width: int, height: int) -> Iterable[Word]:
    """Tesseract's rows as words of the picture; `line` numbers its own lines."""
    numbers: dict[tuple[str, str, str], int] = {}
    for row in table:
        x0, y0 = int(row["left"]), int(row["top"])
        x1, y1 = min(width, x0 + int(row["width"])), min(height, y0 + int(row["height"]))
        line = numbers.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(numbers))
        box = Box(x0 / width, y0 / height, x1 / width, y1 / height)
        yield Word(row["text"].strip(), box, max(0.0, float(row["conf"]) / 100), line)


def on_page(word: Word, picture: Prepared) -> Word:
    """The word with its box on the page."""
    height, width = picture.grey.shape
    box = word.box
    return replace(
        word, box=picture.on_page(box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height)
    )


def worth_keeping(word: Word) -> bool:
    """Doubtful words stay, doubtful specks and rules read as marks do not."""
    return word.confidence >= SURE_OF_MARKS or any(char.isalnum() for char in word.text)
