"""Danish addresses with floor and door, firms, schools and offices, drawn from `places.yaml`."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from samples.chance import share
from samples.document import Split


@cache
def places() -> dict[str, Any]:
    """The lists that addresses and organisations are drawn from."""
    path = Path(__file__).with_name("places.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def home_address(split: Split, draw: Random) -> str:
    """An address in the contract's form; most are flats."""
    street, town = draw.choice(share(places()["streets"], split)).split(" | ")
    letter = draw.choice("ABCDE") if draw.random() < 0.25 else ""
    number = f"{draw.randint(1, 190)}{letter}"
    if draw.random() < 0.12:
        return f"{street} {number}, {town}"
    floor = draw.choice(["st.", "1.", "1.", "2.", "2.", "3.", "3.", "4.", "5.", "kl."])
    door = draw.choice(["tv", "tv", "th", "th", "mf", str(draw.randint(1, 412))])
    return f"{street} {number}, {floor} {door}, {town}"


def office_address(split: Split, draw: Random) -> str:
    """An address without floor or door, as firms have."""
    street, town = draw.choice(share(places()["streets"], split)).split(" | ")
    return f"{street} {draw.randint(1, 120)}, {town}"


def organisation(sort: str, split: Split, draw: Random) -> str:
    """The name of a firm, landlord, bank, school … as `places.yaml` lists sorts."""
    return str(draw.choice(share(places()["organisations"][sort], split)))
