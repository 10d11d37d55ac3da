"""What papers lie on when a phone takes them: drawn, so that nobody's table is in the repository."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

import cv2
import numpy as np

from samples.captures.placing import Picture

Relief = np.ndarray[Any, Any]
Texture = Callable[[np.random.Generator, tuple[int, int]], Relief]
Colour = tuple[int, int, int]


def rng_of(draw: Random) -> np.random.Generator:
    """A generator of arrays that follows from the draw."""
    return np.random.default_rng(draw.randrange(2**32))


def _hills(rng: np.random.Generator, size: tuple[int, int], cells: tuple[int, int]) -> Relief:
    """Slow random hills between 0 and 1; `cells` across and down."""
    coarse = rng.random((cells[1], cells[0])).astype(np.float32)
    hills: Relief = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC).clip(0, 1)
    return hills


def _wood(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    grain = _hills(rng, size, (3, size[1] // 7)) * 0.3 + _hills(rng, size, (5, size[1] // 2)) * 0.12
    planks = (np.arange(size[1]) // (size[1] // 5) % 2).astype(np.float32)[:, None] * 0.06
    wood: Relief = 0.72 + grain + planks
    return wood


def _woven(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    xs, ys = np.arange(size[0], dtype=np.float32)[None, :], np.arange(size[1], dtype=np.float32)[:, None]
    weave: Relief = 0.8 + 0.08 * np.sin(xs * 1.1) * np.sin(ys * 1.1) + 0.2 * _hills(rng, size, (6, 8))
    return weave


def _plain(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    plain: Relief = 0.86 + 0.16 * _hills(rng, size, (4, 4))
    return plain


def _tiled(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    step = size[0] // 4
    relief = _plain(rng, size)
    for at in range(step // 2, max(size), step):
        relief[:, at : at + 6] *= 0.7
        relief[at : at + 6, :] *= 0.7
    return relief


def _rough(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    rough: Relief = (
        0.7 + 0.25 * _hills(rng, size, (size[0] // 5, size[1] // 5)) + 0.15 * _hills(rng, size, (6, 8))
    )
    return rough


def _veined(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    veins = np.abs(_hills(rng, size, (9, 12)) - 0.5)
    veined: Relief = 0.78 + 0.25 * np.minimum(veins * 9, 1)
    return veined


def _checked(rng: np.random.Generator, size: tuple[int, int]) -> Relief:
    step = size[0] // 9
    xs, ys = np.arange(size[0])[None, :] // step % 2, np.arange(size[1])[:, None] // step % 2
    checked: Relief = (0.75 + 0.18 * (xs ^ ys)).astype(np.float32) + 0.1 * _hills(rng, size, (5, 5))
    return checked


_KINDS: Final[Mapping[str, tuple[Texture, tuple[Colour, ...]]]] = {
    "wood": (_wood, ((158, 116, 76), (196, 154, 108))),
    "cloth": (_woven, ((188, 184, 176), (92, 104, 128))),
    "desk": (_plain, ((214, 212, 206), (70, 72, 76))),
    "tiles": (_tiled, ((206, 200, 190), (150, 160, 168))),
    "papers": (_plain, ((226, 224, 216),)),
    "dark_wood": (_wood, ((84, 58, 44), (60, 46, 40))),
    "carpet": (_rough, ((120, 60, 55), (90, 92, 98))),
    "marble": (_veined, ((224, 222, 220), (120, 124, 122))),
    "quilt": (_checked, ((170, 190, 200), (200, 170, 160))),
    "concrete": (_rough, ((160, 158, 154),)),
}  # fmt: skip


def ground(kind: str, size: tuple[int, int], draw: Random) -> Picture:
    """A ground of a kind, drawn at a quarter of `size` (width, height) and enlarged."""
    texture, colours = _KINDS[kind]
    small = (max(64, size[0] // 2), max(64, size[1] // 2))
    relief = texture(rng_of(draw), small)[:, :, None] * np.array(draw.choice(colours), np.float32)
    painted = relief.clip(0, 255).astype(np.uint8)
    if kind == "papers":
        painted = _strewn(painted, draw)
    full: Picture = cv2.resize(painted, size, interpolation=cv2.INTER_LINEAR)
    return full


def _strewn(canvas: Picture, draw: Random) -> Picture:
    """Other papers below: edges and grey lines of print."""
    height, width = canvas.shape[:2]
    for _ in range(3):
        x, y = draw.randint(-width // 4, width), draw.randint(-height // 4, height)
        corner = (x + width // 2, y + height // 2)
        cv2.rectangle(canvas, (x, y), corner, (draw.randint(232, 250),) * 3, -1)
        cv2.rectangle(canvas, (x, y), corner, (170, 170, 168), 2)
        for line in range(y + 14, corner[1] - 10, 12):
            cv2.line(canvas, (x + 12, line), (x + draw.randint(40, width // 2), line), (150, 150, 150), 2)
    return canvas
