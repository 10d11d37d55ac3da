"""A policy as the decision uses it: frozen, checked. How one is written: `pipeline/policies/README.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pipeline.deciding.conditions import Condition, Fact
from pipeline.deciding.wording import Wording
from pipeline.records import Texts

Subjects = Literal["each", "children", "applicant", "household"]
About = Literal["subject", "principal"]
OnFail = Literal["ask", "review", "pass_over", "bring"]
WhenUnknown = Literal["applies", "not_owed", "review"]
Setting = float | bool | str
"""A number, a switch, or what follows from a gap: `ask` or `review`."""


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule with its parameters; `when` None: always.

    `on_fail` review: a failure goes to a person; pass_over: a paper that fails is no offer by this way;
    bring: nothing is asked for now, the letter says to bring the original to the meeting.
    """

    rule: str
    parameters: Mapping[str, Any]
    when: Condition | None
    on_fail: OnFail


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Labels that serve a requirement, with the checks that such a document must pass, in order of weight.

    `about`: whose paper it is, the person concerned or the one on whom the application rests. `beside`: what
    has to come with it.
    """

    labels: tuple[str, ...]
    when: Condition | None
    checks: tuple[Check, ...]
    about: About = "subject"
    beside: tuple["Part", ...] = ()

    @property
    def all_labels(self) -> frozenset[str]:
        """Its own labels, those of what comes with it, and those that its checks look for."""
        sought = (label for check in self.checks for label in check.parameters.get("labels", ()))
        parts = (label for part in self.beside for label in part.paper.all_labels)
        return frozenset((*self.labels, *sought, *parts))


@dataclass(frozen=True, slots=True)
class Part:
    """A further paper that an acceptance asks for. `needs`, `missing_code`: how it is asked for."""

    paper: Acceptance
    needs: Texts
    missing_code: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be shown, by whom, and what serves.

    `needs`: the thing asked for, in the middle of a sentence. `near`: labels that look right and can't serve.
    `counts` False: optional, never asked for. `asked_with`: no request of its own when that one has one.
    `because`: the facts of the profile that explain it, those of its condition where the policy names none.
    `shown_when`: shown by what the profile tells, not by papers; `shown_code`: what is found when it is not.
    `rule_class`: S statute, N national practice, P local practice.
    """

    id: str
    subjects: Subjects
    applies_when: Condition
    when_unknown: WhenUnknown
    accepts: tuple[Acceptance, ...]
    near: tuple[str, ...]
    on_fail: OnFail
    weight: float
    blocking: bool
    counts: bool
    asked_with: str | None
    missing_code: str
    because: tuple[str, ...]
    shown_when: Condition | None
    shown_code: str
    title: Texts
    needs: Texts
    hint: Texts
    alternatives: tuple[Texts, ...]
    legal_basis: str
    rule_class: Literal["S", "N", "P"]

    @property
    def labels(self) -> frozenset[str]:
        """Every label that can serve, whoever it is for."""
        return frozenset(label for one in self.accepts for label in one.all_labels)


@dataclass(frozen=True, slots=True)
class Policy:
    """All that one service asks for, from a day on. `defaults`: what is taken where the profile is silent.

    `municipality`: whose own version it is, None for everybody's; `municipal`: the day of what it set.
    `machine_learning` False: kinds and values
    come from persons and proved zones alone. `named`: its settings and lists; `own`: those of them that a
    municipality may set for itself.
    """

    service: str
    municipality: str | None
    version: str
    municipal: str | None
    valid_from: date
    digest: str
    due_days: int
    booking_despite_gaps: bool
    machine_learning: bool
    named: Mapping[str, Setting | list[str]]
    own: tuple[str, ...]
    defaults: Mapping[str, Fact]
    requirements: tuple[Requirement, ...] = field(repr=False)
    wording: Wording = field(repr=False)
