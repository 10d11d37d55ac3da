"""Judges one requirement of one person: tries every paper that could serve, keeps the best."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.deciding.companions import companions
from pipeline.deciding.conditions import Fact
from pipeline.deciding.owed import Owed, facts_about
from pipeline.deciding.policy import Acceptance, Check, Policy
from pipeline.deciding.rules import RULES
from pipeline.deciding.rules.flaws import Flaw, Flaws, Scene
from pipeline.records import MatchedCase, MatchedDocument, Status

_RANK = {"satisfied": 3, "uncertain": 2, "defective": 1}
_SUSPICIONS = ("suspected_alteration", "page_missing")
"""What earlier stages may notice on a paper that a person should see before it counts."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one requirement of one person stands.

    `document`: the best paper, sound or not; `companions` came with it. `pending`: papers that could be what
    is asked for once a person has looked. `strays`: unusable files that may have been meant for this.
    """

    owed: Owed
    status: Status
    document: MatchedDocument | None = None
    companions: tuple[MatchedDocument, ...] = ()
    flaws: Flaws = ()
    pending: tuple[MatchedDocument, ...] = ()
    strays: Flaws = ()
    code: str | None = None

    @property
    def file(self) -> str | None:
        """The file that a request or finding is about."""
        return self.document.file if self.document else None

    @property
    def labels(self) -> frozenset[str]:
        """Labels that can serve."""
        return self.owed.requirement.labels


def judge(owed: Owed, case: MatchedCase, policy: Policy) -> Judged:
    """The best of what was offered; `missing` when nothing fits, which later steps look at again."""
    if owed.applies == "no":
        return Judged(owed, "not_applicable")
    scene = Scene(case, owed.person, policy.defaults)
    facts = facts_about(owed.person, case, policy.defaults)
    offers = [_tried(owed, document, one, scene, facts) for document, one in _offers(owed, case, facts)]
    best = max(offers, key=_rank, default=Judged(owed, "missing"))
    if owed.requirement.counts:
        return best
    return best if best.status == "satisfied" else Judged(owed, "not_applicable")


def _offers(
    owed: Owed, case: MatchedCase, facts: Mapping[str, Fact]
) -> Iterator[tuple[MatchedDocument, Acceptance]]:
    for document in case.documents:
        if document.set_aside is not None or not concerns(owed, document):
            continue
        for acceptance in owed.requirement.accepts:
            serves = document.document.label in acceptance.labels
            if serves and (acceptance.when is None or acceptance.when.holds(facts) is not False):
                yield document, acceptance


def concerns(owed: Owed, document: MatchedDocument) -> bool:
    """Whether a paper is, or could be, about this person; what the household owes, any paper may show."""
    if owed.requirement.subjects == "household" or document.subject == owed.person.id:
        return True
    return document.subject is None and not document.sure


def _tried(
    owed: Owed, document: MatchedDocument, acceptance: Acceptance, scene: Scene, facts: Mapping[str, Fact]
) -> Judged:
    checks = [one for one in acceptance.checks if one.when is None or one.when.holds(facts) is not False]
    flaws = (*_noticed(document), *(flaw for check in checks for flaw in _checked(check, document, scene)))
    beside = companions(document, checks, scene)
    if not flaws:
        return Judged(owed, "satisfied", document, beside)
    certain = next((flaw for flaw in flaws if flaw.certain), None)
    status: Status = "uncertain" if certain is None else "defective"
    return Judged(owed, status, document, beside, flaws, code=certain.code if certain else None)


def _checked(check: Check, document: MatchedDocument, scene: Scene) -> Flaws:
    flaws = RULES[check.rule](document, scene, **check.parameters)
    return flaws if check.on_fail == "ask" else tuple(replace(flaw, certain=False) for flaw in flaws)


def _noticed(document: MatchedDocument) -> Flaws:
    noticed = (*document.findings, *document.document.findings)
    return tuple(
        Flaw(one.code, certain=False, field=one.field, page=one.page, box=one.box)
        for one in noticed
        if one.code in _SUSPICIONS
    )


def _rank(judged: Judged) -> tuple[object, ...]:
    """The soundest first; then by content, never by name or order."""
    certain = sum(flaw.certain for flaw in judged.flaws)
    document = judged.document
    assert document is not None  # noqa: S101 - only offers are ranked
    return (
        _RANK[judged.status],
        -certain,
        -len(judged.flaws),
        document.document.confidence,
        document.sha256,
        document.document.pages,
    )
