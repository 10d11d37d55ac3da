"""What a planned case must come out as: statuses and items follow from the facts and the flaws planted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import floor
from typing import Any, Final

from samples.applications.facts import table
from samples.applications.flaws import Case
from samples.applications.owing import Owed, also, owed

_ASKED_ONCE: Final = "host_declaration"
_MOST_READINGS: Final = 4096


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement with its right status, and those that are just as right; `code` is what is asked for.

    `optional`: the verdict may leave it out. `open`: asking for nothing is right too.
    `notes`: codes of findings that must stand there.
    """

    owed: Owed
    status: str
    also: tuple[str, ...] = ()
    code: str | None = None
    code_also: tuple[str, ...] = ()
    optional: bool = False
    open: bool = False
    notes: tuple[str, ...] = ()


def judged(case: Case) -> tuple[Judged, ...]:
    """Every requirement of the service: owed ones per person, others once as not applicable."""
    planted = {one.owed: one for one in case.consequences}
    found = []
    for one in owed(case.facts):
        flaw, extra = planted.get(one), also(one.id, "also", case.facts)
        if flaw is None:
            found.append(Judged(one, "satisfied", extra, optional=bool(extra)))
        else:
            found.append(
                Judged(
                    one,
                    flaw.status,
                    flaw.status_also,
                    flaw.code,
                    flaw.code_also,
                    open=flaw.open,
                    notes=flaw.notes,
                )
            )
    known = {one.owed.id for one in found}
    return (
        *found,
        *(
            Judged(Owed(name, "applicant"), "not_applicable", also(name, "never", case.facts), optional=True)
            for name in table("requirements")[case.facts.service]
            if name not in known
        ),
    )


def outcome_of(statuses: Sequence[str]) -> tuple[str, float]:
    """Outcome and completeness of a set of statuses, as the contract defines them."""
    counted = [status for status in statuses if status != "not_applicable"]
    satisfied = counted.count("satisfied")
    if satisfied == len(counted):
        return "complete", 1.0
    outcome = "needs_review" if "uncertain" in counted else "incomplete"
    return outcome, floor(100 * satisfied / len(counted)) / 100


def _readings(all_of: Sequence[Judged]) -> Iterator[tuple[str, ...]]:
    """Every choice of statuses that are right; the expected one first."""
    choices = [tuple(dict.fromkeys((one.status, *one.also))) for one in all_of]
    for place, reading in enumerate(product(*choices)):
        if place < _MOST_READINGS:
            yield reading


def _requirement(one: Judged) -> dict[str, Any]:
    return {
        "id": one.owed.id,
        "subject": one.owed.subject,
        "status": one.status,
        **({"status_also": list(one.also)} if one.also else {}),
        **({"optional": True} if one.optional and one.status != "not_applicable" else {}),
        **({"notes": list(one.notes)} if one.notes else {}),
    }


def _missing_item(one: Judged) -> dict[str, Any]:
    return {
        "requirement": one.owed.id,
        "subject": one.owed.subject,
        "code": one.code,
        **({"code_also": list(one.code_also)} if one.code_also else {}),
        **({"optional": True} if one.open else {}),
    }


def verdict_of(case: Case) -> dict[str, Any]:
    """Outcome, completeness, requirements and missing items, each with what is just as right."""
    found = judged(case)
    rights = list(dict.fromkeys(outcome_of(reading) for reading in _readings(found)))
    outcome, completeness = rights[0]
    outcomes = [one for one in dict.fromkeys(name for name, _ in rights) if one != outcome]
    shares = [one for one in dict.fromkeys(share for _, share in rights) if one != completeness]
    return {
        "point": "; ".join(dict.fromkeys(one.code or "doubt" for one in case.consequences)) or "complete",
        "why": " ".join(dict.fromkeys(one.why for one in case.consequences)) or "All that is owed was sent.",
        "outcome": outcome,
        **({"outcome_also": outcomes} if outcomes else {}),
        "completeness": completeness,
        **({"completeness_also": shares} if shares else {}),
        "requirements": [_requirement(one) for one in found],
        "missing_items": [_missing_item(one) for one in found if one.code and one.owed.id != _ASKED_ONCE],
    }
