"""Addresses and organisations: Danish ones from `denmark.yaml`, others from their origin's file."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from pipeline.yaml_files import read_yaml
from samples.chance import share
from samples.document import Split
from samples.people.persons import origin

DENMARK: Final = "DNK"


@cache
def places() -> dict[str, Any]:
    """The lists that addresses and organisations are drawn from."""
    path = Path(__file__).with_name("denmark.yaml")
    found: dict[str, Any] = read_yaml(path)
    return found


def home_address(split: Split, draw: Random, state: str = DENMARK) -> str:
    """An address in the contract's form; most Danish ones are flats."""
    if state != DENMARK:
        return _abroad(split, draw, state)
    street, town = draw.choice(share(places()["streets"], split)).split(" | ")
    letter = draw.choice("ABCDE") if draw.random() < 0.25 else ""
    number = f"{draw.randint(1, 190)}{letter}"
    if draw.random() < 0.12:
        return f"{street} {number}, {town}"
    floor = draw.choice(["st.", "1.", "1.", "2.", "2.", "3.", "3.", "4.", "5.", "kl."])
    door = draw.choice(["tv", "tv", "th", "th", "mf", str(draw.randint(1, 412))])
    return f"{street} {number}, {floor} {door}, {town}"


def office_address(split: Split, draw: Random, state: str = DENMARK) -> str:
    """An address without floor or door, as firms have."""
    if state != DENMARK:
        return _abroad(split, draw, state)
    street, town = draw.choice(share(places()["streets"], split)).split(" | ")
    return f"{street} {draw.randint(1, 120)}, {town}"


def _abroad(split: Split, draw: Random, state: str) -> str:
    """`Lindenstraße {n}, 10969 Berlin`: `{n}` is a house, `{f}` a floor or staircase, `{d}` a flat."""
    forms = origin(state).get("addresses")
    if not forms:
        return home_address(split, draw)
    numbers = {"n": draw.randint(1, 140), "f": draw.randint(1, 9), "d": draw.randint(1, 60)}
    return str(draw.choice(share(forms, split))).format(**numbers)


def organisation(sort: str, split: Split, draw: Random, state: str = DENMARK) -> str:
    """The name of a firm, landlord, bank, school …; a Danish one where the origin lists none of the sort."""
    abroad = origin(state).get("organisations", {}) if state != DENMARK else {}
    names = abroad.get(sort) or places()["organisations"][sort]
    return str(draw.choice(share(names, split)))
