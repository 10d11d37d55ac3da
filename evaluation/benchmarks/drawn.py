"""Draws found values on the pages of files, to be looked at.

python -m evaluation.benchmarks.drawn OUT FILE… [--world WORLD]

One PNG a page that carries a field: green boxes may be used without a person, orange ones may not; under the
page each value with its source and confidence. With `--world`, the folder of a generated world, blue lines
show where its truth says that the values stand, and what was not found is listed.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

from evaluation.benchmarks.fields import found_in
from pipeline.errors import UploadError
from pipeline.records import Box, ExtractedDocument, Field, ReadPage
from samples.world import lines_of

WIDTH: Final = 1100
ROW: Final = 22
USED, WAITING, TRUE = (0, 130, 60), (215, 105, 0), (40, 90, 220)
FONTS: Final = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def drawn(
    page: ReadPage, documents: Sequence[ExtractedDocument], truths: Sequence[Mapping[str, Any]]
) -> Image.Image:
    """The page with its values; the list under it is as long as there are values."""
    raster = page.page.raster
    mode = "L" if raster.channels == 1 else "RGB"
    picture = Image.frombuffer(mode, (raster.width, raster.height), raster.data, "raw", mode, 0, 1).convert(
        "RGB"
    )
    picture = picture.resize((WIDTH, round(WIDTH * raster.height / raster.width)))
    number = page.page.number
    here = [one for one in documents if number in one.pages]
    fields = [field for one in here for field in one.fields if field.page == number]
    told = [*_told(here, fields), *_missed(truths, documents, number)]
    sheet = Image.new("RGB", (WIDTH, picture.height + ROW * (len(told) + 1)), "white")
    sheet.paste(picture)
    draw, font = ImageDraw.Draw(sheet), _font(15)
    for box in _true_boxes(truths, number):
        draw.rectangle(_scaled(box, picture.height, 4), outline=TRUE, width=1)
    for field in fields:
        if field.box:
            colour, place = _colour(field), _scaled(field.box, picture.height, 1)
            draw.rectangle(place, outline=colour, width=3)
            draw.text((place[0], place[1] - 18), field.name, fill=colour, font=font)
    for row, (colour, text) in enumerate(told):
        draw.text((12, picture.height + 8 + row * ROW), text, fill=colour, font=font)
    return sheet


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(FONTS, size) if FONTS.is_file() else ImageFont.load_default(size)


def _colour(field: Field) -> tuple[int, int, int]:
    return USED if field.accepted else WAITING


def _told(documents: Sequence[ExtractedDocument], fields: Sequence[Field]) -> Iterator[tuple[Any, str]]:
    for one in documents:
        yield (0, 0, 0), f"{one.label} {one.confidence:.2f}, pages {', '.join(map(str, one.pages))}"
    for field in fields:
        against = f"   against: {'; '.join(field.conflicts)}" if field.conflicts else ""
        yield (
            _colour(field),
            f"{field.name} = {field.value}   ({field.source} {field.confidence:.2f}){against}",
        )


def _missed(
    truths: Sequence[Mapping[str, Any]], documents: Sequence[ExtractedDocument], number: int
) -> Iterator[tuple[Any, str]]:
    said = {field.name: field.value for one in documents if number in one.pages for field in one.fields}
    for truth in truths:
        if number == min(truth["pages"]):
            wrong = {
                name: true
                for name, true in truth["fields"].items()
                if true is not None and said.get(name) != true
            }
            yield from ((TRUE, f"truth: {name} = {true}") for name, true in wrong.items())


def _true_boxes(truths: Sequence[Mapping[str, Any]], number: int) -> Iterator[Box]:
    for truth in truths:
        for places in (*truth["field_boxes"].values(), *truth["signature_boxes"].values()):
            yield from (Box(*place["box"]) for place in places if place["page"] == number)


def _scaled(box: Box, height: int, grown: int) -> tuple[float, float, float, float]:
    return (
        box.x0 * WIDTH - grown,
        box.y0 * height - grown,
        box.x1 * WIDTH + grown,
        box.y1 * height + grown,
    )


def draw_files(out: Path, files: Sequence[Path], world: Path | None) -> Iterator[str]:
    """Draws each file; one line a picture."""
    truth = {made["file"]: made["documents"] for made in lines_of(world)} if world else {}
    out.mkdir(parents=True, exist_ok=True)
    for file in files:
        try:
            reading, documents = found_in(file)
        except UploadError as error:
            yield f"{file.name}: {error.code}"
            continue
        for page in reading.pages:
            picture = out / f"{file.stem}-{page.page.number}.png"
            drawn(page, documents, truth.get(file.name, ())).save(picture)
            yield str(picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--world", type=Path)
    given = parser.parse_args()
    for line in draw_files(given.out, given.files, given.world):
        sys.stdout.write(f"{line}\n")
