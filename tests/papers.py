"""Small papers for tests: a digital page in a moment, a scanned one that takes a while to read."""

import io

from PIL import Image, ImageDraw, ImageFont

from evaluation.papers import digital_page  # noqa: F401 - tests find all papers here


def scanned_page(*lines: str, times: int = 12) -> bytes:
    """A picture of a full page without a text layer; reading it takes seconds."""
    picture = Image.new("L", (1654, 2339), 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(28)
    for number, line in enumerate(lines * times):
        draw.text((120, 120 + 44 * number), f"{number} {line}", fill=0, font=font)
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(200, 200))
    return kept.getvalue()
