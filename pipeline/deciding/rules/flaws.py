"""What a rule says: nothing when all is well, else flaws, certain or doubtful, with the place to look at."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline.deciding.conditions import Fact
from pipeline.deciding.wording import Said
from pipeline.records import Box, Field, MatchedCase, MatchedDocument, Person


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a document, or (`certain` False) one that a person must look at.

    `wording`: a text of its own, `finding.<wording>`, where that of the code would not say it. `lacking`: a
    further paper was not sent, so there is no place to look at.
    """

    code: str
    certain: bool = True
    field: str | None = None
    page: int | None = None
    box: Box | None = None
    facts: Mapping[str, Said] = dataclasses.field(default_factory=dict)
    wording: str | None = None
    lacking: bool = False


Flaws = tuple[Flaw, ...]
FINE: Flaws = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at beside the document: the case, the person concerned, the policy's defaults."""

    case: MatchedCase
    person: Person
    defaults: Mapping[str, Fact]

    def day(self, name: str) -> date:
        """A day of the case: `as_of`, `received`, `move_in`, `stay_from`.

        `move_in` falls back to `stay_from` (contract), that to the day which the policy's `defaults` name.
        """
        profile = self.case.profile
        known = {
            "as_of": self.case.as_of,
            "received": profile.received,
            "stay_from": profile.stay_from,
            "move_in": profile.move_in or profile.stay_from,
        }
        return known[name] or known[str(self.defaults["unknown_day"])] or profile.received


def read(document: MatchedDocument, name: str) -> Field | None:
    """A field one may rest on: accepted, and there. None: a person must look (see `unread`)."""
    field = document.document.field(name)
    return field if field is not None and field.accepted and field.value is not None else None


def readings(document: MatchedDocument, name: str) -> tuple[MatchedDocument, ...]:
    """The document with each of the values that sources read there; none where only one was read.

    A doubt between values of which a rule takes each changes nothing, and nobody need look (decision 122).
    """
    field = document.document.field(name)
    if field is None or field.accepted or not isinstance(field.value, str) or not field.conflicts:
        return ()
    others = (told.partition(": ")[2] for told in field.conflicts)
    return tuple(
        _reading(document, replace(field, value=one, accepted=True)) for one in (field.value, *others)
    )


def _reading(document: MatchedDocument, field: Field) -> MatchedDocument:
    fields = tuple(field if one.name == field.name else one for one in document.document.fields)
    return replace(document, document=replace(document.document, fields=fields))


def known_absent(document: MatchedDocument, name: str) -> bool:
    """A person said that the document does not carry it."""
    field = document.document.field(name)
    return field is not None and field.accepted and field.value is None


def found(document: MatchedDocument, name: str) -> bool:
    """The machine saw something there, to be trusted or not."""
    field = document.document.field(name)
    return field is not None and field.value is not None


def at(document: MatchedDocument, name: str, code: str, wording: str | None = None, **facts: Said) -> Flaw:
    """A certain flaw at the place of a field."""
    field = document.document.field(name)
    page, box = (field.page, field.box) if field else (document.document.pages[0], None)
    return Flaw(code, wording=wording, field=name, page=page, box=box, facts=facts)


def doubt_at(
    document: MatchedDocument,
    name: str,
    code: str = "low_confidence",
    wording: str | None = None,
    **facts: Said,
) -> Flaw:
    """A doubt at the place of a field."""
    return replace(at(document, name, code, wording, **facts), certain=False)


def day_of(field: Field | None) -> date | None:
    """A whole day; None for a field that is not there or of which parts are unknown."""
    if field is None or "X" in str(field.value):
        return None
    try:
        return date.fromisoformat(str(field.value))
    except ValueError:
        return None
