"""The parts that looks of cards, booklet pages and visa stickers are put together from.

Each part names the classes of `layouts/card.html`, `booklet.html`, `sticker.html` and `identity_parts.html`.
"""

from collections.abc import Mapping
from typing import Final

_GROUNDS: Final = (
    "kb-waves", "kb-rainbow", "kb-lines", "kb-rosette", "kb-hexes", "kb-split", "kb-moire", "kb-plain",
    "kb-rays", "kb-arms",
)  # fmt: skip
_TINTS: Final = (
    "kt-rose", "kt-sky", "kt-mint", "kt-sand", "kt-lilac", "kt-grey", "kt-aqua", "kt-peach", "kt-white",
    "kt-lemon",
)  # fmt: skip
_VALUES: Final = ("kv-bold", "kv-plain", "kv-plain")
_LABELS: Final = ("kl-above", "kl-tiny", "kl-left", "kl-italic", "kl-stacked", "kl-below")
_RINGS: Final = ("kr-none", "kr-ring", "kr-foil", "kr-stripe", "kr-none")

CARD_PARTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "card": {
        "face": ("kf-left", "kf-right", "kf-tall", "kf-low", "kf-left"),
        "ghost": ("kg-none", "kg-small", "kg-pale", "kg-oval"),
        "head": ("kh-plain", "kh-band", "kh-center", "kh-arms", "kh-right", "kh-foot"),
        "emblem": ("ke-flag", "ke-arms", "ke-code", "ke-none"),
        "ground": _GROUNDS,
        "tint": _TINTS,
        "label": _LABELS,
        "cols": ("kc-two", "kc-one", "kc-two"),
        "value": _VALUES,
        "ring": _RINGS,
        "chip": ("kp-none", "kp-front", "kp-back", "kp-none"),
        "back": ("kk-plain", "kk-bars", "kk-dots", "kk-stripe", "kk-face"),
        "edge": ("kq-square", "kq-round", "kq-line"),
    },
    "booklet": {
        "page": ("km-single", "km-spread", "km-single", "km-frame"),
        "face": ("kf-left", "kf-left", "kf-right", "kf-tall"),
        "ghost": ("kg-none", "kg-small", "kg-pale", "kg-oval"),
        "head": ("kh-plain", "kh-band", "kh-center", "kh-side", "kh-right", "kh-arms"),
        "ground": _GROUNDS,
        "tint": _TINTS,
        "label": _LABELS,
        "cols": ("kc-two", "kc-one", "kc-two"),
        "value": _VALUES,
        "ring": _RINGS,
        "hand": ("kd-typed", "kd-written", "kd-capitals"),
    },
    "sticker": {
        "page": ("km-alone", "km-pasted", "km-alone"),
        "face": ("kf-left", "kf-right", "kf-left"),
        "head": ("kh-plain", "kh-band", "kh-center", "kh-right"),
        "ground": _GROUNDS,
        "tint": _TINTS,
        "label": ("kl-above", "kl-tiny", "kl-left", "kl-italic"),
        "cols": ("kc-two", "kc-three", "kc-two"),
        "value": _VALUES,
        "ring": _RINGS,
    },
}
"""Sheet → part → its classes; a family draws one of each."""
