"""What stands at the edges of pages, in their language: page and case numbers, telephone, account."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from pipeline.yaml_files import read_yaml

_HOSTS: Final = ("example.org", "example.com", "example.net")
_PATHS: Final = ("min-side", "print", "account", "selfservice", "borger", "documents")
_WEIGHTS: Final = (2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words for one document. `page_note` is CSS content, `contacts` are short lines for a foot."""

    page_note: str
    case: str
    office: str
    contacts: tuple[str, ...]
    printed: str
    address: str
    detach: str


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).with_name("furniture.yaml")
    found: dict[str, Any] = read_yaml(path)
    return found


def _digits(draw: Random, groups: str) -> str:
    return "".join(str(draw.randrange(10)) if sign == "#" else sign for sign in groups)


def business_number(draw: Random) -> str:
    """Eight digits that are nobody's: they fail modulus 11."""
    while True:
        number = _digits(draw, "########")
        if sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11:
            return number


def _page_note(words: dict[str, Any], language: str, draw: Random) -> str:
    page, of = words["page"]
    if language == "zh":
        return '"第 " counter(page) " 页 / 共 " counter(pages) " 页"'
    return draw.choice(
        [
            f'"{page} " counter(page) " {of} " counter(pages)',
            f'"{page} " counter(page) " {of} " counter(pages)',
            'counter(page) " / " counter(pages)',
            'counter(page) "(" counter(pages) ")"',
            '"- " counter(page) " -"',
            '""',
            '""',
        ]
    )


def _contacts(words: dict[str, Any], draw: Random) -> tuple[str, ...]:
    host = draw.choice(["kontor", "office", "info", "service", "post", "mail"])
    lines = [
        f"{words['phone']} {_digits(draw, draw.choice(['## ## ## ##', '#### ####', '+## ## ### ## ##']))}",
        f"{host}@{draw.choice(_HOSTS)}",
        f"{words['number']} {business_number(draw)}",
        f"{words['account']} {_digits(draw, draw.choice(['#### ##########', '####-#######']))}",
        f"www.{draw.choice(_HOSTS)}",
    ]
    return tuple(draw.sample(lines, draw.randint(2, 5)))


def furniture(language: str, draw: Random) -> Furniture:
    """The words of a document's edges."""
    words = _words().get(language, _words()["en"])
    number = draw.choice(["20##/#####", "##-######", "#######", "##/####", "2#-####-####"])
    day = (
        f"{draw.randint(1, 28):02d}.{draw.randint(1, 12):02d}.202{draw.randint(2, 6)} "
        f"{draw.randint(7, 22):02d}:{draw.randint(0, 59):02d}"
    )
    return Furniture(
        page_note=_page_note(words, language, draw),
        case=f"{draw.choice(words['case'])} {_digits(draw, number)}",
        office=draw.choice(words["office"]),
        contacts=_contacts(words, draw),
        printed=f"{words['print']} {day}",
        address=f"https://www.{draw.choice(_HOSTS)}/{draw.choice(_PATHS)}/{_digits(draw, '######')}",
        detach=words["here"],
    )
