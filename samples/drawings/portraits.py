"""Portraits that are nobody's: a face of ellipses, softened and grained like a print."""

from base64 import b64encode
from io import BytesIO
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

_SKINS = ((236, 205, 180), (222, 184, 150), (190, 145, 108), (150, 105, 75), (110, 74, 52))
_HAIRS = ((40, 30, 25), (80, 55, 35), (150, 110, 60), (190, 165, 110), (120, 120, 120), (20, 20, 22))
_CLOTHES = ((40, 50, 80), (90, 30, 40), (60, 60, 60), (30, 80, 70), (200, 200, 205))


def _face(pen: ImageDraw.ImageDraw, draw: Random, *, long_hair: bool) -> None:
    skin, hair, cloth = draw.choice(_SKINS), draw.choice(_HAIRS), draw.choice(_CLOTHES)
    wide, tall = draw.randint(78, 96), draw.randint(112, 132)
    x, y = 150, 165
    shade = tuple(max(0, one - 35) for one in skin)
    if long_hair:
        pen.ellipse((x - wide - 22, y - tall - 18, x + wide + 22, y + tall + 55), fill=hair)
    pen.ellipse((x - 140, 300, x + 140, 520), fill=cloth)
    pen.rectangle((x - 34, y + 70, x + 34, 325), fill=shade)
    pen.ellipse((x - wide, y - tall, x + wide, y + tall), fill=skin)
    pen.pieslice((x - wide - 6, y - tall - 14, x + wide + 6, y + draw.randint(10, 60)), 180, 360, fill=hair)
    pen.ellipse((x - wide + 12, y - tall + draw.randint(35, 60), x + wide - 12, y + tall - 4), fill=skin)
    for side in (-1, 1):
        eye = x + side * draw.randint(34, 40)
        pen.ellipse((eye - 14, y - 20, eye + 14, y - 6), fill=(245, 245, 245))
        pen.ellipse((eye - 6, y - 20, eye + 6, y - 7), fill=(60, 45, 35))
        pen.line((eye - 18, y - 34, eye + 18, y - 36), fill=hair, width=draw.randint(4, 7))
    pen.line((x, y - 8, x - 9, y + 34, x + 8, y + 36), fill=shade, width=5)
    pen.ellipse((x - 30, y + 56, x + 30, y + 72), fill=(170, 90, 85))
    pen.line((x - 28, y + 64, x + 28, y + 64), fill=(120, 60, 60), width=3)
    if draw.random() < 0.25:
        for side in (-1, 1):
            pen.ellipse(
                (x + side * 38 - 28, y - 36, x + side * 38 + 28, y + 12), outline=(30, 30, 30), width=4
            )


def portrait(sex: str, draw: Random, *, grey: bool = False) -> str:
    """A drawn portrait (300×400) as an address that a page can hold."""
    picture = Image.new("RGB", (300, 400), draw.choice([(222, 226, 230), (235, 235, 228), (205, 214, 222)]))
    _face(ImageDraw.Draw(picture), draw, long_hair=sex == "F" and draw.random() < 0.8)
    soft = picture.filter(ImageFilter.GaussianBlur(2.6))
    grain = np.random.default_rng(draw.randrange(2**32)).normal(0, 7, (400, 300, 1))
    shaded = np.asarray(soft, float) * np.linspace(1.08, 0.86, 300)[None, :, None] + grain
    final = Image.fromarray(shaded.clip(0, 255).astype(np.uint8))
    stream = BytesIO()
    (final.convert("L") if grey else final).save(stream, "JPEG", quality=88)
    return "data:image/jpeg;base64," + b64encode(stream.getvalue()).decode()
