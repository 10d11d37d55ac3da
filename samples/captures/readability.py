"""Could a person read what was captured? A model of print size, sharpness, contrast and what is covered.

The four limits were set by eye on a ladder of strengths: sheets of the same papers from good to hopeless.
"""

from typing import Final

from samples.captures.look import Look
from samples.captures.placing import MM_PER_INCH

SMALL_PRINT: Final = frozenset({"card", "booklet", "sticker"})
"""Sheets whose text is small."""
SMALLEST_X_PX: Final = 4.6
SHARPEST: Final = 1.75
"""x-height over the width of a blurred stroke below which letters run together."""
LEAST_CONTRAST: Final = 2.2
MOST_CUT: Final = 0.12
_X_HEIGHT_MM: Final = {True: 1.05, False: 1.62}
"""x-height of what matters: on cards and booklets (True), on pages."""


def x_height_px(px_per_mm: float, *, small: bool) -> float:
    """The height of a small letter of the text that matters, in pixels."""
    return _X_HEIGHT_MM[small] * px_per_mm


def stroke_px(look: Look) -> float:
    """How wide a thin stroke comes out: lens, hand and pixels together, as a sigma."""
    return float((look.blur_px**2 + (look.motion_px / 3.4) ** 2 + 0.45**2) ** 0.5)


def contrast(look: Look) -> float:
    """Difference of paper and ink over the grain."""
    light = look.gain * (1 - 0.7 * look.gradient) * (1 - look.shadow)
    return 170 * max(0.0, light) / (3.2 * look.noise + 12)


def readable(look: Look, px_per_mm: float, *, small: bool) -> bool:
    """A person who takes the time reads all that matters."""
    height = x_height_px(px_per_mm, small=small)
    return (
        height >= SMALLEST_X_PX
        and height / (2.3 * stroke_px(look)) >= SHARPEST
        and contrast(look) >= LEAST_CONTRAST
        and look.cut < MOST_CUT
        and look.glare < 0.85
    )


def issues_of(look: Look, px_per_mm: float, *, small: bool) -> tuple[str, ...]:
    """The contract's quality issues that hold, readable or not."""
    height = x_height_px(px_per_mm, small=small)
    found = {
        "blurred": height / (2.3 * stroke_px(look)) < 1.4 * SHARPEST,
        "low_resolution": px_per_mm * MM_PER_INCH < 110,
        "small_text": height < 1.2 * SMALLEST_X_PX,
        "too_dark": look.gain * (1 - 0.5 * look.gradient) < 0.5,
        "glare": look.glare > 0.4,
        "shadow": look.shadow > 0.35,
        "cut_off": look.cut > 0.03,
        "skewed": abs(look.skew_deg) > 3,
        "noisy": look.noise > 9,
        "obstructed": look.finger,
    }
    return tuple(name for name, holds in found.items() if holds)
