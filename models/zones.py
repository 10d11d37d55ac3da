"""Machine zones for composed identity papers: which formats and document codes states print on which kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from pipeline.classifying.marks import code_marks, zone_marks
from pipeline.records import Word

_STATES: Final = (
    "DNK",
    "D<<",
    "POL",
    "ESP",
    "FRA",
    "ITA",
    "UTO",
    "SWE",
    "USA",
    "IND",
    "CHN",
    "ROU",
    "BRA",
    "NGA",
)
_KINDS: Final = {
    "passport": (
        0.85,
        (("TD3", ("P", "P", "P", "P", "PO", "PD", "PM", "PN", "PP", "PT", "PE")), ("TD2", ("P",))),
    ),
    "national_id": (
        0.6,
        (("TD1", ("I", "I", "ID", "ID", "C", "CI", "IO", "IN")), ("TD2", ("I", "ID")), ("IDFRA", ("ID",))),
    ),
    "residence_permit": (
        0.6,
        (("TD1", ("IR", "IR", "AR", "CR", "IP", "RP", "I", "C1", "IT")), ("TD2", ("AR", "IR"))),
    ),
    "visa": (0.75, (("MRV-A", ("V", "V", "VC", "VD", "VN")), ("MRV-B", ("V", "VC", "VD")))),
    "driving_licence": (0.05, (("TD1", ("D", "DL")),)),
}
"""Label → how often such a paper shows a zone, and the formats with their document codes."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The marks a zone leaves, and its lines as a reader would give them."""

    marks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def zone_of(label: str, draw: Random) -> Zone:
    """A zone that fits the label, or none; every third is read torn, so that only its beginning is told."""
    share, formats = _KINDS.get(label, (0.0, ()))
    if draw.random() >= share:
        return Zone()
    zone, codes = draw.choice(formats)
    name = "".join(draw.choice("ABEHIKLMNORSTU") for _ in range(7))
    first = f"{draw.choice(codes):<<2}{draw.choice(_STATES)}{name}<<{name[::-1]}"
    read = "torn" if draw.random() < 0.33 else zone
    return Zone(code_marks(first, read), (f"{first:<<30}",))


def marks_of_print(words: Sequence[Word]) -> tuple[str, ...]:
    """The marks of a zone that stands on a typeset page, told from the length of its first line."""
    torn = zone_marks(None, words)
    if not torn:
        return ()
    line = next(word.text for word in words if zone_marks(None, [word]))
    formats = {44: ("TD3", "MRV-A"), 36: ("TD2", "MRV-B"), 30: ("TD1", "TD1")}
    if len(line) not in formats:
        return torn
    return code_marks(line, formats[len(line)][line.startswith("V")])
