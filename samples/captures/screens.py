"""A page on a screen: the window around it, and the screen before a phone's camera."""

from dataclasses import replace
from random import Random
from typing import Final

import cv2
import numpy as np

from samples.captures.look import Look
from samples.captures.placing import Picture, Placed, Sheet

_BARS: Final = ((32, 33, 36), (222, 225, 230), (240, 240, 240), (45, 45, 48), (59, 89, 152))
_TITLES: Final = ("dokument.pdf", "Page 1 of 2", "Indbakke", "scan_0012.pdf - Viewer", "Vis fil", "9:41")


def in_window(sheet: Sheet, look: Look, draw: Random) -> tuple[Picture, Placed]:
    """The page as a viewer, a browser or a mail program shows it, with its bar and margins."""
    page = sheet.picture
    height, width = page.shape[:2]
    bar, side, foot = draw.randint(34, 74), draw.randint(0, 110), draw.randint(0, 40)
    canvas: Picture = np.full((height + bar + foot, width + 2 * side, 3), draw.randint(205, 245), np.uint8)
    colour = draw.choice(_BARS)
    canvas[:bar] = colour
    ink = (235, 235, 235) if sum(colour) < 380 else (60, 60, 60)
    for place in range(3):
        cv2.circle(canvas, (18 + 20 * place, bar // 2), 6, ink, -1 if place % 2 else 2, cv2.LINE_AA)
    where = (90, bar // 2 + 6)
    cv2.putText(canvas, draw.choice(_TITLES), where, cv2.FONT_HERSHEY_SIMPLEX, 0.5, ink, 1, cv2.LINE_AA)
    canvas[bar : bar + height, side : side + width] = page
    corners = np.array([[side, bar], [side + width, bar], [side + width, bar + height], [side, bar + height]])
    if look.strength > 0.7:
        canvas = cv2.GaussianBlur(canvas, (0, 0), 0.6)
    return canvas, Placed(sheet, corners.astype(np.float64))


def as_display(window: Picture, placed: Placed, draw: Random) -> tuple[Picture, Placed]:
    """The window on a display with its frame: rows of light that a camera sees as moiré."""
    rows = np.arange(window.shape[0], dtype=np.float32)[:, None]
    columns = np.arange(window.shape[1], dtype=np.float32)[None, :]
    period, slant = draw.uniform(2.1, 3.4), draw.uniform(-0.08, 0.08)
    waves = 1 - 0.11 * (1 + np.sin(2 * np.pi * (rows + slant * columns) / period)) / 2
    waves *= 1 - 0.06 * (1 + np.sin(2 * np.pi * (columns - slant * rows) / (period * 1.07))) / 2
    lit: Picture = cv2.multiply(window, cv2.merge([waves.astype(np.float32)] * 3), dtype=cv2.CV_8U)
    frame = draw.randint(18, 40)
    framed = cv2.copyMakeBorder(lit, frame, frame, frame, frame, cv2.BORDER_CONSTANT, value=(22, 22, 24))
    return framed, replace(placed, corners=placed.corners + frame)
