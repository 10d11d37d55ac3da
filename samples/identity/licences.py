"""Driving licences: the EU's model (Directive 2006/126), older folded paper ones, and those of elsewhere."""

from dataclasses import replace
from typing import Final

from markupsafe import Markup, escape

from samples.content import Block, Content, Grid, Rows
from samples.identity.dates import printed_day
from samples.identity.emblems import union_flag
from samples.identity.paper import Paper
from samples.identity.setting_out import GREY_LOOKS, home_of, set_out

_CATEGORIES: Final = ("AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "T")
_HELD: Final = (("AM", "B"), ("B",), ("A", "B"), ("AM", "B1", "B", "BE"), ("B", "C1"), ("AM", "A", "B", "BE"))
PLAIN: Final = "DRIVING LICENCE"
"""Where no file has a state's own word: a citizen of it may send one in place of another paper."""
_PAPER_CHANCE: Final = 0.22
_OLD_PAPER: Final = frozenset(
    {"DNK", "DEU", "ITA", "FRA", "ESP", "NLD", "SWE", "GBR", "POL", "GRC", "PRT", "BEL", "AUT"}
)
_LABELLED: Final = frozenset({"USA", "CAN", "AUS", "NZL", "IND", "PHL", "NGA", "PAK", "KEN", "GHA", "ZAF"})
_AMERICAN: Final = {
    "surname": ("1 LN", "LAST NAME", "1", "NAME"), "given_names": ("2 FN", "FIRST NAME", "2", "FN"),
    "birth_date": ("3 DOB", "DATE OF BIRTH", "DOB", "BIRTHDATE"),
    "document_number": ("4d DLN", "LICENCE NO.", "DL NO.", "LIC #"),
    "issue_date": ("4a ISS", "ISSUED", "ISS", "ISSUE DATE"),
    "expiry_date": ("4b EXP", "EXPIRES", "EXP", "EXPIRY"),
}  # fmt: skip
_ROMAN: Final = ("EUROPEAN COMMUNITIES MODEL", "MODELE DES COMMUNAUTES EUROPEENNES", "")

_SIGNS: Final = {
    "DNK": "DK", "DEU": "D", "FRA": "F", "ESP": "E", "ITA": "I", "SWE": "S", "FIN": "FIN", "AUT": "A",
    "NLD": "NL", "POL": "PL", "PRT": "P", "NOR": "N", "ISL": "IS", "GRC": "GR", "HRV": "HR", "LTU": "LT",
    "ROU": "RO", "BEL": "B", "IRL": "IRL", "BGR": "BG", "HUN": "H",
}  # fmt: skip
"""The signs of road traffic within the stars."""


def _numbered(paper: Paper) -> tuple[tuple[str, Markup], ...]:
    """The rows of the EU's model, 1 to 9."""
    dates = (
        ("4a.", paper.value("issue_date")),
        ("4b.", paper.value("expiry_date")),
    )
    place = Markup("  ") + escape(paper.holder.birth_place)
    home = home_of(paper) if paper.draw.random() < 0.3 else ""
    rows = (
        ("1.", paper.value("surname") if paper.facts["surname"] else Markup("")),
        ("2.", paper.value("given_names")),
        ("3.", paper.value("birth_date") + place),
        *dates,
        ("4c.", escape(paper.printed_state["authority"])),
        ("4d.", escape(paper.facts.get("personal_number") or "") if paper.style % 2 else Markup("")),
        ("5.", paper.value("document_number")),
        ("8.", escape(home)),
        ("9.", escape("/".join(_HELD[paper.style % len(_HELD)]))),
    )
    return tuple((label, value) for label, value in rows if value)


def _table(paper: Paper) -> Grid:
    """The back's table of categories, 9 to 12."""
    held = _HELD[paper.style % len(_HELD)]
    since = printed_day(str(paper.facts["issue_date"]), 1)
    until = printed_day(str(paper.facts["expiry_date"]), 1)
    rows = tuple(
        (escape(one), escape(since if one in held else ""), escape(until if one in held else ""), escape(""))
        for one in _CATEGORIES
    )
    return Grid("", ("9.", "10.", "11.", "12."), rows)


def _back(paper: Paper) -> tuple[Block, ...]:
    return (_table(paper),) if paper.draw.random() < 0.65 else ()


def _card(paper: Paper) -> Content:
    look = GREY_LOOKS[paper.style % len(GREY_LOOKS)]
    eu = bool(paper.printed_state.get("eu"))
    return set_out(
        paper,
        str(paper.printed_state.get("licence", PLAIN)),
        "card",
        blocks=(Rows("", _numbered(paper)),),
        back=_back(paper),
        portrait=paper.face(look),
        below="" if eu else paper.printed_state["english"],
        more={"size": "TD1", "numbered": "yes", "union": _union(paper) if eu else ""},
    )


def _union(paper: Paper) -> str:
    return union_flag(_SIGNS.get(paper.state, paper.state[:2]))


def _labelled(paper: Paper) -> Content:
    """A card with words instead of numbers, with address and measures."""
    way = paper.style % 4
    named = [(labels[way], paper.value(name)) for name, labels in _AMERICAN.items() if paper.facts[name]]
    draw = paper.draw
    measures = (
        ("8 ADDR" if way == 0 else "ADDRESS", escape(home_of(paper) or "123 SAMPLE STREET")),
        ("15 SEX", escape(str(paper.facts["sex"]))),
        ("16 HGT", escape(f"{draw.randint(5, 6)}'-{draw.randint(0, 11):02d}\"")),
        ("18 EYES", escape(draw.choice(["BRN", "BLU", "GRN", "HAZ"]))),
        ("9 CLASS", escape(draw.choice(["C", "D", "M", "B"]))),
        ("12 REST", escape(draw.choice(["NONE", "B", "A"]))),
    )
    rows = [*named[3:4], *named[:2], *named[2:3], *named[4:], *measures]
    return set_out(
        paper,
        str(paper.printed_state.get("licence", PLAIN)),
        "card",
        blocks=(Rows("", tuple(rows)),),
        back=(),
        portrait=paper.face("colour"),
        more={"size": "TD1", "union": ""},
    )


def _folded(paper: Paper) -> Content:
    """The pink or grey paper licence, unfolded: numbered lines filled by typewriter or hand."""
    paper = replace(paper, style=(paper.style // 10) * 10 + (1, 2, 3, 6)[paper.style % 4])
    return set_out(
        paper,
        str(paper.printed_state.get("licence", PLAIN)),
        "booklet",
        blocks=(Rows("", _numbered(paper)),),
        back=(_table(paper),),
        portrait=paper.face(("grey", "sepia", "colour")[paper.style % 3]),
        below=_ROMAN[paper.style % 3],
        more={"size": "folded", "numbered": "yes"},
    )


def driving_licence(paper: Paper) -> Content:
    """A licence of the state, of one of its generations."""
    free = not paper.planned
    if free and paper.state in _LABELLED:
        return _labelled(paper)
    if free and paper.state in _OLD_PAPER and paper.draw.random() < _PAPER_CHANCE:
        return _folded(paper)
    return _card(paper)
