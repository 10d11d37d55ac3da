"""Passports and other travel documents of passport size (Doc 9303, part 4): TD3."""

from typing import Final

from markupsafe import Markup, escape

from samples.content import Content, Rows
from samples.drawings.portraits import Print
from samples.identity import emblems
from samples.identity.paper import Paper
from samples.identity.setting_out import set_out
from samples.identity.states import code_of, sheet_words
from samples.identity.zones import zone_of

_ORDER: Final = (
    ("surname", "given_names", "nationality", "birth_date", "personal_number", "sex", "birth_place"),
    ("surname", "given_names", "nationality", "birth_date", "sex", "birth_place", "personal_number"),
    ("surname", "given_names", "birth_date", "sex", "birth_place", "nationality", "personal_number"),
    ("given_names", "surname", "sex", "birth_date", "birth_place", "nationality", "personal_number"),
)
_CODES: Final = {
    "ordinary": ("P", "P", "P", "P", "PP", "PM", "PN"), "diplomatic": ("PD", "PD", "D"),
    "service": ("PS", "PO"),
    "refugee": ("P", "P", "PR"), "stateless": ("P",), "alien": ("P",), "emergency": ("P", "PE", "PU"),
    "laissez_passer": ("P", "PL"),
}  # fmt: skip
_LOOKS: Final[tuple[Print, ...]] = ("colour", "colour", "colour", "grey", "sepia", "engraved")
_REMARKS: Final = (
    "THIS PASSPORT CONTAINS 32 PAGES", "THE HOLDER'S NAME HAS BEEN SHORTENED IN THE MACHINE READABLE ZONE",
    "THIS DOCUMENT IS VALID FOR ALL COUNTRIES EXCEPT THE COUNTRY OF ORIGIN", "OBSERVATIONS",
    "Denne side er forbeholdt myndighederne / This page is reserved for official observations", "",
    "Page réservée aux autorités compétentes", "VALID FOR ALL COUNTRIES", "HEIGHT 172 CM   EYES BROWN",
)  # fmt: skip


def _title(paper: Paper) -> tuple[str, str]:
    """Title and what stands below it; papers of a kind carry its words."""
    words = sheet_words()["travel_documents"].get(paper.kind)
    state = paper.printed_state
    if not words:
        local = str(state["passport"])
        shown = (local, f"{local} / PASSPORT", f"{local} PASSPORT", f"{local} / PASSPORT / PASSEPORT")
        return (local if local == "PASSPORT" else shown[paper.style % 4]), state["english"]
    english = words["en"]
    local_words = words.get(paper.language, english)
    titles = list(dict.fromkeys([local_words[0], english[0]]))
    below = " / ".join(filter(None, dict.fromkeys([local_words[1], english[1]])))
    return " / ".join(titles), below or state["english"]


def _code(paper: Paper) -> str:
    codes = _CODES[paper.kind]
    if paper.planned:
        return "P"
    return codes[paper.style % len(codes)]


def _spread(paper: Paper) -> dict[str, str]:
    """What stands on the page above the data page: a remark, stamps."""
    draw = paper.draw
    stamps = {f"stamp{place}": emblems.entry_stamp(draw) for place in range(draw.choice((0, 1, 2, 3)))}
    return {"remark": draw.choice(_REMARKS), "page": str(draw.choice((2, 3, 4, 31))), **stamps}


def passport(paper: Paper) -> Content:
    """A data page: heads, rows, portrait, zone; an upper page for layouts that show one."""
    code = _code(paper)
    heads = (
        (paper.label_of("type"), escape(code)),
        (paper.label_of("code"), escape("D" if paper.state == "DEU" else code_of(paper.state))),
        (paper.label_of("passport_number"), paper.value("document_number")),
    )
    order = _ORDER[0 if paper.planned else paper.style % len(_ORDER)]
    authority = (paper.label_of("authority"), escape(paper.printed_state["authority"]))
    last: tuple[tuple[str, Markup], ...] = (*paper.rows(("issue_date",)), authority)
    if paper.style % 2:
        last = (*paper.rows(("issue_date", "expiry_date")), authority)
    else:
        last = (*last, *paper.rows(("expiry_date",)))
    title, below = _title(paper)
    look = _LOOKS[paper.style % len(_LOOKS)]
    return set_out(
        paper,
        title,
        "booklet",
        below=below,
        blocks=(Rows("", heads + paper.rows(order) + last),),
        portrait=paper.face(look),
        zone=zone_of(paper, code, "TD3"),
        more={"size": "TD3", "signature": paper.label_of("signature"), **_spread(paper)},
    )
