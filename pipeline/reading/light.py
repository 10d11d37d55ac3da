"""Light and shadow made even."""

from typing import Final

import cv2
import numpy as np

from pipeline.reading.pictures import Grey, Picture

WHITE: Final = 245
DEEPEST: Final = 3.0
"""What is darker than a third of the paper is no paper in shadow; lightened, it shows noise."""
LOOK_PX: Final = 800
LETTERS: Final = (7, 21)
"""Sides, in pixels of the small picture, that no stroke and no letter fills."""


def evenly_lit(pixels: Grey | Picture, largest_gain: float = 255.0) -> Grey | Picture:
    """Each place divided by the paper around it, a channel at a time.

    Args:
        pixels: Grey values or BGR.
        largest_gain: Darker paper is lightened by this at most.
    """
    height, width = pixels.shape[:2]
    step = max(1, round(max(height, width) / LOOK_PX))
    small = cv2.resize(pixels, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    stroke, letter = LETTERS
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((stroke, stroke), np.uint8)), letter)
    floor = max(1, int(np.percentile(paper, 95) / largest_gain))
    paper = cv2.resize(np.maximum(paper, floor), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(cv2.divide(pixels, paper, scale=WHITE), np.uint8)
