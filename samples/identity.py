"""Identity papers: what stands on passports, cards, permits, visas and licences, with their zones.

Words and states come from `identity.yaml`; every label of `MAKERS` shares one way: facts, rows, zone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml
from markupsafe import Markup, escape

from pipeline.records import JsonValue
from pipeline.vocabulary import FIELDS
from samples import mrz
from samples.chance import chance
from samples.content import Content, Rows
from samples.persons import Person, origins
from samples.portraits import portrait
from samples.values import Setting, pattern, printed_date, state_name

_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SIGNING_AGE_DAYS: Final = 12 * 365
_TINTS: Final = ("#f3efe4", "#e8f0ea", "#e9eef6", "#f4e9ea", "#f1eef7", "#eaf3f4", "#f6f1dd")
_VALUE_FONTS: Final = (
    "Liberation Sans",
    "DejaVu Sans Mono",
    "Liberation Mono",
    "Noto Sans",
    "Open Sans",
    "Lato",
)


@cache
def sheet_words() -> dict[str, Any]:
    """Words and states of `identity.yaml`."""
    path = Path(__file__).with_name("identity.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def issuers(key: str) -> tuple[str, ...]:
    """The states that print a paper of that key (`passport`, `id`, `licence`, `ehic`, `permit`)."""
    return tuple(
        code for code, state in sheet_words()["states"].items() if key in state and code in origins()
    )


@dataclass(frozen=True, slots=True)
class _Paper:
    """One identity paper in the making."""

    label: str
    state: str
    holder: Person
    facts: Mapping[str, JsonValue]
    style: int
    draw: Random

    @property
    def printed_state(self) -> dict[str, Any]:
        found: dict[str, Any] = sheet_words()["states"][self.state]
        return found

    @property
    def language(self) -> str:
        return str(self.printed_state["language"])

    def face(self, *, grey: bool = False) -> str:
        """The holder's portrait: one person has one face on all papers."""
        return portrait(self.holder.sex, chance("face", self.holder.name), grey=grey)

    @property
    def ink(self) -> str:
        """Whose hand signs; nobody's on a small child's paper."""
        issued = date.fromisoformat(str(self.facts["issue_date"]))
        return self.holder.name if (issued - self.holder.birth_date).days > _SIGNING_AGE_DAYS else ""

    def label_of(self, name: str) -> str:
        """A field's name in the state's language and in English."""
        words = sheet_words()["words"]
        local, english = words[self.language][name], words["en"][name]
        if local == english:
            return str(local)
        joiner = (" / ", "/", " · ")[self.style % 3]
        return f"{local}{joiner}{english}"

    def day(self, name: str) -> str:
        """A date as identity papers print it."""
        iso = str(self.facts[name])
        return (
            f"{iso[8:]} {_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}",
            printed_date(iso, "pl", 0),
            f"{iso[8:]} {iso[5:7]} {iso[:4]}",
            f"{iso[8:]}/{iso[5:7]}/{iso[:4]}",
            f"{iso[8:]} {_MONTHS[int(iso[5:7]) - 1]}/{_MONTHS[int(iso[5:7]) - 1]} {iso[2:4]}",
        )[self.style % (5 if name in {"issue_date", "expiry_date"} else 4)]

    def value(self, name: str) -> Markup:
        """A field's value, marked."""
        text = self.day(name) if name.endswith("_date") else str(self.facts[name])
        native = {"surname": self.holder.native_surname, "given_names": self.holder.native_given}.get(
            name, ""
        )
        if name == "nationality":
            text = self.printed_nationality()
        if name == "sex":
            text = {"da": "K/F", "sv": "K/F"}.get(self.language, "F") if text == "F" else "M"
        marked = mark(name, text)
        shown = self.language in {"uk", "ru", "el", "ar", "fa"} and native
        return escape(f"{native.upper()} / ") + marked if shown else marked

    def printed_nationality(self) -> str:
        """A word on the state's own papers, a code on papers for foreigners."""
        state = str(self.facts["nationality"])
        if state == self.state:
            return str(self.printed_state["nationality"])
        return state if self.style % 2 else state_name(state, "en").upper()

    def rows(self, names: tuple[str, ...]) -> tuple[tuple[str, Markup], ...]:
        return tuple((self.label_of(name), self.value(name)) for name in names if self.facts.get(name))


def eu_states() -> tuple[str, ...]:
    """The EU, EEA and Nordic states that papers are made for."""
    return tuple(code for code, state in sheet_words()["states"].items() if state.get("eu"))


def mark(name: str, text: str) -> Markup:
    """A value whose box is to be found again."""
    return Markup('<span data-field="{}">{}</span>').format(name, text)


def _personal_number(shape: str, born: date, draw: Random) -> str:
    for token, layout in (("yyyymmdd", "%Y%m%d"), ("ddmmyy", "%d%m%y"), ("yymmdd", "%y%m%d")):
        shape = shape.replace(token, born.strftime(layout))
    return pattern(shape, draw)


def _facts(label: str, state: str, setting: Setting, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The paper's values in normal form; what is given beats what is drawn."""
    draw, holder = setting.draw, setting.people["subject"]
    paper = sheet_words()["states"][state]
    upper = draw.random() < 0.8
    years = {"visa": 1, "residence_permit": 3, "health_insurance_card": 4}.get(
        label, draw.choice([5, 10, 10])
    )
    issued = setting.today - timedelta(days=draw.randint(20, 360 * years - 60))
    if isinstance(given.get("issue_date"), str):
        issued = date.fromisoformat(str(given["issue_date"]))
    personal = paper.get("personal")
    found: dict[str, JsonValue] = {
        "surname": holder.surname.upper() if upper else holder.surname,
        "given_names": holder.given_names.upper() if upper else holder.given_names,
        "birth_date": holder.birth_date.isoformat(),
        "birth_place": holder.birth_place.upper() if upper else holder.birth_place,
        "sex": holder.sex,
        "nationality": holder.state,
        "issuing_state": state,
        "document_number": pattern(paper["number"], draw),
        "personal_number": _personal_number(personal, holder.birth_date, draw) if personal else None,
        "issue_date": issued.isoformat(),
        "expiry_date": (
            issued.replace(year=issued.year + years, day=min(issued.day, 28)) - timedelta(days=1)
        ).isoformat(),
    }
    return found | dict(given)


def _zone(paper: _Paper, code: str, build: Callable[[mrz.ZoneFacts], tuple[str, ...]]) -> tuple[str, ...]:
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


def _extra(paper: _Paper, **more: str) -> dict[str, str]:
    draw = paper.draw
    return {
        "tint": draw.choice(_TINTS),
        "value_font": draw.choice(_VALUE_FONTS),
        "weight": draw.choice(["400", "700"]),
        "side": draw.choice(["left", "left", "left", "right"]),
        "ink": paper.ink,
    } | more


def _content(paper: _Paper, title: str, sheet: str, **parts: Any) -> Content:
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


def _passport(paper: _Paper) -> Content:
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


def _national_id(paper: _Paper) -> Content:
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


def _residence_permit(paper: _Paper) -> Content:
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


def _visa(paper: _Paper) -> Content:
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


def _driving_licence(paper: _Paper) -> Content:
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


def _health_card(paper: _Paper) -> Content:
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


MAKERS: Final[dict[str, tuple[Callable[[_Paper], Content], str]]] = {
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
    facts = _facts(label, state, setting, given or {})
    if label == "residence_permit":
        facts |= _permit_facts(state, setting, given or {})
    if label == "health_insurance_card":
        facts["document_number"] = (given or {}).get(
            "document_number", pattern("80208#########_#####", setting.draw).replace(" ", "")
        )
        facts["person_name"] = f"{facts['surname']} {facts['given_names']}"
    style = setting.draw.randint(0, 59)
    paper = _Paper(label, state, setting.people["subject"], facts, style, setting.draw)
    return MAKERS[label][0](paper)


def _permit_facts(state: str, setting: Setting, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    language = sheet_words()["states"][state]["language"]
    kinds = sheet_words()["permits"].get(language, ["RESIDENCE PERMIT"])
    kind = str(given.get("permit_kind") or setting.draw.choice(kinds))
    lasting = any(word in kind.lower() for word in ("permanent", "niederlassung"))
    return {"permit_kind": kind, "permanent": lasting}
