"""Builds a policy out of a checked file: compiles conditions, finds rules, tries their parameters."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipeline.deciding.conditions import VARIABLES, Condition, compile_condition
from pipeline.deciding.policy import Acceptance, Check, Policy, Requirement
from pipeline.deciding.rules import RULES
from pipeline.deciding.wording import Wording
from pipeline.deciding.written import Where, Written
from pipeline.vocabulary import FIELDS, MISSING_CODES, REQUIREMENTS

_CHECK_FRAME: Final = ("rule", "when", "on_fail", "source")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file being built: the file and its lists."""

    written: Written
    lists: Mapping[str, list[str]]

    def condition(self, text: str | None, where: Where) -> Condition | None:
        """A compiled condition, None for none; a fault names its line and CEL's words."""
        if text is None:
            return None
        try:
            return compile_condition(text, self.lists)
        except ValueError as error:
            words = ", ".join((*VARIABLES, *self.lists))
            raise self.written.fault(where, str(error), f"A condition may use: {words}.") from None

    def known(self, value: str, allowed: Mapping[str, Any] | tuple[str, ...], where: Where) -> str:
        """A word of a closed list; a fault says which there are."""
        if value not in allowed:
            words = ", ".join(allowed)
            raise self.written.fault(where, f"{value} is not known", f"Choose one of: {words}.")
        return value


def built_policy(written: Written, wording: Wording) -> Policy:
    """The policy of a file. Raises PolicyInvalid for conditions, rules or labels that can't be used."""
    data = written.data
    draft = Draft(written, data.get("lists", {}))
    day = date.fromisoformat(data["valid_from"])
    return Policy(
        service=data["service"],
        version=day.isoformat(),
        valid_from=day,
        digest=written.digest,
        due_days=data["settings"]["due_days"],
        booking_despite_gaps=data["settings"]["booking_despite_gaps"],
        defaults=data["defaults"],
        requirements=tuple(
            _requirement(draft, one, ("requirements", number))
            for number, one in enumerate(data["requirements"])
        ),
        wording=wording,
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
        on_fail=data.get("on_fail", "ask"),
        weight=float(data.get("weight", 1)),
        blocking=data.get("blocking", True),
        counts=data.get("counts", True),
        asked_with=data.get("asked_with"),
        missing_code=code,
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
    )


def _check(draft: Draft, data: Mapping[str, Any], where: Where) -> Check:
    name = draft.known(data["rule"], RULES, (*where, "rule"))
    parameters = {
        key: _listed(draft, value, (*where, key)) for key, value in data.items() if key not in _CHECK_FRAME
    }
    signature = inspect.signature(RULES[name])
    try:
        signature.bind(None, None, **parameters)
    except TypeError as error:
        takes = ", ".join(list(signature.parameters)[2:]) or "none"
        raise draft.written.fault(where, f"{name}: {error}", f"Parameters of {name}: {takes}.") from None
    on_fail = data.get("on_fail", "ask")
    return Check(name, parameters, draft.condition(data.get("when"), (*where, "when")), on_fail)


def _listed(draft: Draft, value: Any, where: Where) -> Any:
    """A parameter `$name` stands for the policy's list of that name."""
    if isinstance(value, str) and value.startswith("$"):
        return draft.lists[draft.known(value[1:], tuple(draft.lists), where)]
    return value
