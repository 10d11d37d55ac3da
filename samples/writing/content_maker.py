"""From a content file to the content of one document: values drawn, wordings chosen, blocks filled."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from markupsafe import Markup

from pipeline.records import JsonValue
from pipeline.vocabulary import ANYWHERE, FIELDS
from samples.content import Content
from samples.document import Split
from samples.people.persons import Person, make_person, origins
from samples.people.places import DENMARK
from samples.writing.blocks import Blocks
from samples.writing.content_files import Kind, wording
from samples.writing.values import Setting, Value, drawn
from samples.writing.wording import Writer

HOMES: Mapping[str, tuple[str, ...]] = {
    "sv": ("SWE",), "no": ("NOR",), "fi": ("FIN",), "is": ("ISL",), "de": ("DEU",), "nl": ("NLD",),
    "fr": ("FRA", "MAR"), "es": ("ESP",), "pt": ("PRT", "BRA"), "it": ("ITA",), "pl": ("POL",),
    "ro": ("ROU",), "hr": ("HRV",), "lt": ("LTU",), "el": ("GRC",), "tr": ("TUR",), "uk": ("UKR",),
    "ru": ("RUS",), "ar": ("SYR", "MAR"), "fa": ("IRN",), "zh": ("CHN",), "vi": ("VNM",), "so": ("SOM",),
    "hi": ("IND",),
}  # fmt: skip
"""Language → the states it is written in, where a wording does not say; Danish and English: Denmark."""


def people(state: str, split: Split, draw: Random, home: str | None = None) -> dict[str, Person]:
    """The cast of a document from `state`: subject, partner, child, two parents, a stranger, an official.

    Danish papers name people of anywhere, others those of their own state; `home` says otherwise.
    """
    origin = home or (state if state != DENMARK else draw.choice(origins()))
    adults = {role: make_person(origin, split, draw) for role in ("subject", "partner")}
    parents = {
        "father": make_person(origin, split, draw, sex="M"),
        "mother": make_person(origin, split, draw, sex="F"),
    }
    others = {role: make_person(state, split, draw) for role in ("stranger", "official")}
    return adults | parents | others | {"child": make_person(origin, split, draw, ages=(0, 16))}


def a_setting(
    language: str, split: Split, draw: Random, *, state: str | None = None, origin: str | None = None
) -> Setting:
    """A day between 2023 and the end of 2026, a state, and a cast, of one origin when that is given."""
    today = date(2023, 1, 9) + timedelta(days=draw.randint(0, 1430))
    state = state or draw.choice(HOMES.get(language, (DENMARK,)))
    return Setting(language, split, today, people(state, split, draw, origin), draw, state)


def setting_for(
    kind: Kind, language: str, split: Split, draw: Random, *, origin: str | None = None
) -> Setting:
    """A setting that suits a kind of document: a language file may name the states it is from."""
    states = wording(kind.folder, language).get("states")
    return a_setting(language, split, draw, state=draw.choice(states) if states else None, origin=origin)


def _drawn_facts(facts: Mapping[str, str], setting: Setting, given: Mapping[str, JsonValue]) -> None:
    """Fill the setting's values; what is given beats what is drawn, None meaning absent."""
    for name, words in facts.items():
        kept = [word for word in words.split() if not word.startswith("chance=")]
        likely = next((float(word[7:]) for word in words.split() if word.startswith("chance=")), 1.0)
        absent = setting.draw.random() >= likely
        value: Value | None = drawn(" ".join(kept), setting)
        if name in given:
            value = None if given[name] is None else Value(value.kind if value else "text", given[name])
        elif absent:
            value = None
        setting.values[name] = value


def make_content(
    kind: Kind, setting: Setting, given: Mapping[str, JsonValue] | None = None, *, style: int | None = None
) -> Content:
    """Write one document; `given` fixes facts (None: absent), everything else is drawn."""
    raw = wording(kind.folder, setting.language)
    _drawn_facts({**kind.facts, **raw.get("facts", {})}, setting, given or {})
    style = setting.draw.randint(0, 11) if style is None else style
    fields = frozenset((*FIELDS[kind.label], *ANYWHERE))
    writer = Writer(setting, style, fields, raw.get("words", {}))
    blocks = [Blocks(writer).made(one) for one in raw["blocks"]]
    state = setting.values.get("issuing_state")
    return Content(
        label=kind.label,
        kind=kind.name,
        language=setting.language,
        sheets=tuple(raw.get("sheets", kind.sheets)),
        title=writer.chosen(raw["title"]) or Markup(""),
        subtitle=writer.chosen(raw.get("subtitle", "")) or Markup(""),
        issuer=tuple(_lines(writer, raw.get("issuer", []))),
        recipient=tuple(_lines(writer, raw.get("recipient", []))),
        blocks=tuple(block for block in blocks if block),
        footer=tuple(_lines(writer, raw.get("footer", []))),
        fields=_truth(setting, fields),
        implied=kind.implied | frozenset(raw.get("implied", ())),
        state=str(state.normal) if state else kind.state,
        stamp=tuple(line.striptags() for line in _lines(writer, raw.get("stamp", []))),
    )


def _lines(writer: Writer, items: Sequence[Any]) -> list[Markup]:
    filled = [writer.chosen(item) for item in items]
    return [line for line in filled if line]


def _truth(setting: Setting, fields: frozenset[str]) -> dict[str, JsonValue]:
    """The values that are fields of the contract, in its normal forms."""
    found = {name: value.normal for name, value in setting.values.items() if value and name in fields}
    if isinstance(found.get("cpr"), str):
        found["cpr"] = str(found["cpr"]).replace("-", "")
    if isinstance(found.get("year"), str):
        found["year"] = int(str(found["year"]))
    return found
