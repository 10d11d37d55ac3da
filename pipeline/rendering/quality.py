"""Could a person read this page? Blur, light, resolution, emptiness.

Everything is measured on a grey copy whose longer side is 1,200 pixels, where body text of an A4 page has
strokes of one to two pixels, and on copies of half, a quarter and an eighth of that. Detail is the second
difference along a line of pixels: strong where ink meets paper, next to nothing where light only fades.
How the thresholds were found: docs/decisions/0013-who-could-read-this.md.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.records import Quality, Raster

Grey = NDArray[np.floating]

_WORKING_SIDE: Final = 1200
_MARGIN: Final = 0.03  # scanners leave dark edges
_HALVINGS: Final = 3
_STRONGEST: Final = 0.03  # at most this share of the pixels is averaged
_FEWEST: Final = 0.001
_ROUNDING: Final = 1.4  # detail that whole grey levels and JPEG blocks leave on nothing
_NOISE_AMONG_STRONGEST: Final = 2.4  # mean of the strongest 3 % of pure noise, in standard deviations

_QUARTILE_OF_NOISE: Final = 0.3186  # of the absolute value of standard normal noise

_INK_STEP: Final = 8.0
_FAINT_STEP, _FAINT = 3.0, 0.04  # grey levels; share of the page's contrast
_NEXT_TO_NOTHING: Final = 0.01
_INK_OVER_NOISE: Final = 6.0
_INK_SHARE: Final = 0.0004  # a single short line on a page
_UNREADABLE_BLUR, _BLURRED, _SHARP = 0.42, 0.66, 1.2  # fine detail in relation to detail twice as coarse
_BLACK, _DARK, _BRIGHT = 40.0, 100.0, 215.0  # of 255
_NOISY: Final = 9.0
_SMALL_SIDE: Final = 1000  # A4 at 85 dpi: body text is six pixels high
_JUDGED_SIDE: Final = 900  # no phone or scanner makes less; smaller ones are small for another reason
_STRIP: Final = 50  # narrower than this is no page that could be too dark


@dataclass(frozen=True, slots=True)
class Measures:
    """`fineness`: fine detail over coarser detail, low when blurred; None when there is too little to judge.

    `light`, `ink`: the grey values of the brightest 2 % and of the darkest 0.05 %. `noise`: in grey levels.
    """

    empty: bool
    fineness: float | None
    light: float
    ink: float
    noise: float
    shortest: int
    longest: int


def measured(raster: Raster, *, cut: bool = False) -> Quality:
    """What a person would say of the page; `cut`: its lower end is known to be missing."""
    return judged(measure(raster), cut=cut)


def judged(seen: Measures, *, cut: bool) -> Quality:
    """Measures → codes of the contract; a blank page is readable: there is nothing to miss."""
    black = seen.light < _BLACK and seen.shortest >= _STRIP
    blank = seen.empty and not black
    fineness = _SHARP if blank or seen.fineness is None else seen.fineness
    issues = {
        "blank": blank,
        "blurred": fineness < _BLURRED,
        "too_dark": seen.light < _DARK,
        "too_bright": not blank and seen.ink > _BRIGHT,
        "noisy": seen.noise > _NOISY,
        "low_resolution": seen.longest < _SMALL_SIDE,
        "cut_off": cut,
    }
    readable = not black and fineness >= _UNREADABLE_BLUR
    score = min(fineness / _SHARP, seen.light / (2 * _DARK), seen.longest / _SMALL_SIDE, 1.0)
    return Quality(readable, round(score, 2), tuple(code for code, found in issues.items() if found))


def measure(raster: Raster) -> Measures:
    """The numbers that the judgement rests on."""
    grey = _working_copy(raster)
    levels = _halved(_trimmed(grey))
    light, ink = (float(value) for value in np.percentile(grey, [98, 0.05]))
    along = [[_detail(level, axis) for level in levels] for axis in (0, 1)]
    empty = all(_share(one, _INK_STEP) <= _INK_SHARE for axis in along for one in axis)
    judge = max(raster.width, raster.height) >= _JUDGED_SIDE and not empty
    return Measures(
        empty=empty,
        fineness=max(_fineness(axis, light - ink) for axis in along) if judge else None,
        light=light,
        ink=ink,
        noise=min(_noise(axis[0]) for axis in along),
        shortest=min(raster.width, raster.height),
        longest=max(raster.width, raster.height),
    )


def _working_copy(raster: Raster) -> Grey:
    mode = "L" if raster.channels == 1 else "RGB"
    size = (raster.width, raster.height)
    picture = Image.frombuffer(mode, size, raster.data, "raw", mode, 0, 1).convert("L")
    picture.thumbnail((_WORKING_SIDE, _WORKING_SIDE), Image.Resampling.HAMMING)
    return np.asarray(picture, dtype=np.float32)


def _trimmed(grey: Grey) -> Grey:
    top, left = (int(side * _MARGIN) for side in grey.shape)
    return grey[top : grey.shape[0] - top, left : grey.shape[1] - left]


def _halved(grey: Grey) -> list[Grey]:
    levels = [grey]
    for _ in range(_HALVINGS):
        last = levels[-1]
        even = last[: last.shape[0] // 2 * 2, : last.shape[1] // 2 * 2]
        if min(even.shape) < 8:
            break
        levels.append((even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4)
    return levels


def _detail(level: Grey, axis: int) -> Grey:
    return np.abs(np.diff(level, 2, axis)).ravel() / 2


def _noise(detail: Grey) -> float:
    """Standard deviation of what is there everywhere: at least a quarter of a page is bare paper."""
    return float(np.quantile(detail, 0.25)) / _QUARTILE_OF_NOISE if detail.size else 0.0


def _share(detail: Grey, step: float) -> float:
    """The share of pixels where detail stands out from noise by at least that step."""
    threshold = max(step, _INK_OVER_NOISE * _noise(detail))
    return float(np.count_nonzero(detail > threshold)) / max(detail.size, 1)


def _fineness(levels: list[Grey], contrast: float) -> float:
    """Fine detail over detail twice as coarse, where there is any; edges cover half as much of the finer."""
    fine, coarse = levels[1:3]
    faint = max(_FAINT_STEP, _FAINT * contrast)
    if _share(fine, faint) <= _NEXT_TO_NOTHING * _share(levels[-1], faint):
        return 0.0  # what is there is so coarse that no letter can be
    inked = _share(coarse, _INK_STEP)
    return _strength(fine, inked / 2) / max(_strength(coarse, inked), 1e-6)


def _strength(detail: Grey, inked: float) -> float:
    """Mean of the strongest detail, less what noise, rounding and JPEG alone would give."""
    count = max(1, int(min(max(inked, _FEWEST), _STRONGEST) * detail.size))
    strongest = float(np.partition(detail, -count)[-count:].mean())
    noise = _NOISE_AMONG_STRONGEST * _noise(detail)
    return float(np.sqrt(max(strongest**2 - noise**2 - _ROUNDING**2, 0.0)))
