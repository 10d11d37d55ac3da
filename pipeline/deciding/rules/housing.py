"""Rules about the home: is it the address that was told?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.deciding.rules.flaws import FINE, Flaw, Flaws, Scene, at, doubt_at, read
from pipeline.records import MatchedDocument
from pipeline.yaml_files import read_yaml

_FOLDED: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
_FLOORS: Final = {"stuen": "st", "kld": "kl", "kælder": "kl"}
_ADDRESS: Final = re.compile(
    r"^(?P<street>.*?\D)\s*(?P<number>\d{1,3})\s*(?P<letter>[a-z]?)(?:\s*[,.]\s*|\s+|$)"
    r"(?P<flat>.*?)(?:[,\s]*\b(?P<postcode>\d{4})\b\s*(?P<town>[^\d]*))?$"
)
_FLAT: Final = re.compile(
    r"^(?P<floor>kl\d?|kld|kælder|stuen|st|\d{1,2})?\.?\s*(?:sal|etage)?\.?\s*(?P<door>\w+)?$"
)
_NEAR_EDITS: Final = 2
_NEAR_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Address:
    """A Danish address in parts, folded; an empty part was not told."""

    street: str
    number: str
    letter: str
    floor: str
    door: str
    postcode: str


class Compared(Enum):
    """How two addresses stand to each other; `NEAR`: a slip, or another door of the house."""

    SAME = auto()
    NEAR = auto()
    SHORTER = auto()
    OTHER = auto()


def parse_address(text: str) -> Address | None:
    """The parts of an address; None when it has no street with a number."""
    plain = re.sub(r"\bc/o\b[^,]*,", "", text.casefold()).strip(" ,")
    found = _ADDRESS.match(" ".join(plain.split()))
    if found is None:
        return None
    flat = _FLAT.match(" ".join(re.sub(r"[,.]", " ", found["flat"]).split()))
    floor = (flat["floor"] if flat else None) or ""
    door = (flat["door"] if flat else found["flat"]) or ""
    return Address(
        _street(found["street"]),
        found["number"],
        found["letter"],
        _FLOORS.get(floor, floor),
        door.strip(" ."),
        found["postcode"] or "",
    )


def compare_addresses(shown: str, told: str) -> Compared:
    """Compares the address of a paper with the one the applicant told."""
    one, other = parse_address(shown), parse_address(told)
    if one is None or other is None:
        return Compared.NEAR
    house = _house(one, other)
    if house is not Compared.SAME:
        return house
    mine, theirs = (one.floor, one.door), (other.floor, other.door)
    if mine == theirs or not any(theirs):
        return Compared.SAME
    return Compared.SHORTER if not any(mine) else Compared.NEAR


def _house(one: Address, other: Address) -> Compared:
    """Street, number and postcode; a postcode that only one side tells says nothing."""
    number = (one.number, one.letter) == (other.number, other.letter)
    postcode = one.postcode == other.postcode or not (one.postcode and other.postcode)
    street = one.street == other.street
    if street and number and postcode:
        return Compared.SAME
    slip = len(one.street) >= _NEAR_LENGTH and Levenshtein.distance(one.street, other.street) <= _NEAR_EDITS
    if slip and number and (postcode or Levenshtein.distance(one.postcode, other.postcode) == 1):
        return Compared.NEAR
    return Compared.OTHER


def _street(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.translate(_FOLDED).replace("gl.", "gammel").replace("aa", "a"))


def address_in(document: MatchedDocument, scene: Scene) -> Flaws:
    """Lies in the municipality of the case, as far as postcodes tell; else a person asks the register."""
    shown = read(document, "address")
    address = parse_address(str(shown.value)) if shown else None
    known = _postcodes().get(scene.case.profile.municipality)
    if address is None or not address.postcode or known is None:
        return FINE
    if any(first <= int(address.postcode) <= last for first, last in known):
        return FINE
    return (doubt_at(document, "address", "address_outside_municipality"),)


@cache
def _postcodes() -> Mapping[str, Sequence[tuple[int, int]]]:
    found: Mapping[str, Sequence[tuple[int, int]]] = read_yaml(Path(__file__).with_name("postcodes.yaml"))
    return found


def address_equals(document: MatchedDocument, scene: Scene) -> Flaws:
    """Is for the address that the applicant told; slips and missing floors go to a person."""
    told, shown = scene.case.profile.address, read(document, "address")
    if shown is None or not told:
        return (doubt_at(document, "address"),)
    compared = compare_addresses(str(shown.value), told)
    flaws: dict[Compared, Flaw] = {
        Compared.NEAR: doubt_at(document, "address", "address_mismatch"),
        Compared.SHORTER: doubt_at(document, "address", "address_incomplete"),
        Compared.OTHER: at(document, "address", "address_mismatch"),
    }
    return (flaws[compared],) if compared in flaws else FINE
