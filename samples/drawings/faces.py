"""Faces that are nobody's: traits drawn from chance, and the fine lines of eyes, nose, mouth and glasses."""

from dataclasses import dataclass
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

WIDE: Final = 240
HIGH: Final = 320
PIXELS: Final = (204, 272)
"""Heads are measured on a sheet of 240 × 320 and painted in so many pixels."""
Colour = tuple[int, int, int]

_SKINS: Final[tuple[Colour, ...]] = (
    (247, 220, 200), (240, 206, 182), (230, 190, 160), (222, 178, 140), (206, 160, 122), (188, 140, 104),
    (164, 116, 84), (140, 96, 68), (112, 74, 52), (84, 56, 42),
)  # fmt: skip
_DARK_HAIR: Final[tuple[Colour, ...]] = ((28, 24, 24), (42, 32, 28), (58, 42, 34), (34, 28, 34))
_ANY_HAIR: Final[tuple[Colour, ...]] = (
    *_DARK_HAIR, (92, 64, 42), (124, 88, 54), (170, 130, 78), (206, 172, 116), (150, 76, 44), (110, 98, 88),
)  # fmt: skip
_GREY_HAIR: Final[tuple[Colour, ...]] = ((150, 150, 152), (196, 196, 198), (120, 118, 118))
_EYES: Final[tuple[Colour, ...]] = ((62, 42, 30), (84, 60, 40), (90, 110, 130), (96, 116, 84), (48, 34, 28))
MEN: Final = ("short", "short", "parted", "curly", "receding", "bald", "cropped", "fringe", "tied")
WOMEN: Final = ("long", "long", "wavy", "bob", "bun", "curly", "short", "parted_long", "fringe_long", "scarf")


@dataclass(frozen=True, slots=True)
class Face:
    """Traits of one head; sizes in pixels of a picture of 240 × 320."""

    x: float
    y: float
    wide: float
    tall: float
    jaw: float
    light: float
    skin: Colour
    hair: Colour
    style: str
    eyes: Colour
    eye_gap: float
    eye_size: float
    brow: float
    nose: float
    mouth: float
    beard: str
    glasses: str
    age: int
    scarf: Colour
    man: bool
    smile: float

    @property
    def covered(self) -> bool:
        return self.style == "scarf"

    @property
    def long_hair(self) -> bool:
        return self.style in {"long", "wavy", "bob", "parted_long", "fringe_long"}


def _hair_colour(draw: Random, dark: int, age: int) -> Colour:
    plain = draw.choice(_ANY_HAIR if dark < 4 else _DARK_HAIR)
    grey = draw.choice(_GREY_HAIR)
    return grey if age > draw.randint(44, 74) else plain


def a_face(sex: str, draw: Random, age: int | None = None) -> Face:
    """Draw the traits; always the same draws, so that age and print change no other trait."""
    man, tone = sex == "M", draw.randrange(len(_SKINS))
    drawn_age = draw.choice((4, 9, 15, 22, 28, 34, 41, 48, 57, 66, 75))
    age = drawn_age if age is None else age
    child = age < 13
    hair = _hair_colour(draw, tone, age)
    style = draw.choice(MEN if man else WOMEN)
    beard = draw.choice(("", "", "", "stubble", "full", "moustache", "goatee"))
    size = draw.uniform(0.92, 1.06) * (0.92 if child else 1)
    return Face(
        x=WIDE / 2 + draw.uniform(-6, 6),
        y=148 + draw.uniform(-8, 8) + (12 if child else 0),
        wide=draw.uniform(60, 73) * size * (1.06 if child else 1),
        tall=draw.uniform(84, 97) * size * (0.9 if child else 1),
        jaw=draw.uniform(0.16, 0.36) * (0.8 if child else 1),
        light=draw.uniform(-0.4, 0.4),
        skin=_SKINS[tone],
        hair=hair,
        style="short" if child and style in {"receding", "bald"} else style,
        eyes=draw.choice(_EYES if tone < 4 else _EYES[:2]),
        eye_gap=draw.uniform(25, 31) * size,
        eye_size=draw.uniform(0.95, 1.25) * (1.18 if child else 1),
        brow=draw.uniform(2.2, 5.2) * (1 if man else 0.7),
        nose=draw.uniform(28, 37) * (0.75 if child else 1),
        mouth=draw.uniform(20, 28) * (0.8 if child else 1),
        beard=beard if man and age > 17 else "",
        glasses=draw.choice(("", "", "", "", "round", "square", "rimless")),
        age=age,
        scarf=draw.choice(
            ((52, 54, 60), (34, 44, 78), (150, 120, 110), (110, 48, 58), (214, 208, 198), (58, 92, 84))
        ),
        man=man,
        smile=draw.uniform(-2, 6),
    )


def _shade(colour: Colour, share: float) -> Colour:
    return (int(colour[0] * share), int(colour[1] * share), int(colour[2] * share))


def _eye(pen: ImageDraw.ImageDraw, face: Face, side: int) -> None:
    """One eye with its lid and brow, at twice the size."""
    x, y, s = 2 * (face.x + side * face.eye_gap), 2 * (face.y - 4), 2 * face.eye_size
    shape = ((-10, 1), (-5, -4), (2, -4.6), (10, 0), (4, 4), (-4, 4))
    lid = [(x + across * s, y + down * s) for across, down in shape]
    pen.polygon(lid, fill=(240, 238, 234, 255))
    pen.ellipse((x - 4.4 * s, y - 4.4 * s, x + 4.4 * s, y + 4.4 * s), fill=(*face.eyes, 255))
    pen.ellipse((x - 2 * s, y - 2 * s, x + 2 * s, y + 2 * s), fill=(14, 12, 12, 255))
    pen.ellipse((x - 2.4 * s, y - 2.6 * s, x - 0.8 * s, y - s), fill=(250, 250, 250, 230))
    pen.line(lid[:4], fill=(*_shade(face.skin, 0.28), 255), width=4 if not face.man else 3)
    pen.line([lid[3], lid[4], lid[5], lid[0]], fill=(*_shade(face.skin, 0.6), 180), width=2)
    pen.arc(
        (x - 12 * s, y - 9 * s, x + 12 * s, y + 6 * s),
        205,
        335,
        fill=(*_shade(face.skin, 0.62), 150),
        width=2,
    )
    brow = _shade(face.hair, 0.8) if face.age < 60 else face.hair
    top = y - 15 * s - face.brow
    outer, inner = x + side * 13 * s, x - side * 11 * s
    pen.line(
        [(inner, top + 4), (x, top - 3), (outer, top + 5)],
        fill=(*brow, 220),
        width=int(face.brow * 2),
        joint="curve",
    )
    if face.age > 48:
        pen.arc(
            (x - 12 * s, y - 2 * s, x + 12 * s, y + 13 * s),
            30,
            150,
            fill=(*_shade(face.skin, 0.66), 150),
            width=2,
        )


def _nose(pen: ImageDraw.ImageDraw, face: Face) -> None:
    x, top, low = 2 * face.x, 2 * (face.y + 2), 2 * (face.y + face.nose)
    dark, bright = _shade(face.skin, 0.66), tuple(min(255, int(one * 1.08)) for one in face.skin)
    side = 1 if face.light < 0 else -1
    pen.line(
        [(x + side * 6, top), (x + side * 8, low - 18), (x + side * 15, low - 5)], fill=(*dark, 110), width=5
    )
    pen.line([(x, top + 6), (x, low - 10)], fill=(*bright, 110), width=8)
    pen.arc((x - 16, low - 16, x + 16, low + 5), 25, 155, fill=(*dark, 220), width=4)
    for nostril in (-1, 1):
        pen.ellipse(
            (x + nostril * 9 - 4, low - 4, x + nostril * 9 + 4, low + 1), fill=(*_shade(face.skin, 0.4), 220)
        )


def _mouth(pen: ImageDraw.ImageDraw, face: Face) -> None:
    x, y, w = 2 * face.x, 2 * (face.y + face.nose + 18), face.mouth * 2
    red = (int(face.skin[0] * 0.82), int(face.skin[1] * 0.56), int(face.skin[2] * 0.56))
    lips = red if face.man else (min(255, red[0] + 18), max(0, red[1] - 14), red[2])
    pen.polygon(
        [(x - w, y), (x - 8, y - 9), (x, y - 6), (x + 8, y - 9), (x + w, y), (x, y + 3)],
        fill=(*_shade(lips, 0.9), 235),
    )
    pen.polygon(
        [(x - w, y), (x, y + 2), (x + w, y), (x + w // 2, y + 11), (x - w // 2, y + 11)], fill=(*lips, 225)
    )
    pen.line(
        [
            (x - w - 3, y - face.smile),
            (x - w // 2, y + 1),
            (x, y + 2),
            (x + w // 2, y + 1),
            (x + w + 3, y - face.smile),
        ],
        fill=(*_shade(face.skin, 0.35), 220),
        width=3,
        joint="curve",
    )
    pen.line([(x - w // 3, y + 18), (x + w // 3, y + 18)], fill=(*_shade(face.skin, 0.74), 130), width=5)
    if face.age > 42:
        for side in (-1, 1):
            pen.line(
                [(x + side * 22, y - 34), (x + side * (w + 10), y + 2)],
                fill=(*_shade(face.skin, 0.7), 150),
                width=3,
            )


def _beard(pen: ImageDraw.ImageDraw, face: Face) -> None:
    x, y = 2 * face.x, 2 * (face.y + face.nose + 18)
    low, wide = 2 * (face.y + face.tall), 2 * face.wide
    ink = (*face.hair, {"stubble": 60}.get(face.beard, 225))
    if face.beard in {"full", "stubble"}:
        pen.pieslice((x - wide * 0.95, y - 110, x + wide * 0.95, low + 8), 8, 172, fill=ink)
        pen.ellipse((x - wide * 0.62, y - 120, x + wide * 0.62, y - 14), fill=(0, 0, 0, 0))
    if face.beard in {"full", "moustache", "goatee", "stubble"}:
        pen.polygon(
            [(x - 46, y + 2), (x - 30, y - 18), (x, y - 22), (x + 30, y - 18), (x + 46, y + 2), (x, y - 8)],
            fill=ink,
        )
    if face.beard == "goatee":
        pen.ellipse((x - 26, y + 14, x + 26, low + 2), fill=ink)


def _glasses(pen: ImageDraw.ImageDraw, face: Face) -> None:
    y, frame = 2 * (face.y - 2), {"rimless": (150, 150, 150, 150)}.get(face.glasses, (38, 32, 34, 240))
    high = 30 if face.glasses == "round" else 24
    for side in (-1, 1):
        x = 2 * (face.x + side * face.eye_gap)
        box = (x - 36, y - high, x + 36, y + high)
        pen.rounded_rectangle(
            box,
            radius=30 if face.glasses == "round" else 10,
            outline=frame,
            width=5,
            fill=(255, 255, 255, 22),
        )
        pen.line([(x + side * 36, y - 6), (2 * (face.x + side * face.wide), y - 10)], fill=frame, width=5)
    gap = 2 * face.eye_gap - 36
    pen.arc((2 * face.x - gap, y - 12, 2 * face.x + gap, y + 12), 200, 340, fill=frame, width=5)


def features(face: Face) -> Image.Image:
    """Eyes, nose, mouth, beard and glasses on a clear ground."""
    sheet = Image.new("RGBA", (2 * WIDE, 2 * HIGH), (*_shade(face.skin, 0.7), 0))
    pen = ImageDraw.Draw(sheet)
    if face.beard:
        _beard(pen, face)
        sheet = sheet.filter(ImageFilter.BoxBlur(5))
        pen = ImageDraw.Draw(sheet, "RGBA")
    _nose(pen, face)
    _mouth(pen, face)
    for side in (-1, 1):
        _eye(pen, face, side)
    if face.glasses:
        _glasses(pen, face)
    return sheet.resize(PIXELS, Image.Resampling.BILINEAR, reducing_gap=2.0)
