"""Hair and headscarves of drawn heads: masks with strands, laid behind and before a face."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.drawings.faces import HIGH, PIXELS, WIDE, Face

Field = NDArray[np.float32]
_Y, _X = (
    np.mgrid[0 : PIXELS[1], 0 : PIXELS[0]] * np.array([HIGH / PIXELS[1], WIDE / PIXELS[0]])[:, None, None]
).astype(np.float32)
_HAIRLINE: Final = {
    "short": 0.62, "parted": 0.6, "curly": 0.58, "receding": 0.86, "cropped": 0.7, "fringe": 0.42,
    "tied": 0.7, "long": 0.62, "wavy": 0.6, "bob": 0.56, "bun": 0.68, "parted_long": 0.66, "fringe_long": 0.4,
}  # fmt: skip
"""How high above the middle of the face the hair begins, as a share of half the head."""


def _texture(strands: Field, *, curly: bool) -> Field:
    """Light and dark along the hair: strands hang, curls are blots."""
    rows, columns = strands.shape
    if curly:
        blots = Image.fromarray(strands[: rows // 2, : columns // 2]).resize(PIXELS, Image.Resampling.BICUBIC)
        return np.asarray(blots, np.float32) * 1.3
    lean = (_X + 0.12 * _Y + 5 * np.sin(_Y / 38)).astype(int)
    found: Field = strands[(_Y // 64).astype(int) % rows, lean % columns]
    return found


def _laid(picture: Field, mask: Field, face: Face, strands: Field) -> Field:
    texture = _texture(strands, curly=face.style == "curly")
    light = 1 + 0.13 * texture + 0.3 * np.exp(-(((_Y - face.y + face.tall * 0.8) / 22) ** 2)) - 0.1
    colour = np.asarray(face.hair, np.float32)[None, None, :] * light[..., None]
    return np.asarray(picture + (colour - picture) * mask[..., None], np.float32)


def _crown(face: Face, strands: Field, grown: float) -> Field:
    """The skull with its hair, `grown` pixels beyond the head; curls make its edge uneven."""
    uneven = 0.1 * _texture(strands, curly=True) if face.style == "curly" else 0.0
    near = 1 - ((_X - face.x) / (face.wide + grown)) ** 2 - ((_Y - face.y + 4) / (face.tall + grown)) ** 2
    return np.asarray(np.clip((near + uneven) * 20 + 0.5, 0, 1), np.float32)


def _grown(face: Face) -> float:
    return {"curly": 15, "cropped": 3, "receding": 3, "bun": 5, "tied": 5, "wavy": 13, "bob": 13}.get(
        face.style, 8
    )


def back_hair(picture: Field, face: Face, strands: Field) -> Field:
    """What hangs behind the head, before neck and shoulders are drawn."""
    if face.style in {"bald", "scarf"}:
        return picture
    mask = _crown(face, strands, _grown(face)) * (face.y + face.tall * 0.35 > _Y)
    if face.long_hair:
        low = face.y + face.tall * (0.95 if face.style == "bob" else 1.75)
        spread = face.wide + 10 + 0.06 * (_Y - face.y) + (5 * np.sin(_Y / 13) if face.style == "wavy" else 0)
        hang = (
            np.clip((spread - np.abs(_X - face.x)) / 2, 0, 1)
            * (face.y - 10 < _Y)
            * np.clip((low - _Y) / 8, 0, 1)
        )
        mask = np.maximum(mask, hang)
    if face.style == "curly" and not face.man:
        mask = np.maximum(mask, _crown(face, strands, 26))
    if face.style == "bun":
        bun = np.clip((1 - ((_X - face.x) / 22) ** 2 - ((_Y - face.y + face.tall + 12) / 18) ** 2) * 9, 0, 1)
        mask = np.maximum(mask, bun)
    return _laid(picture, mask.astype(np.float32), face, strands)


def front_hair(picture: Field, face: Face, head: Field, strands: Field) -> Field:
    """Hair over the forehead and the temples."""
    high = _HAIRLINE.get(face.style)
    if high is None:
        return picture
    part = {"parted": 0.35, "parted_long": 0.0, "short": -0.2, "long": 0.12}.get(face.style)
    across = (_X - face.x) / face.wide
    line = face.y - face.tall * high
    if part is not None:
        line = line - 12 + 34 * np.abs(across - part) ** 1.4
    elif face.style in {"fringe", "fringe_long"}:
        line = line + 3 * np.sin(_X / 5) + 10 * across**2
    else:
        line = line + 34 * across**2
    if face.style == "receding":
        line = line - 16 * np.exp(-(((np.abs(across) - 0.5) / 0.2) ** 2)) + 10
    temples = np.clip((np.abs(across) - 0.93) * 18, 0, 1) * (face.y + face.tall * 0.02 > _Y)
    mask = np.maximum(np.clip((line - _Y) / 4, 0, 1), temples) * np.maximum(
        head, _crown(face, strands, _grown(face))
    )
    return _laid(picture, mask.astype(np.float32), face, strands)


def headscarf(picture: Field, face: Face, strands: Field) -> Field:
    """A scarf that leaves the face free, laid over the shoulders."""
    outer = 1 - ((_X - face.x) / (face.wide + 17)) ** 2 - ((_Y - face.y + 6) / (face.tall + 19)) ** 2
    drape = np.clip(
        (face.wide + 12 + 0.62 * np.clip(_Y - face.y - face.tall * 0.5, 0, None) - np.abs(_X - face.x)) / 2,
        0,
        1,
    )
    drape = drape * (face.y + face.tall * 0.25 < _Y)
    inner = 1 - ((_X - face.x) / (face.wide * 0.9)) ** 2 - ((_Y - face.y - 5) / (face.tall * 0.96)) ** 2
    mask = np.clip(np.maximum(np.clip(outer * 20, 0, 1), drape) - np.clip(inner * 18 + 0.4, 0, 1), 0, 1)
    folds = (
        1
        + 0.12 * np.sin((_X - face.x) / 9 + np.abs(_Y - face.y) / 23)
        + 0.03 * _texture(strands, curly=False)
    )
    colour = np.asarray(face.scarf, np.float32)[None, None, :] * folds[..., None]
    return np.asarray(picture + (colour - picture) * mask[..., None], np.float32)
