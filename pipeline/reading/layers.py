"""Whether the text layer of a page says what the page shows."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Grey, as_grey, grey_of, scaled
from pipeline.records import Page, Word

Mask = NDArray[np.bool_]

MOST_STRANGE = 0.03
"""Largest share of signs that no document prints: replacement, private use, control."""
COMMON = frozenset("eanritsdlo")
LEAST_COMMON = 0.47
"""The ten commonest letters of European languages are over 60 % of 180 measured pages; of shifted text 40."""
ENOUGH_LETTERS = 60
SELDOM = frozenset('#=>{}|\\^~`@[]%&+;$"')
"""Signs rare in any language; `<` fills machine zones, `*` hides digits, `_` is a line to write on."""
MOST_OF_ONE = 0.08
"""Largest share of one such sign: under 6 % on 160 sound pages; in shifted text the blank is one."""
LEAST_ON_INK = 0.6
LEAST_COVERED = 0.7
WIDTH_PX = 800
"""The page is looked at this wide, about 100 dpi of an A4 sheet."""


class Trust(Enum):
    """How far a text layer can stand for its page."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


def trust_in_layer(page: Page) -> Trust:
    """The layer must be printed, read like language, lie on ink, and cover what looks like lines of text."""
    if mostly_unseen(page.layer):
        return Trust.NONE
    if not reads_like_language(" ".join(word.text for word in page.layer)):
        return Trust.NONE
    ink = ink_on(page)
    boxes = boxes_mask(page.layer, ink.shape)
    if share_on_ink(page.layer, ink) < LEAST_ON_INK:
        return Trust.NONE
    return Trust.WHOLE if covered_share(ink, boxes) >= LEAST_COVERED else Trust.PART


def mostly_unseen(words: Sequence[Word]) -> bool:
    """Whether most words lie unseen over a picture: a scanner read them, often worse than we do."""
    return sum(word.confidence < 1 for word in words) > len(words) / 2


def reads_like_language(text: str) -> bool:
    """False for nothing, for letters without language, and for signs from a broken encoding."""
    signs = [sign for sign in text if not sign.isspace()]
    if not signs:
        return False
    strange = sum(
        unicodedata.category(sign) in {"Co", "Cn", "Cc", "Cs"} or sign == "\ufffd" for sign in signs
    )
    if strange / len(signs) > MOST_STRANGE:
        return False
    often = Counter(sign for sign in signs if sign in SELDOM).most_common(1)
    if len(signs) >= ENOUGH_LETTERS and often and often[0][1] > MOST_OF_ONE * len(signs):
        return False
    letters = [plain for sign in signs if (plain := bare(sign)) in LATIN]
    if len(letters) < ENOUGH_LETTERS:
        return any(sign.isalnum() for sign in signs)
    return sum(letter in COMMON for letter in letters) >= LEAST_COMMON * len(letters)


LATIN = frozenset("abcdefghijklmnopqrstuvwxyzæøåœßðþłđ")


def bare(sign: str) -> str:
    """A letter small and without accents."""
    return unicodedata.normalize("NFD", sign.lower())[0]


def ink_on(page: Page) -> Mask:
    """Where the page is clearly darker than around."""
    grey: Grey = scaled(grey_of(page.raster), WIDTH_PX / page.raster.width)
    paper = as_grey(cv2.medianBlur(as_grey(cv2.dilate(grey, np.ones((5, 5), np.uint8))), 21))
    ink: Mask = grey < paper.astype(np.float32) * 0.75
    return ink


def boxes_mask(words: Sequence[Word], shape: tuple[int, ...]) -> Mask:
    """The places that words cover."""
    mask = np.zeros(shape, np.bool_)
    for word in words:
        mask[pixels(word, shape)] = True
    return mask


def pixels(word: Word, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The word's box as rows and columns, never empty."""
    height, width = shape[:2]
    x0, y0 = int(word.box.x0 * width), int(word.box.y0 * height)
    return slice(y0, max(y0 + 1, round(word.box.y1 * height))), slice(
        x0, max(x0 + 1, round(word.box.x1 * width))
    )


def share_on_ink(words: Sequence[Word], ink: Mask) -> float:
    """Share of words that lie on ink: an invisible layer from elsewhere does not."""
    return sum(bool(ink[pixels(word, ink.shape)].any()) for word in words) / len(words)


def covered_share(ink: Mask, boxes: Mask) -> float:
    """Share of the text-like ink that words cover, by width; 1 where nothing looks like text."""
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    textlike = (heights >= 5) & (heights <= 40) & (widths >= 1.5 * heights)
    textlike &= stats[:, cv2.CC_STAT_AREA] > 0.3 * widths * heights
    textlike[0] = False  # the paper
    under = np.bincount(labels[boxes], minlength=len(stats)) / np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    total = widths[textlike].sum()
    return float(widths[textlike & (under > 0.4)].sum() / total) if total else 1.0


def words_beside(layer: Sequence[Word], seen: Sequence[Word]) -> tuple[Word, ...]:
    """The seen words that the layer does not have; their lines numbered on from the layer's."""
    shape = (1000, 1000)
    taken = boxes_mask(layer, shape)
    first = 1 + max((word.line for word in layer), default=-1)
    free = [word for word in seen if taken[pixels(word, shape)].mean() < 0.3]
    return tuple(replace(word, line=first + word.line) for word in free)
