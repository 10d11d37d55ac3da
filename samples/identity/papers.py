"""Identity papers: what stands on passports, cards, permits, visas and licences, with their zones.

Every label of `MAKERS` shares one way: facts (`identity_paper.py`), rows, zone.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from pipeline.records import JsonValue
from pipeline.vocabulary import FIELDS
from samples.content import Content, Rows
from samples.identity import mrz
from samples.identity.paper import Paper, facts_of, mark, permit_facts, sheet_words
from samples.writing.values import Setting, pattern

_TINTS: Final = ("#f3efe4", "#e8f0ea", "#e9eef6", "#f4e9ea", "#f1eef7", "#eaf3f4", "#f6f1dd")
_VALUE_FONTS: Final = (
    "Liberation Sans",
    "DejaVu Sans Mono",
    "Liberation Mono",
    "Noto Sans",
    "Open Sans",
    "Lato",
)


def _zone(paper: Paper, code: str, build: Callable[[mrz.ZoneFacts], tuple[str, ...]]) -> tuple[str, ...]:
    facts = paper.facts
    return build(
        mrz.ZoneFacts(
            code=code,
            state=paper.state,
            surname=paper.holder.surname,
            given_names=paper.holder.given_names,
            number=str(facts["document_number"]),
            nationality=str(facts["nationality"]),
            birth=str(facts["birth_date"]).replace("-", "")[2:],
            sex=str(facts["sex"]),
            expiry=str(facts["expiry_date"]).replace("-", "")[2:],
        )
    )


def _extra(paper: Paper, **more: str) -> dict[str, str]:
    draw = paper.draw
    return {
        "tint": draw.choice(_TINTS),
        "value_font": draw.choice(_VALUE_FONTS),
        "weight": draw.choice(["400", "700"]),
        "side": draw.choice(["left", "left", "left", "right"]),
        "ink": paper.ink,
    } | more


def _content(paper: Paper, title: str, sheet: str, **parts: Any) -> Content:
    state = paper.printed_state
    return Content(
        label=paper.label,
        kind=paper.label,
        language=paper.language,
        sheets=(sheet,),
        title=escape(title),
        subtitle=escape(parts.pop("subtitle", state["name"])),
        issuer=(escape(parts.pop("below", state["english"])),),
        recipient=(),
        footer=(),
        fields={name: paper.facts[name] for name in FIELDS[paper.label] if paper.facts.get(name) is not None},
        implied=frozenset({"issuing_state", "permanent"}),
        state=paper.state,
        **parts,
    )


def _passport(paper: Paper) -> Content:
    heads = (
        (paper.label_of("type"), Markup("P")),
        (paper.label_of("code"), Markup("D") if paper.state == "DEU" else escape(paper.state)),
        (paper.label_of("passport_number"), paper.value("document_number")),
    )
    names = (
        "surname",
        "given_names",
        "nationality",
        "birth_date",
        "personal_number",
        "sex",
        "birth_place",
        "issue_date",
    )
    rows = (
        heads + paper.rows(names) + ((paper.label_of("authority"), escape(paper.printed_state["authority"])),)
    )
    title = paper.printed_state["passport"]
    return _content(
        paper,
        title if title == "PASSPORT" else f"{title} / PASSPORT",
        "booklet",
        blocks=(Rows("", rows + paper.rows(("expiry_date",))),),
        portrait=paper.face(),
        zone=_zone(paper, "P", mrz.td3),
        extra=_extra(paper),
    )


def _national_id(paper: Paper) -> Content:
    front = ("surname", "given_names", "birth_date", "sex", "nationality", "expiry_date", "document_number")
    back = ("birth_place", "issue_date", "personal_number")
    zone = paper.draw.random() < 0.88
    below = (paper.label_of("authority"), escape(paper.printed_state["authority"]))
    return _content(
        paper,
        f"{paper.printed_state['id']} / IDENTITY CARD",
        "card",
        blocks=(Rows("", paper.rows(front)),),
        back=(Rows("", (*paper.rows(back), below)),),
        portrait=paper.face(grey=paper.draw.random() < 0.5),
        zone=_zone(paper, "I" if paper.draw.random() < 0.5 else "ID", mrz.td1) if zone else (),
        extra=_extra(paper),
    )


def _residence_permit(paper: Paper) -> Content:
    front = ("surname", "given_names", "sex", "nationality", "birth_date", "document_number", "expiry_date")
    kinds = (paper.label_of("permit_kind"), mark("permit_kind", str(paper.facts["permit_kind"])))
    back = ("birth_place", "issue_date", "personal_number")
    return _content(
        paper,
        f"{paper.printed_state['permit']} / RESIDENCE PERMIT",
        "card",
        blocks=(Rows("", (*paper.rows(front), kinds)),),
        back=(Rows("", paper.rows(back)),),
        portrait=paper.face(grey=paper.draw.random() < 0.6),
        zone=_zone(paper, paper.draw.choice(["AR", "IR", "I"]), mrz.td1),
        extra=_extra(paper),
    )


def _visa(paper: Paper) -> Content:
    name, title, valid = next(one for one in sheet_words()["visas"] if one[0] == paper.state)
    draw = paper.draw
    rows = (
        ("VALID FOR", escape(valid)),
        ("FROM", paper.value("issue_date")),
        ("UNTIL", paper.value("expiry_date")),
        ("TYPE OF VISA", escape(draw.choice("CCCD"))),
        ("NUMBER OF ENTRIES", escape(draw.choice(["01", "02", "MULT"]))),
        ("DURATION OF STAY", escape(f"{draw.choice([15, 30, 90])} DAYS")),
        ("ISSUED IN", escape(draw.choice(["ANKARA", "NEW DELHI", "MANILA", "KYIV", "RABAT", "ABUJA"]))),
        ("NUMBER OF PASSPORT", escape(pattern("?########", draw))),
        (
            "SURNAME, NAME",
            Markup(", ").join(paper.value(one) for one in ("surname", "given_names") if paper.facts[one]),
        ),
        ("VISA NUMBER", paper.value("document_number")),
        ("REMARKS", escape(draw.choice(["", "TOURISM", "FAMILY VISIT", "BUSINESS"]))),
    )
    return _content(
        paper,
        title if title.endswith("VISA") else f"{title} / VISA",
        "booklet",
        subtitle=name,
        below="",
        blocks=(Rows("", rows),),
        portrait=paper.face(),
        zone=_zone(paper, "V", mrz.visa_a),
        extra=_extra(paper, ink=""),
    )


def _driving_licence(paper: Paper) -> Content:
    rows = (
        ("1.", paper.value("surname")),
        ("2.", paper.value("given_names")),
        ("3.", paper.value("birth_date") + escape(f"  {paper.holder.birth_place}")),
        ("4a.", paper.value("issue_date") + escape("   4b. ") + paper.value("expiry_date")),
        ("4c.", escape(paper.printed_state["authority"])),
        ("5.", paper.value("document_number")),
        ("9.", escape(paper.draw.choice(["AM/B", "B", "A/B", "AM/B/BE", "B/C1", "AM/A/B/BE"]))),
    )
    return _content(
        paper,
        paper.printed_state["licence"],
        "card",
        blocks=(Rows("", rows),),
        portrait=paper.face(grey=paper.draw.random() < 0.4),
        extra=_extra(paper, numbered="yes"),
    )


def _health_card(paper: Paper) -> Content:
    facts = paper.facts
    name = mark("person_name", str(facts["surname"])), mark("person_name", str(facts["given_names"]))
    rows = (
        (f"3. {paper.label_of('surname')}", name[0]),
        (f"4. {paper.label_of('given_names')}", name[1]),
        (f"5. {paper.label_of('birth_date')}", paper.value("birth_date")),
        (
            f"6. {paper.label_of('personal_number')}",
            escape(facts.get("personal_number") or pattern("########", paper.draw)),
        ),
        (
            "7. Identification number of the institution",
            escape(pattern("#######", paper.draw) + f" - {paper.state}"),
        ),
        ("8. Identification number of the card", paper.value("document_number")),
        (f"9. {paper.label_of('expiry_date')}", paper.value("expiry_date")),
    )
    return _content(
        paper,
        paper.printed_state["ehic"],
        "card",
        subtitle=paper.state,
        below="European Health Insurance Card",
        blocks=(Rows("", rows),),
        extra=_extra(paper, ink="", band=paper.draw.choice(["", "yes"])),
    )


MAKERS: Final[dict[str, tuple[Callable[[Paper], Content], str]]] = {
    "passport": (_passport, "passport"),
    "national_id": (_national_id, "id"),
    "residence_permit": (_residence_permit, "permit"),
    "visa": (_visa, "passport"),
    "driving_licence": (_driving_licence, "licence"),
    "health_insurance_card": (_health_card, "ehic"),
}
"""Label → how its content is made, and the key of the states that issue it."""


def make_identity(
    label: str, state: str, setting: Setting, given: Mapping[str, JsonValue] | None = None
) -> Content:
    """An identity paper of a state for the setting's subject; `given` fixes facts, the rest is drawn."""
    facts = facts_of(label, state, setting, given or {})
    if label == "residence_permit":
        facts |= permit_facts(state, setting, given or {})
    if label == "health_insurance_card":
        facts["document_number"] = (given or {}).get(
            "document_number", pattern("80208#########_#####", setting.draw).replace(" ", "")
        )
        facts["person_name"] = f"{facts['surname']} {facts['given_names']}"
    style = setting.draw.randint(0, 59)
    paper = Paper(label, state, setting.people["subject"], facts, style, setting.draw)
    return MAKERS[label][0](paper)
