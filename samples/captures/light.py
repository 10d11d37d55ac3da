"""What scanners and cameras do to a picture: light, shadow, blur, noise, and what lies around the paper."""

from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np

from samples.captures.placing import Picture

_SMALL = 64


@dataclass(frozen=True, slots=True)
class Conditions:
    """How bad a picture is. Sigmas in pixels and grey levels; `gain` is overall brightness."""

    gain: float
    gradient: float
    shadow: float
    blur_px: float
    motion_px: int
    noise: float
    warmth: float


def scanner(draw: Random) -> Conditions:
    """A flatbed: even light, little noise."""
    return Conditions(draw.uniform(0.96, 1.03), 0.02, 0, draw.uniform(0.3, 0.6), 0, draw.uniform(1, 2.5), 0)


def camera(draw: Random) -> Conditions:
    """A phone held with care: readable for anybody."""
    return Conditions(
        gain=draw.uniform(0.86, 1.0),
        gradient=draw.uniform(0.08, 0.28),
        shadow=draw.uniform(0, 0.25),
        blur_px=draw.uniform(0.4, 0.8),
        motion_px=0,
        noise=draw.uniform(1.5, 3),
        warmth=draw.uniform(-0.03, 0.07),
    )


def poor_camera(draw: Random) -> Conditions:
    """Evening light: dim and yellow, yet a person reads it."""
    return Conditions(draw.uniform(0.58, 0.66), 0.35, 0.3, draw.uniform(0.9, 1.2), 0, 5, 0.14)


def hopeless_camera(draw: Random) -> Conditions:
    """Moved and out of focus: nobody reads it."""
    return Conditions(draw.uniform(0.66, 0.74), 0.3, 0.2, draw.uniform(13, 15), 45, 1.6, 0.1)


def _noise(draw: Random) -> np.random.Generator:
    return np.random.default_rng(draw.randrange(2**32))


def _smooth_field(rng: np.random.Generator, size: tuple[int, int], cells: int) -> np.ndarray[Any, Any]:
    """Slow random hills between 0 and 1; size is width and height."""
    coarse = rng.random((cells, cells)).astype(np.float32)
    hills: np.ndarray[Any, Any] = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    kept: np.ndarray[Any, Any] = hills.clip(0, 1)
    return kept


def table(size: tuple[int, int], draw: Random) -> Picture:
    """A ground to lay papers on: wood, cloth, or a plain desk."""
    height = size[1]
    rng = _noise(draw)
    base = np.array(
        draw.choice([(150, 110, 72), (96, 72, 52), (188, 184, 176), (70, 78, 92), (120, 60, 55)]), float
    )
    relief = _smooth_field(rng, size, 7) * 0.25 + 0.85
    if draw.random() < 0.5:
        grain = cv2.resize(
            rng.random((height // 6, 4)).astype(np.float32), size, interpolation=cv2.INTER_LINEAR
        )
        relief = relief * (0.86 + 0.22 * cv2.GaussianBlur(grain, (0, 0), 3))
    painted = base[None, None, :] * relief[:, :, None]
    return painted.clip(0, 255).astype(np.uint8)


def _shade(size: tuple[int, int], how: Conditions, draw: Random) -> np.ndarray[Any, Any]:
    width, height = size
    angle = draw.uniform(0, 2 * np.pi)
    ys, xs = np.mgrid[0:_SMALL, 0:_SMALL] / (_SMALL - 1) - 0.5
    slope = 1 - how.gradient * (0.5 + np.cos(angle) * xs + np.sin(angle) * ys)
    if how.shadow:
        edge = np.cos(angle + 1) * xs + np.sin(angle + 1) * ys - draw.uniform(0.0, 0.3)
        slope = slope * (1 - how.shadow / (1 + np.exp(-edge * 30)))
    shade: np.ndarray[Any, Any] = cv2.resize(
        slope.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return shade


def exposed(picture: Picture, how: Conditions, draw: Random) -> Picture:
    """The picture as the conditions let it come out."""
    height, width = picture.shape[:2]
    light: np.ndarray[Any, Any] = (
        picture.astype(np.float32) * (how.gain * _shade((width, height), how, draw))[:, :, None]
    )
    light *= np.array([1 + how.warmth, 1, 1 - how.warmth], np.float32)
    if how.blur_px:
        light = cv2.GaussianBlur(light, (0, 0), how.blur_px)
    if how.motion_px:
        kernel = np.eye(how.motion_px, dtype=np.float32) / how.motion_px
        light = cv2.filter2D(light, -1, kernel)
    grain = _noise(draw).normal(0, how.noise, (height, width, 1)).astype(np.float32)
    return (light + grain).clip(0, 255).astype(np.uint8)
