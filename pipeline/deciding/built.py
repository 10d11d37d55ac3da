"""Builds a policy out of a checked file: compiles conditions, finds rules, tries their parameters."""

import inspect
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipeline.deciding.conditions import VARIABLES, Condition, compile_condition
from pipeline.deciding.policy import Acceptance, Check, Part, Policy, Requirement
from pipeline.deciding.rules import RULES
from pipeline.deciding.wording import Wording
from pipeline.deciding.written import Where, Written, misfit
from pipeline.vocabulary import FIELDS, MISSING_CODES, REQUIREMENTS

_OWN_SETTINGS: Final = ("due_days", "booking_despite_gaps", "machine_learning")
_CHECK_FRAME: Final = ("rule", "when", "on_fail", "source")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file being built: the file, its lists, and its settings by name."""

    written: Written
    lists: Mapping[str, list[str]]
    settings: Mapping[str, Any]

    def condition(self, text: str | None, where: Where) -> Condition | None:
        """A compiled condition, None for none; a fault names its line and CEL's words."""
        if text is None:
            return None
        switches = {name: value for name, value in self.settings.items() if isinstance(value, bool)}
        try:
            return compile_condition(text, {**self.lists, **switches})
        except ValueError as error:
            words = ", ".join((*VARIABLES, *self.lists, *switches))
            raise self.written.fault(where, str(error), f"A condition may use: {words}.") from None

    def named(self, value: Any, where: Where) -> Any:
        """What `$name` stands for: the policy's list or setting of that name; anything else as it is."""
        if not (isinstance(value, str) and value.startswith("$")):
            return value
        name = value[1:]
        meant = {**self.settings, **self.lists}[self.known(name, (*self.settings, *self.lists), where)]
        wrong = misfit(str(where[-1]), meant)
        if wrong is not None:
            raise self.written.fault(self.place(name), wrong, f"{'.'.join(map(str, where))} refers to it.")
        return meant

    def place(self, name: str) -> Where:
        """Where a setting or list is set."""
        return ("settings" if name in self.settings else "lists", name)

    def known(self, value: str, allowed: Mapping[str, Any] | tuple[str, ...], where: Where) -> str:
        """A word of a closed list; a fault says which there are."""
        if value not in allowed:
            words = ", ".join(allowed)
            raise self.written.fault(where, f"{value} is not known", f"Choose one of: {words}.")
        return value


def built_policy(written: Written, wording: Wording) -> Policy:
    """The policy of a file. Raises PolicyInvalid for conditions, rules or labels that can't be used."""
    data = written.data
    draft = Draft(written, data.get("lists", {}), data["settings"])
    day = date.fromisoformat(data["valid_from"])
    _no_idle_settings(written)
    return Policy(
        service=data["service"],
        municipality=data.get("municipality"),
        version=data.get("version", day.isoformat()),
        municipal=data.get("municipal"),
        valid_from=day,
        digest=written.digest,
        due_days=draft.settings["due_days"],
        booking_despite_gaps=draft.settings["booking_despite_gaps"],
        machine_learning=draft.settings.get("machine_learning", True),
        named={**draft.settings, **draft.lists},
        own=_own(draft),
        defaults=data["defaults"],
        requirements=tuple(
            _requirement(draft, one, ("requirements", number))
            for number, one in enumerate(data["requirements"])
        ),
        wording=wording,
    )


def _no_idle_settings(written: Written) -> None:
    """A setting that no check or condition refers to is a slip of the pen."""
    used = json.dumps(written.data["requirements"], default=str)
    for name in written.data["settings"]:
        if name not in _OWN_SETTINGS and not re.search(rf"\b{name}\b", used):
            raise written.fault(("settings", name), f"{name} is used by no check", f"Refer to it as ${name}.")


def _own(draft: Draft) -> tuple[str, ...]:
    """What a municipality may set for itself; each is a setting or list of this policy."""
    names = draft.written.data.get("municipalities_may_set", ())
    known = (*draft.settings, *draft.lists)
    return tuple(
        draft.known(name, known, ("municipalities_may_set", place)) for place, name in enumerate(names)
    )


def _requirement(draft: Draft, data: Mapping[str, Any], where: Where) -> Requirement:
    service = str(draft.written.data["service"])
    applies_when = draft.condition(data["applies_when"], (*where, "applies_when"))
    assert applies_when is not None  # noqa: S101 - the schema demands it
    code = draft.known(data.get("missing_code", "document_missing"), MISSING_CODES, (*where, "missing_code"))
    return Requirement(
        id=draft.known(data["id"], REQUIREMENTS[service], (*where, "id")),
        subjects=data["subjects"],
        applies_when=applies_when,
        when_unknown=data.get("when_unknown", "review"),
        accepts=tuple(
            _acceptance(draft, one, (*where, "accepts", number)) for number, one in enumerate(data["accepts"])
        ),
        near=tuple(draft.known(label, FIELDS, (*where, "near")) for label in data.get("near", ())),
        on_fail=draft.named(data.get("on_fail", "ask"), (*where, "on_fail")),
        weight=float(data.get("weight", 1)),
        blocking=data.get("blocking", True),
        counts=data.get("counts", True),
        asked_with=data.get("asked_with"),
        missing_code=code,
        because=tuple(draft.known(name, VARIABLES, (*where, "because")) for name in data.get("because", ()))
        or applies_when.asks_for,
        shown_when=draft.condition(data.get("shown_when"), (*where, "shown_when")),
        shown_code=draft.known(data.get("shown_code", code), MISSING_CODES, (*where, "shown_code")),
        title=data["title"],
        needs=data["needs"],
        hint=data["hint"],
        alternatives=tuple(data.get("alternatives", ())),
        legal_basis=data["legal_basis"],
        rule_class=data["class"],
    )


def _acceptance(draft: Draft, data: Mapping[str, Any], where: Where) -> Acceptance:
    return Acceptance(
        labels=tuple(draft.known(label, FIELDS, (*where, "labels")) for label in data["labels"]),
        when=draft.condition(data.get("when"), (*where, "when")),
        checks=tuple(
            _check(draft, one, (*where, "checks", number)) for number, one in enumerate(data["checks"])
        ),
        about=data.get("about", "subject"),
        beside=tuple(
            _part(draft, one, (*where, "beside", number)) for number, one in enumerate(data.get("beside", ()))
        ),
    )


def _part(draft: Draft, data: Mapping[str, Any], where: Where) -> Part:
    code = draft.known(data.get("missing_code", "document_missing"), MISSING_CODES, (*where, "missing_code"))
    return Part(_acceptance(draft, data, where), data["needs"], code)


def _check(draft: Draft, data: Mapping[str, Any], where: Where) -> Check:
    name = draft.known(data["rule"], RULES, (*where, "rule"))
    parameters = {
        key: draft.named(value, (*where, key)) for key, value in data.items() if key not in _CHECK_FRAME
    }
    signature = inspect.signature(RULES[name])
    try:
        signature.bind(None, None, **parameters)
    except TypeError as error:
        takes = ", ".join(list(signature.parameters)[2:]) or "none"
        raise draft.written.fault(where, f"{name}: {error}", f"Parameters of {name}: {takes}.") from None
    on_fail = draft.named(data.get("on_fail", "ask"), (*where, "on_fail"))
    return Check(name, parameters, draft.condition(data.get("when"), (*where, "when")), on_fail)
