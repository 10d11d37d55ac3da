"""All that decides how a capture comes out, drawn once and kept with the truth."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final, Literal

from samples.chance import share
from samples.document import Split

WAYS: Final = (
    "digital", "scan", "scan_jpeg", "fax", "photo", "photo_heic", "screenshot", "screen_photo", "cropped",
)  # fmt: skip
Layer = Literal["good", "none", "broken", "poor_ocr", "partial"]
Sides = Literal["both_on_one", "two_pages", "front_only"]
_SIDES: Final[tuple[Sides, ...]] = ("both_on_one", "two_pages", "front_only")
GROUNDS: Final = (
    "wood", "cloth", "desk", "tiles", "papers", "dark_wood", "carpet", "marble", "quilt", "concrete",
)  # fmt: skip
"""What papers lie on when a phone takes them; shared out between splits."""
SIGNED: Final = 0.08
"""Share of born-digital PDFs with a digital signature."""
SIGNERS: Final = ("Specimen Signing Service A/S", "SPECIMEN e-sign", "Styrelsen for Prøvetryk")
"""Invented; nobody's certificates."""
PRODUCERS: Final = ("plain", "cairo", "word", "office", "browser", "bank", "itext")


@dataclass(frozen=True, slots=True)
class Look:
    """How a capture is made. Lengths in pixels of the result unless named otherwise; shares 0..1.

    `turn` is the clockwise turn that sets the file's picture upright, `exif` says it in the JPEG's tag
    instead of leaving it to the reader. `grey`, `bitonal` are a scanner's modes, `long_px` a camera's longer
    side.
    `signer`: whose digital signature a PDF bears.
    `strength` says how bad it was meant to be: 0 as good as it gets, 1 hopeless.
    """

    turn: int = 0
    exif: bool = False
    dpi: int = 200
    grey: bool = False
    bitonal: bool = False
    long_px: int = 2200
    quality: int = 74
    strength: float = 0.2
    sides: Sides = "both_on_one"
    skew_deg: float = 0.6
    blur_px: float = 0.5
    motion_px: int = 0
    noise: float = 2.0
    gain: float = 0.97
    gradient: float = 0.12
    shadow: float = 0.0
    warmth: float = 0.0
    tilt: float = 0.012
    curl: float = 0.0
    glare: float = 0.0
    cut: float = 0.0
    finger: bool = False
    ground: str = "wood"
    bleed: float = 0.0
    punched: bool = False
    folded: bool = False
    layer: Layer = "good"
    producer: str = "plain"
    signer: str = ""


def _strength(draw: Random) -> float:
    """Most captures are good enough; a few are hopeless."""
    return round(min(1.0, draw.betavariate(1.6, 4.5) + (0.45 if draw.random() < 0.05 else 0)), 3)


def a_look(way: str, draw: Random, split: Split, *, small: bool, strength: float | None = None) -> Look:
    """Draw all parameters of a way; `strength` scales how bad it is, drawn when not given."""
    bad = _strength(draw) if strength is None else strength
    turn = draw.choice([0, 0, 0, 0, 0, 0, 90, 180, 270])
    look = Look(
        turn=turn if way not in {"digital", "screenshot"} else 0,
        exif=turn != 0 and draw.random() < 0.4,
        quality=draw.randint(58, 88),
        strength=bad,
        sides=draw.choices(_SIDES, [70, 18, 12])[0] if small else "both_on_one",
        ground=draw.choice(share(GROUNDS, split)),
    )
    return replace(look, **_DRAWN.get(way, _camera)(draw, bad))


def _scanner(draw: Random, bad: float) -> dict[str, Any]:
    mode = draw.random()
    return {
        "dpi": draw.choice([150, 200, 200, 240, 300, 300]) if bad < 0.6 else draw.choice([100, 120, 150]),
        "grey": 0.1 < mode < 0.4,
        "bitonal": mode < 0.1,
        "skew_deg": draw.uniform(-1, 1) * (0.5 + 4 * bad),
        "blur_px": 0.3 + 1.6 * bad * draw.random(),
        "noise": 1 + 9 * bad * draw.random(),
        "gain": draw.uniform(0.95, 1.03),
        "gradient": 0.02,
        "bleed": 0.12 * bad * draw.random(),
        "punched": draw.random() < 0.22,
        "folded": draw.random() < 0.12 + 0.2 * bad,
    }


def _camera(draw: Random, bad: float) -> dict[str, Any]:
    worst = draw.choice(["blur", "motion", "dark", "angle", "glare", "small", "cut"])

    def hit(kind: str, mild: float, hard: float) -> float:
        """Mild for all, hard for what this picture suffers most from."""
        return (hard if worst == kind else mild) * bad * draw.uniform(0.6, 1.0)

    return {
        "long_px": int(draw.choice([2000, 2200, 2500]) * (1 - hit("small", 0.1, 0.72))),
        "skew_deg": draw.uniform(-1, 1) * (1.5 + 8 * bad),
        "blur_px": 0.5 + hit("blur", 0.8, 11),
        "motion_px": int(hit("motion", 2, 44)),
        "noise": 1.5 + hit("dark", 4, 22),
        "gain": draw.uniform(0.88, 1.02) * (1 - hit("dark", 0.25, 0.86)),
        "gradient": draw.uniform(0.06, 0.25) + 0.3 * bad,
        "shadow": draw.uniform(0, 0.3) + 0.3 * bad * draw.random(),
        "warmth": draw.uniform(-0.04, 0.08) + 0.1 * bad * draw.random(),
        "tilt": 0.008 + hit("angle", 0.03, 0.11),
        "curl": (0.004 + hit("angle", 0.008, 0.03)) * (draw.random() < 0.5),
        "glare": hit("glare", 0.1, 1.5) if draw.random() < 0.5 or worst == "glare" else 0.0,
        "cut": hit("cut", 0, 0.45) if worst == "cut" and bad > 0.35 else 0.0,
        "finger": draw.random() < 0.1,
    }


def _fax(draw: Random, bad: float) -> dict[str, Any]:
    return {
        "dpi": 204,
        "bitonal": True,
        "skew_deg": draw.uniform(-1, 1) * (0.5 + 2 * bad),
        "noise": 4 + 16 * bad,
    }


def _screen(draw: Random, bad: float) -> dict[str, Any]:
    return {"dpi": draw.choice([96, 110, 120, 144]) if bad < 0.7 else 60}


def _digital(draw: Random, _: float) -> dict[str, Any]:
    layer = draw.choices(["good", "broken", "none", "poor_ocr", "partial"], [76, 7, 6, 7, 4])[0]
    signer = draw.choice(SIGNERS) if layer == "good" and draw.random() < SIGNED else ""
    producer = draw.choice(PRODUCERS)
    return {"layer": layer, "producer": producer, "signer": signer, "strength": 0.0, "dpi": 200}


def _cropped(draw: Random, bad: float) -> dict[str, Any]:
    return {
        "long_px": int(draw.choice([700, 900, 1200, 1600]) * (1 - 0.7 * bad)),
        "blur_px": 0.3 + 2.5 * bad * draw.random(),
        "noise": 1 + 8 * bad * draw.random(),
        "skew_deg": 0.0,
    }


_DRAWN: Final[Mapping[str, Callable[[Random, float], dict[str, Any]]]] = {
    "digital": _digital,
    "scan": _scanner,
    "scan_jpeg": _scanner,
    "fax": _fax,
    "screenshot": _screen,
    "cropped": _cropped,
}
