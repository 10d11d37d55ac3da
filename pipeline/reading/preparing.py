"""What is done to the picture of a page before it is recognised, and the way back for the boxes."""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.reading.light import DEEPEST, evenly_lit
from pipeline.reading.pictures import Grey
from pipeline.reading.sheets import Matrix, from_above, sheet_corners
from pipeline.records import Box


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture to recognise. `way_back`: from its pixels to the page's, None where they are the same."""

    grey: Grey
    page_width: int
    page_height: int
    way_back: Matrix | None = None

    def on_page(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box, in pixels of the picture, as fractions of the page."""
        corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
        if self.way_back is not None:
            corners = np.asarray(cv2.perspectiveTransform(corners, self.way_back), np.float64)
        (x0, y0), (x1, y1) = corners[0].min(axis=0), corners[0].max(axis=0)
        xs = np.clip([x0 / self.page_width, x1 / self.page_width], 0, 1)
        ys = np.clip([y0 / self.page_height, y1 / self.page_height], 0, 1)
        return Box(float(xs[0]), float(ys[0]), float(xs[1]), float(ys[1]))


def prepared(grey: Grey) -> Prepared:
    """A sheet on a table is seen from above; light and shadow are made even."""
    height, width = grey.shape
    corners = sheet_corners(grey)
    if corners is None:
        return Prepared(evenly_lit(grey, DEEPEST), width, height)
    sheet, way_back = from_above(grey, corners)
    return Prepared(evenly_lit(sheet), width, height, way_back)
