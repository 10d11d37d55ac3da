"""What all identity papers share on their way to a sheet: emblems, extras, and the content they end in."""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from pipeline.records import JsonValue
from pipeline.vocabulary import ANYWHERE, FIELDS
from samples.content import Content
from samples.drawings.portraits import Print
from samples.identity import emblems
from samples.identity.paper import Paper
from samples.identity.states import code_of
from samples.people.persons import origin, origins
from samples.people.places import DENMARK, home_address

_ARMS_COLOURS: Final = ("#7a1521", "#14345c", "#3a3a3a", "#8a6a1c", "#1d5c3a")
GREY_LOOKS: Final[tuple[Print, ...]] = ("colour", "colour", "grey", "grey", "engraved")


def _extra(paper: Paper, more: Mapping[str, str]) -> dict[str, str]:
    """Pictures and words that a layout may use or leave."""
    code = code_of(paper.state)
    number = str(paper.facts.get("document_number") or "")
    drawn = {
        "flag": emblems.flag(paper.state),
        "union": emblems.union_flag(code if len(code) < 4 else code[:3]),
        "arms": emblems.arms(paper.state, paper.draw.choice(_ARMS_COLOURS)),
        "bars": emblems.bars(number or paper.holder.name),
        "dots": emblems.dots(paper.holder.name),
        "code": code,
        "number": number,
        "ink": paper.ink,
        "kind": paper.kind,
        "eu": "yes" if paper.printed_state.get("eu") else "",
    }
    return drawn | dict(more)


def home_of(paper: Paper) -> str:
    """An address in the issuing state, of those that the world knows addresses of."""
    setting = paper.setting
    known = paper.state == DENMARK or (paper.state in origins() and origin(paper.state).get("addresses"))
    return home_address(setting.split, paper.draw, paper.state) if setting and known else ""


def fields_of_paper(paper: Paper) -> dict[str, JsonValue]:
    """The contract's fields of the label, and what may stand anywhere."""
    return {
        name: paper.facts[name]
        for name in (*FIELDS[paper.label], *ANYWHERE)
        if paper.facts.get(name) is not None
    }


def set_out(paper: Paper, title: str | Markup, sheet: str, **parts: Any) -> Content:
    """The content of a paper; `more` are extras, `below` and `subtitle` stand for the state's names."""
    state = paper.printed_state
    more: Mapping[str, str] = parts.pop("more", {})
    extra = _extra(paper, more)
    if paper.fault and parts.get("zone"):
        extra["disagrees"] = paper.fault
    return Content(
        label=paper.label,
        kind=paper.label if paper.kind == "ordinary" else f"{paper.label}_{paper.kind}",
        language=paper.language,
        sheets=(sheet,),
        title=escape(title),
        subtitle=escape(parts.pop("subtitle", state["name"])),
        issuer=(escape(parts.pop("below", state["english"])),),
        recipient=(),
        footer=(),
        fields=fields_of_paper(paper),
        implied=frozenset({"issuing_state", "permanent"}),
        state=code_of(paper.state),
        extra=extra,
        **parts,
    )
