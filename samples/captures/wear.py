"""What happened to a paper before it was scanned: holes, folds, the next page shining through, dust."""

from random import Random
from typing import Any

import cv2
import numpy as np

from samples.captures.look import Look
from samples.captures.placing import MM_PER_INCH, Picture


def worn(picture: Picture, look: Look, draw: Random) -> Picture:
    """A scanned page with what time did to it."""
    if look.bleed > 0.01:
        ghost = cv2.GaussianBlur(picture[:, ::-1], (0, 0), 2)
        picture = cv2.addWeighted(picture, 1, 255 - ghost, -look.bleed, 0)
    if look.folded:
        picture = _folded(picture, draw)
    if look.punched:
        picture = _punched(picture, look.dpi / MM_PER_INCH, draw)
    return _dusty(picture, look.strength, draw)


def _folded(picture: Picture, draw: Random) -> Picture:
    """Creases at the thirds or the half, a bright and a dark line beside each other."""
    height = picture.shape[0]
    for share in draw.choice([(1 / 3, 2 / 3), (0.5,)]):
        at = int(height * (share + draw.uniform(-0.01, 0.01)))
        dark, light = picture[at : at + 2], picture[at + 2 : at + 4]
        dark[:] = cv2.subtract(dark, np.full_like(dark, 26))
        light[:] = cv2.add(light, np.full_like(light, 14))
    return picture


def _punched(picture: Picture, px_per_mm: float, draw: Random) -> Picture:
    """Two holes 80 mm apart (ISO 838), or four, at the left edge."""
    height = picture.shape[0]
    offsets = draw.choice([(-40, 40), (-40, 40), (-120, -40, 40, 120)])
    for offset in offsets:
        centre = (round(12 * px_per_mm), round(height / 2 + offset * px_per_mm))
        cv2.circle(picture, centre, round(3 * px_per_mm), (draw.randint(20, 90),) * 3, -1, cv2.LINE_AA)
    return picture


def _dusty(picture: Picture, bad: float, draw: Random) -> Picture:
    height, width = picture.shape[:2]
    for _ in range(int(draw.uniform(0, 60) * bad)):
        at = (draw.randrange(width), draw.randrange(height))
        cv2.circle(picture, at, draw.choice([1, 1, 2]), (draw.randint(40, 150),) * 3, -1)
    return picture


def two_tone(picture: Picture, draw: Random) -> Any:
    """Black and white, by Otsu's threshold or by a local one."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if draw.random() < 0.5:
        return cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 41, 14)


def faxed(two: Any, draw: Random) -> Any:
    """Lines that got lost on the way, and the sender's line at the top."""
    height = two.shape[0]
    for _ in range(draw.randint(0, 5)):
        at = draw.randrange(60, height - 4)
        two[at : at + draw.randint(1, 2)] = two[at - 1]
    stamp = f"FRA: {draw.randint(30, 39)} {draw.randint(10, 99)} {draw.randint(10, 99)}   SIDE 1/1"
    cv2.putText(two, stamp, (60, 34), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
    return np.ascontiguousarray(two)
