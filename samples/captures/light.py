"""What light, lens and hand do to a picture: shade, glare, blur, noise, a finger at the edge."""

from random import Random
from typing import Any, Final

import cv2
import numpy as np

from samples.captures.grounds import rng_of
from samples.captures.look import Look
from samples.captures.placing import Picture

_SMALL: Final = 64
_TILE: Final = 512


def _shade(size: tuple[int, int], look: Look, draw: Random) -> Any:
    """How much red, green and blue light falls where, 0..1 and a little above; size is width and height."""
    angle = draw.uniform(0, 2 * np.pi)
    ys, xs = np.mgrid[0:_SMALL, 0:_SMALL] / (_SMALL - 1) - 0.5
    slope = look.gain * (1 - look.gradient * (0.5 + np.cos(angle) * xs + np.sin(angle) * ys))
    if look.shadow:
        edge = np.cos(angle + 1) * xs + np.sin(angle + 1) * ys - draw.uniform(0.0, 0.3)
        slope = slope * (1 - look.shadow / (1 + np.exp(-edge * 30)))
    tinted = np.stack([slope * (1 + look.warmth), slope, slope * (1 - look.warmth)], axis=2)
    return cv2.resize(tinted.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)


def _glared(picture: Picture, look: Look, draw: Random) -> Picture:
    """A lamp's reflection on laminate or glossy paper."""
    height, width = picture.shape[:2]
    spot = np.zeros((_SMALL, _SMALL), np.float32)
    centre = (draw.randint(16, 48), draw.randint(16, 48))
    axes = (draw.randint(4, 9), draw.randint(3, 7))
    cv2.ellipse(spot, centre, axes, draw.randint(0, 180), 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(spot, (0, 0), 2.5) * min(1.0, look.glare) * 255
    wide = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 255).astype(np.uint8)
    lit: Picture = cv2.add(picture, cv2.merge([wide] * 3))
    return lit


def _finger(picture: Picture, draw: Random) -> Picture:
    """A thumb that holds the paper, at the left or right edge."""
    height, width = picture.shape[:2]
    tone = draw.choice([(214, 164, 136), (176, 124, 96), (120, 82, 62), (232, 190, 166)])
    at = (0 if draw.random() < 0.5 else width, draw.randint(height // 4, height * 7 // 8))
    axes = (width // 13, height // 30)
    layer = picture.copy()
    cv2.ellipse(layer, at, axes, draw.randint(-20, 20), 0, 360, tone, -1, cv2.LINE_AA)
    nail = (at[0] + (axes[0] * 2 // 3 if at[0] == 0 else -axes[0] * 2 // 3), at[1])
    cv2.ellipse(
        layer, nail, (axes[0] // 4, axes[1] * 2 // 3), 0, 0, 360, tuple(min(255, c + 22) for c in tone), -1
    )
    soft: Picture = cv2.GaussianBlur(layer, (0, 0), 2)
    changed = (layer != picture).any(2)
    picture[changed] = soft[changed]
    return picture


def _noisy(picture: Picture, sigma: float, draw: Random) -> Picture:
    """Grain of a sensor: one tile, repeated from a random place."""
    height, width = picture.shape[:2]
    tile = rng_of(draw).normal(0, sigma, (_TILE, _TILE)).astype(np.int16)
    across, down = width // _TILE + 1, height // _TILE + 1
    grain = np.tile(cv2.merge([tile] * 3), (down, across, 1))[:height, :width]
    noisy: Picture = cv2.add(picture, grain, dtype=cv2.CV_8U)
    return noisy


def exposed(picture: Picture, look: Look, draw: Random) -> Picture:
    """The picture as light, lens and sensor let it come out."""
    height, width = picture.shape[:2]
    if look.finger:
        picture = _finger(picture, draw)
    lit: Picture = cv2.multiply(picture, _shade((width, height), look, draw), dtype=cv2.CV_8U)
    if look.glare > 0.05:
        lit = _glared(lit, look, draw)
    if look.blur_px > 0.2:
        lit = cv2.GaussianBlur(lit, (0, 0), look.blur_px)
    if look.motion_px > 1:
        lit = cv2.filter2D(lit, -1, _smear(look.motion_px, draw))
    return _noisy(lit, look.noise, draw)


def _smear(length: int, draw: Random) -> Any:
    """The path of a hand that moved while the shutter was open."""
    kernel = np.zeros((length, length), np.float32)
    middle, angle = (length - 1) / 2, draw.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * middle
    start, end = (middle - reach).round().astype(int), (middle + reach).round().astype(int)
    cv2.line(kernel, tuple(map(int, start)), tuple(map(int, end)), 1.0, 1)
    return kernel / kernel.sum()
