"""What a machine-readable zone says, field by field, and how the visual zone prints the same names.

Source:
    ICAO Doc 9303 parts 3–7 for the layouts; the old French card by its own rule (two lines of 36).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.layout import Segment, Sheet
from pipeline.extracting.normalise.states import state
from pipeline.extracting.transliteration import agrees, restored
from pipeline.records import Mrz, Word

_Slot = tuple[int, int, int]
"""Line, first and last place, counted from 0, last left out."""
_TD3: Final[dict[str, _Slot]] = {
    "issuing_state": (0, 2, 5), "names": (0, 5, 44), "document_number": (1, 0, 9), "nationality": (1, 10, 13),
    "birth_date": (1, 13, 19), "sex": (1, 20, 21), "expiry_date": (1, 21, 27), "optional": (1, 28, 42),
}  # fmt: skip
_TD2: Final[dict[str, _Slot]] = {**_TD3, "names": (0, 5, 36), "optional": (1, 28, 35)}
_TD1: Final[dict[str, _Slot]] = {
    "issuing_state": (0, 2, 5), "document_number": (0, 5, 14), "optional": (0, 15, 30), "birth_date": (1,
    0, 6), "sex": (1, 7, 8), "expiry_date": (1, 8, 14), "nationality": (1, 15, 18), "optional_2": (1, 18,
    29), "names": (2, 0, 30),
}  # fmt: skip
_IDFRA: Final[dict[str, _Slot]] = {
    "issuing_state": (0, 2, 5), "surname": (0, 5, 30), "document_number": (1, 0, 12), "given_names": (1,
    13, 27), "birth_date": (1, 27, 33), "sex": (1, 34, 35),
}  # fmt: skip
_FILLERS: Final = "<<"
"""In a line of the zone itself, which prints no name."""
SLOTS: Final = {"TD3": _TD3, "TD2": _TD2, "TD1": _TD1, "MRV-A": _TD3, "MRV-B": _TD2, "IDFRA": _IDFRA}
PERSONAL_IN_OPTIONAL: Final = {
    "NLD": r"\d{9}", "LTU": r"\d{11}", "LVA": r"\d{6}-?\d{5}", "EST": r"\d{11}", "ISL": r"\d{10}",
    "SWE": r"\d{10,12}", "FIN": r"\d{6}[-A]?\d{3}.", "POL": r"\d{11}", "ROU": r"\d{7,13}",
    "CZE": r"\d{9,10}", "SVK": r"\d{9,10}", "BGR": r"\d{10}", "SRB": r"\d{13}", "HRV": r"\d{11}",
    "BIH": r"\d{13}", "MKD": r"\d{13}", "DNK": r"\d{10}", "TUR": r"\d{11}", "BEL": r"\d{11}",
    "UKR": r"\d{13}", "CHN": r"\d{17}[\dX]", "ESP": r"\d{8}[A-Z]|[XYZ]\d{7}[A-Z]", "PRT": r"\d{8,9}",
    "ITA": r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", "NOR": r"\d{11}", "THA": r"\d{13}",
}  # fmt: skip
"""States that put a personal number into the optional data, and its shape."""
PRINTED, RESTORED = 0.9, 0.85
"""Confidence of the zone's name as printed, and of one whose marks only the zone tells."""
PROVED, DOUBTFUL, UNCHECKED = 0.99, 0.7, 0.9
"""Confidence of a value under a check digit that fits, one that does not, and in a sound zone under none."""
_CHECKED: Final = frozenset({"document_number", "birth_date", "expiry_date"})
EXPIRY_BACK, EXPIRY_AHEAD = 15, 35


@dataclass(frozen=True, slots=True)
class Zone:
    """A machine-readable zone on its page. `year`: the release year, from which centuries are counted."""

    mrz: Mrz
    page: int
    words: tuple[Word, ...]
    year: int


def zone_values(zone: Zone) -> Iterator[Candidate]:
    """All fields of the zone, names as it spells them."""
    for name, (value, raw) in _values(zone).items():
        if not value:
            continue
        fits = zone.mrz.checks.get(name, zone.mrz.valid)
        sure = (PROVED if name in _CHECKED else UNCHECKED) if fits else DOUBTFUL
        yield Candidate(name, value, raw, zone.words, zone.page, sure, "mrz")


def _values(zone: Zone) -> dict[str, tuple[str | None, str]]:
    raw = {name: _cut(zone.mrz.lines, slot) for name, slot in SLOTS[zone.mrz.format].items()}
    surname, given = _names(raw)
    birth = raw.get("birth_date", "")
    expiry = _expiry(raw.get("expiry_date", ""), zone.year)
    number = _number(zone.mrz, raw)
    return {
        "surname": (surname, raw.get("surname", raw.get("names", ""))),
        "given_names": (given, raw.get("given_names", raw.get("names", ""))),
        "document_number": (number, number),
        "issuing_state": (state(_code(raw["issuing_state"])), raw["issuing_state"]),
        "nationality": (state(_code(raw.get("nationality", ""))), raw.get("nationality", "")),
        "birth_date": (_birth(birth, zone.year), birth),
        "expiry_date": (expiry, raw.get("expiry_date", "")),
        "sex": ({"M": "M", "F": "F", "<": "X", "X": "X"}.get(raw["sex"]), raw["sex"]),
        "personal_number": (_personal(raw), raw.get("optional", "")),
    }


def _cut(lines: tuple[str, ...], slot: _Slot) -> str:
    line, start, end = slot
    return lines[line][start:end] if line < len(lines) else ""


def _code(raw: str) -> str:
    return raw.replace("<", "")


def _names(raw: dict[str, str]) -> tuple[str, str]:
    if "names" not in raw:
        return _spaced(raw["surname"]), _spaced(raw["given_names"].replace("<<", " "))
    family, _, given = raw["names"].partition("<<")
    return _spaced(family), _spaced(given)


def _spaced(name: str) -> str:
    return " ".join(name.replace("<", " ").split())


def _number(mrz: Mrz, raw: dict[str, str]) -> str:
    """Long numbers of TD1 and TD2 go on in the optional data: the check digit's place holds a filler."""
    number = raw["document_number"]
    line, _, end = SLOTS[mrz.format]["document_number"]
    if mrz.format in {"TD1", "TD2"} and mrz.lines[line][end : end + 1] == "<":
        rest = raw.get("optional", "").partition("<")[0]
        number += rest[:-1]
    return number.replace("<", "")


def _personal(raw: dict[str, str]) -> str | None:
    shape = PERSONAL_IN_OPTIONAL.get(state(_code(raw["issuing_state"])) or "")
    for slot in ("optional", "optional_2"):
        printed = raw.get(slot, "").replace("<", "")
        if shape and re.fullmatch(shape, printed):
            return printed
    return None


def _birth(raw: str, year: int) -> str | None:
    """Birth lies not after the year; unknown parts are fillers."""
    printed = _date(raw)
    if printed is None:
        return None
    full = year // 100 * 100 + int(printed[:2])
    return _a_day(f"{full if full <= year else full - 100}-{printed[2:4]}-{printed[4:]}")


def _expiry(raw: str, year: int) -> str | None:
    """The nearest within fifteen years back and thirty-five ahead."""
    printed = _date(raw)
    if printed is None or "X" in printed:
        return None
    full = year // 100 * 100 + int(printed[:2])
    full += 100 if full < year - EXPIRY_BACK - 35 else -100 if full > year + EXPIRY_AHEAD else 0
    return _a_day(f"{full}-{printed[2:4]}-{printed[4:]}")


def _a_day(iso: str) -> str | None:
    """The day itself, or None when the calendar has none such; unknown parts are let pass."""
    with suppress(ValueError):
        date.fromisoformat(iso.replace("XX", "01"))
        return iso
    return None


def _date(raw: str) -> str | None:
    match = re.fullmatch(r"(\d{2})(0[1-9]|1[0-2]|<<|00)(0[1-9]|[12]\d|3[01]|<<|00)", raw)
    return f"{match[1]}{_part(match[2])}{_part(match[3])}" if match else None


def _part(raw: str) -> str:
    return "XX" if raw in {"<<", "00"} else raw


def printed_forms(zone: Zone, sheets: tuple[Sheet, ...]) -> Iterator[Candidate]:
    """The zone's names wherever a line of the visual zone prints them, with their own letters."""
    values = _values(zone)
    state_code = values["issuing_state"][0]
    for name in ("surname", "given_names"):
        machine = values[name][0] or ""
        for sheet, segment in _lines(sheets) if machine else ():
            words = _run(segment, machine, agrees)
            if words:
                yield _printed(name, _text(words), sheet, words, PRINTED)
            elif words := _run(segment, machine, lambda text, zone: bool(restored(text, zone, state_code))):
                text = restored(_text(words), machine, state_code)
                yield _printed(name, str(text), sheet, words, RESTORED)


def _lines(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Segment]]:
    return ((sheet, one) for sheet in sheets for one in sheet.segments if _FILLERS not in one.text)


def _printed(name: str, value: str, sheet: Sheet, words: tuple[Word, ...], sure: float) -> Candidate:
    return Candidate(
        name, value, _text(words), words, sheet.number, sure * reading_confidence(words), "anchor"
    )


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text.strip(",;:") for word in words)


def _run(segment: Segment, machine: str, same: Callable[[str, str], bool]) -> tuple[Word, ...]:
    """The longest run of words in a line that is the transliteration's origin, or none."""
    letters = len(machine.replace(" ", ""))
    for first in range(len(segment.words)):
        for last in range(len(segment.words), first, -1):
            words = segment.words[first:last]
            text = _text(words)
            bare = not any(map(str.isalpha, words[0].text)) or not any(map(str.isalpha, words[-1].text))
            if (
                not bare
                and abs(sum(map(str.isalpha, text)) - letters) <= 3 + letters // 4
                and same(text, machine)
            ):
                return words
    return ()
