"""The worst answers as pictures: the page, what it is, what was said, and the words that misled."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.dataset import reading_of
from models.evaluating import Outcomes
from pipeline.classifying.clues import joined
from pipeline.classifying.documents import clues_of, reasons_for
from pipeline.classifying.linear import LinearLabelModel
from pipeline.errors import UploadError
from pipeline.reading.pictures import picture_of
from pipeline.records import Reading, ReadPage, Reason
from samples.document import SampleFile
from samples.generator import make_file

MOST: Final = 12
_HIGHEST: Final = 520
_MARKED: Final = (47, 64, 181)


@dataclass(frozen=True, slots=True)
class Example:
    """A paper that was taken for another. `picture`: its first page as a data address."""

    truth: str
    said: str
    confidence: float
    named: bool
    told: str
    reasons: tuple[str, ...]
    picture: str


def worst(model: LinearLabelModel, own: Outcomes, seed: int) -> Iterator[Example]:
    """The wrong answers given with most confidence, of papers that can be made again as pictures."""
    wrong = [place for place, row in enumerate(own.rows) if row.index >= 0 and not own.right[place]]
    wrong.sort(key=lambda place: -own.answers.confidence[place])
    for place in wrong[:MOST]:
        row = own.rows[place]
        file = make_file(seed, row.index, row.split or "test")
        try:
            reading = reading_of(file)
        except UploadError:
            continue
        pages = pages_of(file, reading, row.label)
        if not pages:
            continue
        clues, said = joined(clues_of(page) for page in pages), own.answers.likeliest[place]
        reasons = reasons_for(clues, model.weights(clues, [said])[0])
        yield Example(
            row.label,
            said,
            float(own.answers.confidence[place]),
            bool(own.named[place]),
            f"{row.language}, {row.way}, look {row.family}",
            tuple(reason.text for reason in reasons),
            pictured(pages[0], [reason for reason in reasons if reason.page == pages[0].page.number]),
        )


def pages_of(file: SampleFile, reading: Reading, label: str) -> list[ReadPage]:
    """The pages of the file's first document of this label."""
    numbers = next(
        ({page.number for page in truth.pages} for truth in file.documents if truth.label == label), set()
    )
    return [page for page in reading.pages if page.page.number in numbers]


def pictured(page: ReadPage, reasons: list[Reason]) -> str:
    """The page, small, its misleading words framed, as a `data:` address."""
    import cv2

    raster = page.page.raster
    scale = min(1.0, _HIGHEST / max(raster.width, raster.height))
    size = (max(1, round(raster.width * scale)), max(1, round(raster.height * scale)))
    small = cv2.resize(picture_of(raster), size, interpolation=cv2.INTER_AREA)
    for box in filter(None, (reason.box for reason in reasons)):
        corner = (round(box.x0 * size[0]) - 2, round(box.y0 * size[1]) - 2)
        cv2.rectangle(small, corner, (round(box.x1 * size[0]) + 2, round(box.y1 * size[1]) + 2), _MARKED, 2)
    jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    return "data:image/jpeg;base64," + base64.b64encode(jpeg.tobytes()).decode("ascii")
