"""Portraits that are nobody's: a head shaded like a solid, hair, clothes and ground drawn from chance.

One chance, one face: the same draws give the same person on every paper, however old and however printed.
"""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from samples.drawings.faces import HIGH, PIXELS, WIDE, Face, a_face, features
from samples.drawings.hair import back_hair, front_hair, headscarf

Print = Literal["colour", "grey", "sepia", "engraved"]
Field = NDArray[np.float32]
_GROUNDS: Final = (
    (238, 239, 240), (222, 228, 233), (205, 216, 228), (236, 232, 224), (214, 217, 214), (246, 246, 246),
    (186, 205, 222), (228, 222, 216),
)  # fmt: skip
_CLOTHES: Final = (
    (42, 52, 82), (92, 32, 42), (62, 62, 64), (30, 82, 72), (205, 205, 210), (24, 26, 32), (120, 96, 72),
    (150, 60, 40), (70, 96, 140), (186, 170, 60), (96, 60, 110), (235, 235, 232), (54, 84, 46),
)  # fmt: skip
_ROWS, _COLUMNS = PIXELS[1], PIXELS[0]
_Y, _X = (np.mgrid[0:_ROWS, 0:_COLUMNS] * np.array([HIGH / _ROWS, WIDE / _COLUMNS])[:, None, None]).astype(
    np.float32
)


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """A page of photographs and how large it is."""

    uri: str
    width_mm: float
    height_mm: float


def _oval(x: float, y: float, wide: float, high: float, soft: float = 1.2) -> Field:
    """A soft-edged ellipse as a mask, 0 to 1."""
    near = 1 - ((_X - x) / wide) ** 2 - ((_Y - y) / high) ** 2
    return np.asarray(np.clip(near * min(wide, high) / (2 * soft) + 0.5, 0, 1), np.float32)


def _over(picture: Field, mask: Field, colour: tuple[int, int, int] | Field) -> Field:
    """The picture with a colour laid over it where the mask says."""
    laid = np.asarray(colour, np.float32)
    return np.asarray(picture + (laid - picture) * mask[..., None], np.float32)


def _head(face: Face) -> tuple[Field, Field]:
    """The head's mask and its light, as if it were a solid lit from one side."""
    down = np.clip((_Y - face.y) / face.tall, 0, 1.2)
    wide = face.wide * (1 - face.jaw * down**2)
    across, along = (_X - face.x) / wide, (_Y - face.y) / face.tall
    near = 1 - across**2 - along**2
    mask = np.clip(near * 24 + 0.5, 0, 1)
    facing = np.sqrt(np.clip(near, 0, 1))
    light = 0.60 + 0.46 * np.clip(face.light * across - 0.25 * along + 0.86 * facing, 0, 1.1)
    cheeks = 0.05 * np.exp(-(((np.abs(across) - 0.5) / 0.2) ** 2) - ((along - 0.28) / 0.16) ** 2)
    return mask.astype(np.float32), (light + cheeks).astype(np.float32)


def _ground(draw: Random) -> Field:
    colour = np.asarray(draw.choice(_GROUNDS), np.float32)
    slope = draw.uniform(-0.09, 0.09)
    shade = 1 + slope * (_X / WIDE - 0.5) - draw.uniform(0, 0.08) * (_Y / HIGH)
    return np.asarray(colour[None, None, :] * shade[..., None], np.float32)


def _body(picture: Field, face: Face, draw: Random) -> Field:
    """Neck and shoulders in one of some clothes."""
    cloth = np.asarray(draw.choice(_CLOTHES), np.float32)
    chin = face.y + face.tall
    neck = np.clip(
        (face.wide * (0.62 + 0.1 * face.jaw) + np.clip(_Y - chin - 8, 0, 40) * 0.25 - np.abs(_X - face.x))
        / 3,
        0,
        1,
    )
    shadow = 0.88 - 0.3 * np.exp(-(((_Y - chin - 4) / 13) ** 2))
    throat = np.asarray(face.skin, np.float32)[None, None, :] * shadow[..., None]
    picture = _over(picture, (neck * (face.y < _Y)).astype(np.float32), throat.astype(np.float32))
    top = chin + draw.uniform(14, 24)
    shoulders = _oval(face.x, top + 98, draw.uniform(96, 122), 100, 1.5)
    folds = 1 + 0.1 * np.sin(_X / 17 + face.x) * np.clip((_Y - top) / 80, 0, 1)
    laid = np.asarray(
        cloth[None, None, :] * folds[..., None] * (1.05 - 0.15 * (_X / WIDE))[..., None], np.float32
    )
    opening = draw.uniform(14, 30)
    depth = draw.choice((6, 10, 26, 44))
    bare = np.clip((opening - np.abs(_X - face.x) - np.clip(_Y - top, 0, None) * opening / depth) / 2, 0, 1)
    picture = _over(picture, shoulders * (1 - bare * (top + depth > _Y)), laid)
    if draw.random() < 0.45:
        picture = _collar(picture, face.x, top, draw)
    return picture


def _collar(picture: Field, x: float, top: float, draw: Random) -> Field:
    """A shirt's collar, on some with a tie."""
    white = draw.choice(((240, 240, 242), (214, 224, 238), (226, 216, 220)))
    across = np.abs(_X - x)
    flap = np.clip((15 - np.abs(across - 22 + (_Y - top) * 0.35)) / 2, 0, 1) * np.clip(
        (_Y - top + 6 - across * 0.16) / 3, 0, 1
    )
    flap *= np.clip((top + 10 + across * 0.75 - _Y) / 3, 0, 1) * np.clip((top + 30 - _Y) / 3, 0, 1)
    picture = _over(picture, flap.astype(np.float32), white)
    if draw.random() < 0.4:
        tie = np.clip((4 + (_Y - top) * 0.07 - across) / 1.5, 0, 1) * (top + 6 < _Y)
        picture = _over(picture, tie.astype(np.float32), draw.choice(_CLOTHES))
    return picture


def _painted(face: Face, draw: Random) -> Field:
    """The whole picture in colour, before it is printed."""
    strands = np.random.default_rng(draw.randrange(2**32)).standard_normal((HIGH // 4, WIDE // 2), np.float32)
    picture = _ground(draw)
    picture = back_hair(picture, face, strands)
    picture = _body(picture, face, draw)
    if not face.covered and not face.long_hair:
        for side in (-1, 1):
            ear = _oval(face.x + side * (face.wide - 1), face.y + 6, 7, 15)
            picture = _over(picture, ear, np.asarray(face.skin, np.float32) * 0.8)
    mask, light = _head(face)
    skin = np.asarray(face.skin, np.float32)[None, None, :] * light[..., None]
    picture = _over(picture, mask, skin)
    picture = front_hair(picture, face, mask, strands)
    drawn = np.asarray(features(face), np.float32)
    picture = _over(picture, drawn[..., 3] * np.clip(mask * 1.4, 0, 1) / 255, drawn[..., :3])
    return headscarf(picture, face, strands) if face.covered else picture


def _printed(picture: Field, look: Print, draw: Random) -> Image.Image:
    """The picture as a photograph, a grey print, a brown one, or engraved by laser."""
    noise = np.random.default_rng(draw.randrange(2**32))
    grain = noise.standard_normal((_ROWS, _COLUMNS, 1), np.float32) * np.float32(draw.uniform(2, 5))
    shot = Image.fromarray((picture + grain).clip(0, 255).astype(np.uint8))
    shot = shot.filter(ImageFilter.GaussianBlur(draw.uniform(0.5, 1.0)))
    if look == "colour":
        return shot
    grey = 255 * (np.asarray(shot.convert("L"), np.float32) / 255) ** 0.84
    if look == "engraved":
        lines = 1 + 0.13 * np.sin(_Y * 2.1)
        bright = 255 * np.clip((grey / 255 - 0.06) * 1.08, 0, 1) ** 0.9
        return Image.fromarray((bright * lines).clip(0, 255).astype(np.uint8))
    if look == "sepia":
        tinted = grey[..., None] * np.asarray((1.0, 0.9, 0.76), np.float32) + np.asarray(
            (8, 6, 2), np.float32
        )
        return Image.fromarray(tinted.clip(0, 255).astype(np.uint8))
    return Image.fromarray(grey.astype(np.uint8))


def _address(picture: Image.Image) -> str:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=86)
    return "data:image/jpeg;base64," + b64encode(stream.getvalue()).decode()


def _picture(sex: str, draw: Random, look: Print, age: int | None) -> Image.Image:
    face = a_face(sex, draw, age)
    return _printed(_painted(face, draw), look, draw)


def portrait(sex: str, draw: Random, *, look: Print = "colour", age: int | None = None) -> str:
    """A drawn portrait as an address that a page can hold; an age is drawn where none is given."""
    return _address(_picture(sex, draw, look, age))


def photo_sheet(draw: Random) -> PhotoSheet:
    """Passport photographs as people upload them: one, cut out or with a rim, or a sheet of several alike."""
    look: Print = "colour" if draw.random() < 0.85 else "grey"
    one = _picture(draw.choice("MF"), draw, look, None).convert("RGB")
    one = one.crop((0, 5, _COLUMNS, 5 + round(_COLUMNS * 45 / 35)))
    across, down = draw.choice(((1, 1), (1, 1), (1, 1), (2, 2), (3, 2), (4, 2), (2, 3), (4, 1)))
    rim, gap = (
        (draw.choice((0, 0, 8, 20)), 0)
        if across * down == 1
        else (draw.choice((10, 30)), draw.choice((4, 16)))
    )
    wide = across * one.width + (across - 1) * gap + 2 * rim
    high = down * one.height + (down - 1) * gap + 2 * rim
    sheet = Image.new("RGB", (wide, high), draw.choice(("#ffffff", "#fdfdfb", "#f4f4f4")))
    for place in range(across * down):
        row, column = divmod(place, across)
        sheet.paste(one, (rim + column * (one.width + gap), rim + row * (one.height + gap)))
    return PhotoSheet(_address(sheet), wide * 35 / _COLUMNS, high * 35 / _COLUMNS)
