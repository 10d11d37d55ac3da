"""Invented persons from many origins, with the letters, order and conventions of their names.

one file an origin in `origins/`: lists of surnames and given names (`native|latin` where the home script is
not Latin), places, and how a full name is put together (`shape`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

from pipeline.yaml_files import read_yaml
from samples.chance import share
from samples.document import Split

ORIGINS = Path(__file__).parent / "origins"
REPLACED = 0.03
"""Share of persons with a replacement number."""
Sex = Literal["M", "F"]
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. Names in Latin letters; `native_*` in the home script where it is another."""

    surname: str
    given_names: str
    birth_date: date
    sex: Sex
    state: str
    birth_place: str
    cpr: str
    native_surname: str = ""
    native_given: str = ""
    family_first: bool = False

    @property
    def name(self) -> str:
        """Given names, then surname; a single name stands alone."""
        return f"{self.given_names} {self.surname}".strip()

    @property
    def native_name(self) -> str:
        """The name in the home script, as it is written there."""
        parts = (self.native_given or self.given_names, self.native_surname or self.surname)
        return " ".join(reversed(parts) if self.family_first else parts).strip()


@cache
def origin(state: str) -> dict[str, Any]:
    """The name file of one origin."""
    found: dict[str, Any] = read_yaml(ORIGINS / f"{state}.yaml")
    return found


@cache
def origins() -> tuple[str, ...]:
    """All origins that have a name file, in order."""
    return tuple(sorted(path.stem for path in ORIGINS.glob("*.yaml")))


def formal_name(state: str) -> str:
    """The state's full name in its own language, as its papers head it."""
    return str(origin(state).get("formal", state))


def cpr_number(born: date, sex: Sex, draw: Random) -> str:
    """A number of the right shape that fails modulus 11, so that it is nobody's."""
    leading = "0123" if born.year < 2000 else "4567"
    while True:
        serial = draw.choice(leading) + "".join(draw.choice("0123456789") for _ in range(2))
        number = f"{born:%d%m%y}{serial}{draw.choice('13579' if sex == 'M' else '02468')}"
        if sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11:
            return f"{number[:6]}-{number[6:]}"


def replacement_number(number: str) -> str:
    """The number that stands in where a proper one cannot be given: 60 added to the day (cpr.dk)."""
    return f"{int(number[:2]) + 60}{number[2:]}"


def _parts(entry: str) -> tuple[str, str]:
    native, bar, latin = entry.partition("|")
    return (native, latin) if bar else ("", native)


def _surnames(found: dict[str, Any], sex: Sex, split: Split, draw: Random) -> list[str]:
    key = "surnames_f" if sex == "F" and "surnames_f" in found else "surnames"
    count = 2 if found.get("shape") == "two_surnames" else 1
    return draw.sample(list(share(found[key], split)), count)


def _birth_date(youngest: int, oldest: int, today: date, draw: Random) -> date:
    born = today - timedelta(days=draw.randint(youngest * 365, oldest * 365))
    return born.replace(month=1, day=1) if draw.random() < 0.04 else born


def make_person(
    state: str, split: Split, draw: Random, *, ages: tuple[int, int] = (19, 64), sex: Sex | None = None
) -> Person:
    """Draw a person of an origin; ages in years, counted from the middle of 2026."""
    found = origin(state)
    sex = sex or ("M" if draw.random() < 0.5 else "F")
    surnames = _surnames(found, sex, split, draw)
    count = 1 if draw.random() < found.get("one_given", 0.6) else 2
    givens = draw.sample(list(share(found["given_m" if sex == "M" else "given_f"], split)), count)
    born = _birth_date(*ages, date(2026, 7, 1), draw)
    number = cpr_number(born, sex, draw)
    joiner = "" if found.get("joined_given") else " "
    return Person(
        surname="" if found.get("shape") == "single" else " ".join(_parts(one)[1] for one in surnames),
        given_names=" ".join(_parts(one)[1] for one in givens),
        birth_date=born,
        sex=sex,
        state=state,
        birth_place=_parts(draw.choice(share(found["places"], split)))[1],
        cpr=replacement_number(number) if draw.random() < REPLACED else number,
        native_surname=" ".join(_parts(one)[0] for one in surnames).strip(),
        native_given=joiner.join(_parts(one)[0] for one in givens).strip(),
        family_first=bool(found.get("family_first")),
    )
