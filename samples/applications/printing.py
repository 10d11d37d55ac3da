"""The contents of planned papers, and what stands on them in print: with no typesetting at all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from markupsafe import Markup, escape

from pipeline.records import JsonValue
from pipeline.vocabulary import FIELDS
from samples.applications.facts import Facts
from samples.applications.flaws import LOST
from samples.applications.planning import Planned
from samples.chance import chance
from samples.content import Checks, Content, Grid, PageBreak, Prose, Rows, Signs
from samples.identity.paper import facts_of, permit_facts
from samples.identity.papers import MAKERS, make_identity
from samples.writing.content_files import kinds
from samples.writing.content_maker import make_content
from samples.writing.values import Setting, pattern

_MARK: Final = re.compile(r'data-field="(\w+)"')
_TRIES: Final = 12
_BACK: Final = frozenset({"birth_place", "issue_date", "personal_number"})
_COPY: Final = {
    "da": "KOPI",
    "de": "KOPIE",
    "fr": "PHOTOCOPIE",
    "es": "COPIA",
    "it": "COPIA",
    "pl": "KSEROKOPIA",
}
_DRAFT: Final = {"da": "UDKAST – ", "en": "DRAFT – ", "de": "ENTWURF – "}


def _setting(paper: Planned, facts: Facts, attempt: int) -> Setting:
    draw = chance("application", facts.case_id, facts.split, paper.key.removeprefix("older:"), attempt)
    today = facts.received - timedelta(days=6)
    return Setting(paper.language, facts.split, today, paper.cast, draw, paper.state)


def _texts(content: Content) -> Iterator[Markup]:
    yield from (content.title, content.subtitle, *content.issuer, *content.recipient, *content.footer)
    for block in content.blocks:
        match block:
            case Rows(rows=rows):
                yield from (text for _, text in rows)
            case Prose(paragraphs=paragraphs):
                yield from paragraphs
            case Grid(rows=cells):
                yield from (cell for row in cells for cell in row)
            case Checks(options=options):
                yield from (text for text, _ in options)
            case Signs(place_and_day=line):
                yield line
            case _:
                pass


def _places(content: Content) -> frozenset[str]:
    return frozenset(
        place.field for block in content.blocks if isinstance(block, Signs) for place in block.places
    )


def printed_fields(content: Content) -> dict[str, JsonValue]:
    """The fields that stand in print, places to sign among them, or hold without it."""
    marked = {name for text in _texts(content) for name in _MARK.findall(text)}
    shown = marked | _places(content) | content.implied
    return {name: value for name, value in content.fields.items() if name in shown}


def _written(paper: Planned, facts: Facts) -> Content:
    """The content whose wording prints all that a rule will look at; the last try when none does."""
    kind = next(one for one in kinds()[paper.label] if one.name == paper.kind)
    wanted = {name for name in paper.must if paper.facts.get(name, "") is not None}
    for attempt in range(_TRIES):
        setting = _setting(paper, facts, attempt)
        content = make_content(kind, setting, paper.facts)
        if wanted <= set(printed_fields(content)):
            return content
    return content


def content_of(paper: Planned, facts: Facts) -> Content:
    """The paper as it is to be printed: a draft says so, a last page to lose begins at the signatures."""
    if paper.label in MAKERS:
        content = make_identity(paper.label, paper.state, _setting(paper, facts, 0), paper.facts)
        return replace(content, back=(), zone=()) if paper.condition == "front_only" else content
    content = _written(paper, facts)
    if paper.draft:
        title = escape(_DRAFT.get(paper.language, "DRAFT – ")) + content.title
        content = replace(content, label="other", kind=f"draft_{paper.kind}", title=title, fields={})
    if paper.copy:
        content = replace(content, footer=(*content.footer, escape(_COPY.get(paper.language, "COPY"))))
    if paper.condition == "last_page_lost":
        place = next(i for i, block in enumerate(content.blocks) if isinstance(block, Signs))
        blocks = (*content.blocks[:place], PageBreak(), *content.blocks[place:])
        content = replace(content, blocks=blocks)
    return content


def _identity_fields(paper: Planned, facts: Facts) -> dict[str, JsonValue]:
    """What an identity paper shows, without drawing its portrait; the same draws in the same order."""
    setting = _setting(paper, facts, 0)
    found = facts_of(paper.label, paper.state, setting, paper.facts)
    if paper.label == "residence_permit":
        found |= permit_facts(paper.state, setting, paper.facts)
    if paper.label == "health_insurance_card":
        found["document_number"] = pattern("80208#########_#####", setting.draw).replace(" ", "")
        found["person_name"] = f"{found['surname']} {found['given_names']}"
    return {name: found[name] for name in FIELDS[paper.label] if found.get(name) not in {None, ""}}


def fields_of(paper: Planned, facts: Facts) -> dict[str, JsonValue]:
    """The fields of the paper as it was sent, a few milliseconds a case."""
    if paper.condition in LOST or paper.draft:
        return {}
    if paper.label in MAKERS:
        found = _identity_fields(paper, facts)
    else:
        found = printed_fields(_written(paper, facts))
    return sent_fields(paper, found)


def sent_fields(paper: Planned, printed: Mapping[str, Any]) -> dict[str, JsonValue]:
    """What is left of the printed fields after what happened to the paper on its way."""
    lost: frozenset[str] = frozenset()
    if paper.condition == "front_only":
        lost = _BACK
    elif paper.condition == "last_page_lost":
        lost = frozenset(name for name in printed if name.startswith("signed_"))
    elif paper.condition == "cut_off":
        lost = frozenset(paper.must[1:])
    return {name: value for name, value in printed.items() if name not in lost}
