"""Identity cards and residence permits (Doc 9303, parts 5 and 6): TD1, TD2, and older ones without a zone."""

from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup, escape

from samples.content import Content, Rows
from samples.identity.dates import printed_day
from samples.identity.paper import Paper, mark
from samples.identity.setting_out import GREY_LOOKS, home_of, set_out
from samples.identity.states import words_of
from samples.identity.zones import zone_of
from samples.writing.values import pattern

_BACK: Final = ("birth_place", "issue_date", "personal_number")
"""What stands on the back of a planned card, so that a lost back takes just these."""
_TD2_STATES: Final = frozenset({"DEU", "FRA", "ROU", "POL", "GRC", "SVK", "AUT", "BGR", "UTO"})
_PAPER_STATES: Final = frozenset({"ITA", "GRC", "ROU", "UKR", "PRT", "TUR"})
_FRONTS: Final = (
    ("surname", "given_names", "birth_date", "sex", "nationality", "expiry_date", "document_number"),
    ("surname", "given_names", "sex", "nationality", "birth_date", "document_number", "expiry_date"),
    ("given_names", "surname", "nationality", "birth_date", "sex", "document_number", "expiry_date"),
    ("document_number", "surname", "given_names", "birth_date", "sex", "nationality", "expiry_date"),
)
_FREE_FRONTS: Final = (
    ("surname", "given_names", "birth_date", "sex", "personal_number", "document_number", "expiry_date"),
    ("surname", "given_names", "sex", "nationality", "birth_date", "birth_place", "expiry_date",
     "document_number"),
    ("surname", "given_names", "birth_date", "birth_place", "personal_number", "issue_date", "expiry_date",
     "document_number"),
)  # fmt: skip
_ALL: Final = (
    "surname", "given_names", "birth_date", "birth_place", "sex", "nationality", "personal_number",
    "issue_date", "expiry_date", "document_number",
)  # fmt: skip


def _fronts_and_backs(paper: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which fields stand where; a planned card keeps to one division."""
    front: tuple[str, ...]
    if paper.planned or paper.style % 2:
        front = _FRONTS[paper.style % len(_FRONTS)]
    else:
        front = _FREE_FRONTS[paper.style % len(_FREE_FRONTS)]
    back = _BACK if paper.planned else tuple(name for name in _ALL if name not in front)
    return front, back


def _address(paper: Paper) -> tuple[tuple[str, Markup], ...]:
    """The holder's home, on the backs of some."""
    if paper.draw.random() < 0.55:
        return ()
    address = home_of(paper)
    return ((words_of(paper.language)["address"], escape(address)),) if address else ()


def _more_rows(paper: Paper) -> tuple[tuple[str, Markup], ...]:
    height = (paper.label_of("height"), escape(f"{paper.draw.randint(152, 196)} cm"))
    authority = (paper.label_of("authority"), escape(paper.printed_state["authority"]))
    return (*((height,) if paper.style % 3 == 0 else ()), *_address(paper), authority)


def _title(paper: Paper, local: str, english: str) -> str:
    if local == english or paper.style % 8 == 5:
        return local
    return f"{local}{(' / ', ' ', ' · ')[paper.style % 3]}{english}"


def national_id(paper: Paper) -> Content:
    """An identity card: in most cases TD1, some TD2, old French ones, old paper ones, some without a zone."""
    free = not paper.planned
    if free and paper.state in _PAPER_STATES and paper.draw.random() < 0.3:
        return _paper_card(paper)
    if free and paper.state in _TD2_STATES and paper.draw.random() < 0.45:
        return _large_card(paper)
    front, back = _fronts_and_backs(paper)
    zone = paper.draw.random() < 0.85
    code = ("I", "ID", "ID", "IC", "I", "AC")[paper.style % 6]
    return set_out(
        paper,
        _title(paper, paper.printed_state["id"], "IDENTITY CARD"),
        "card",
        blocks=(Rows("", paper.rows(front)),),
        back=(Rows("", (*paper.rows(back), *_more_rows(paper))),),
        portrait=paper.face(GREY_LOOKS[paper.style % len(GREY_LOOKS)]),
        zone=zone_of(paper, code, "TD1") if zone else (),
        more={"size": "TD1", "signature": paper.label_of("signature")},
    )


def _large_card(paper: Paper) -> Content:
    """A TD2 card (105 × 74 mm) with its zone on the front; of France in that state's own order of lines."""
    french = paper.state == "FRA"
    rows = ("document_number", "surname", "given_names", "sex", "nationality", "birth_date", "birth_place")
    optional = pattern("##E###", paper.draw) if french else None
    if french:
        paper = _with_number(paper, pattern("############", paper.draw))
    zone = zone_of(paper, "ID" if paper.style % 2 else "I", "IDFRA" if french else "TD2", optional)
    back = paper.rows(("issue_date", "expiry_date", "personal_number")) + _more_rows(paper)
    return set_out(
        paper,
        _title(paper, paper.printed_state["id"], "IDENTITY CARD"),
        "card",
        blocks=(Rows("", paper.rows(rows)),),
        back=(Rows("", back),),
        portrait=paper.face(("colour", "grey", "sepia")[paper.style % 3]),
        zone=zone,
        more={"size": "TD2", "signature": paper.label_of("signature")},
    )


def _with_number(paper: Paper, number: str) -> Paper:
    return replace(paper, facts={**paper.facts, "document_number": number})


def _paper_card(paper: Paper) -> Content:
    """A folded paper card: photo riveted on, values typed or written by hand, no zone."""
    return set_out(
        paper,
        paper.printed_state["id"],
        "booklet",
        blocks=(Rows("", (*paper.rows(_ALL), *_more_rows(paper))),),
        portrait=paper.face(("grey", "colour", "sepia")[paper.style % 3]),
        more={"size": "paper", "signature": paper.label_of("signature")},
    )


_PERMIT_CODES: Final = ("AR", "IR", "I", "RP", "A", "IP")
_REMARKS_PERMIT: Final = {
    "da": (
        "ARBEJDSTILLADELSE",
        "HAR IKKE RET TIL ARBEJDE",
        "MÅ ARBEJDE",
        "BOSAT I DANMARK",
        "UDL.NR. 123456789",
    ),
    "de": ("ERWERBSTÄTIGKEIT ERLAUBT", "SIEHE ZUSATZBLATT", "BESCHÄFTIGUNG GESTATTET"),
    "sv": ("FÅR ARBETA", "ARBETSTILLSTÅND"),
    "fr": ("AUTORISE SON TITULAIRE À TRAVAILLER",),
    "en": ("WORK PERMITTED", "NO PUBLIC FUNDS", "RESTRICTED WORK"),
}


def _permit_rows(paper: Paper, front: tuple[str, ...]) -> tuple[tuple[str, Markup], ...]:
    kind = (paper.label_of("permit_kind"), mark("permit_kind", str(paper.facts["permit_kind"])))
    rows = list(paper.rows(front))
    rows.insert(len(rows) if paper.style % 2 else max(2, len(rows) - 2), kind)
    return tuple(rows)


def _remark(paper: Paper) -> tuple[tuple[str, Markup], ...]:
    remarks = _REMARKS_PERMIT.get(paper.language, _REMARKS_PERMIT["en"])
    return ((paper.label_of("remarks"), escape(paper.draw.choice(remarks))),)


def residence_permit(paper: Paper) -> Content:
    """A permit by the EU's uniform format (Regulation 1030/2002) or another state's; TD1."""
    front, back = _fronts_and_backs(paper)
    parts: dict[str, Any] = {
        "blocks": (Rows("", _permit_rows(paper, front)),),
        "back": (Rows("", (*paper.rows(back), *_remark(paper), *_more_rows(paper))),),
        "portrait": paper.face(("grey", "engraved", "colour")[paper.style % 3]),
    }
    local = str(paper.printed_state.get("permit", "RESIDENCE PERMIT"))
    return set_out(
        paper,
        _title(paper, local, "RESIDENCE PERMIT"),
        "card",
        zone=zone_of(paper, _PERMIT_CODES[paper.style % len(_PERMIT_CODES)], "TD1"),
        more={"size": "TD1", "signature": paper.label_of("signature"), "permit": "yes",
              "since": printed_day(str(paper.facts["issue_date"]), 3)},
        **parts,
    )  # fmt: skip
