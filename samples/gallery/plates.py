"""Contact sheets small enough to keep in the repository: `python -m samples.gallery.plates WORLD DOCS`."""

import sys
from pathlib import Path
from typing import Final

from PIL import Image

from samples.gallery.page import FOLDER

LABELS: Final = ("passport", "lease", "birth_certificate", "payslip", "application_form", "other")
_WIDTH: Final = 1100
_COLOURS: Final = 64


def write_plates(world: Path, target: Path) -> None:
    """PNG files of six labels' sheets from the gallery of a folder that `sagsklar generate` filled."""
    target.mkdir(parents=True, exist_ok=True)
    for label in LABELS:
        sheet = Image.open(world / FOLDER / f"{label}.jpg")
        small = sheet.resize(
            (_WIDTH, round(sheet.height * _WIDTH / sheet.width)), Image.Resampling.LANCZOS
        ).convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS, dither=Image.Dither.NONE)
        small.save(target / f"world-{label}.png", optimize=True)


if __name__ == "__main__":
    write_plates(Path(sys.argv[1]), Path(sys.argv[2]))
