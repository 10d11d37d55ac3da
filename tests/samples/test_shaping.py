"""Scripts that join and reorder their letters, held against renderings by another shaping stack (Raqm)."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from samples.looks.typesetting import typeset_html

SIZE_PT = 60
HEIGHT_PX = 96


@dataclass(frozen=True)
class Script:
    text: str
    family: str
    rtl: bool = False


SCRIPTS = {
    "arabic": Script("شهادة الميلاد", "Noto Sans Arabic", rtl=True),
    "persian": Script("گواهی‌نامهٔ تولد", "Noto Sans Arabic", rtl=True),
    "devanagari": Script("जन्म प्रमाणपत्र", "Noto Sans Devanagari"),
    "vietnamese": Script("Giấy chứng nhận kết hôn", "Noto Sans"),
}


def trimmed(grey: np.ndarray) -> np.ndarray:
    """The ink alone, brought to one height, black 1."""
    ink = grey < 128
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    width = round(cut.shape[1] * HEIGHT_PX / cut.shape[0])
    return cv2.resize(cut, (width, HEIGHT_PX), interpolation=cv2.INTER_AREA)


def as_typeset(script: Script) -> np.ndarray:
    """The text as our documents print it."""
    direction = "rtl" if script.rtl else "ltr"
    html = (
        f'<html dir="{direction}"><style>@page {{ size: 900pt 200pt; margin: 20pt }}'
        f'body {{ font: {SIZE_PT}pt "{script.family}" }}</style><body>{script.text}</body></html>'
    )
    page = pypdfium2.PdfDocument(typeset_html(html).pdf)[0]
    return trimmed(np.asarray(page.render(scale=2).to_pil().convert("L")))


def as_reference(script: Script, layout: ImageFont.Layout) -> np.ndarray:
    """The text as Pillow draws it; with Raqm it is shaped, without it is not."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", f"{script.family}:regular"], capture_output=True, text=True, check=True
    )
    font = ImageFont.truetype(Path(found.stdout), SIZE_PT * 2, layout_engine=layout)
    image = Image.new("L", (2200, 400), 255)
    shaped = {"direction": "rtl" if script.rtl else "ltr"} if layout == ImageFont.Layout.RAQM else {}
    ImageDraw.Draw(image).text((100, 100), script.text, font=font, fill=0, **shaped)
    return trimmed(np.asarray(image))


def likeness(first: np.ndarray, second: np.ndarray) -> float:
    """Correlation of two pieces of ink, laid on each other at the same width; 1 is the same."""
    width = max(first.shape[1], second.shape[1])
    if min(first.shape[1], second.shape[1]) < 0.9 * width:
        return 0.0
    both = [
        cv2.GaussianBlur(cv2.resize(one, (width, HEIGHT_PX)), (0, 0), 1.5).ravel() for one in (first, second)
    ]
    return float(np.corrcoef(*both)[0, 1])


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow was built without Raqm")
@pytest.mark.parametrize("name", SCRIPTS)
def test_given_a_script_then_it_is_shaped_as_the_reference_shapes_it(name: str):
    script = SCRIPTS[name]
    assert likeness(as_typeset(script), as_reference(script, ImageFont.Layout.RAQM)) > 0.95


@pytest.mark.parametrize("name", ["arabic", "devanagari"])
def test_given_letters_left_unshaped_then_the_difference_is_seen(name: str):
    script = SCRIPTS[name]
    assert likeness(as_typeset(script), as_reference(script, ImageFont.Layout.BASIC)) < 0.8
