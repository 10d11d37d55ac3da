"""Judges one requirement of one person: tries every paper that could serve, keeps the best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.deciding.companions import companions
from pipeline.deciding.conditions import Condition, Fact
from pipeline.deciding.owed import Owed, facts_about, principal_of
from pipeline.deciding.policy import About, Acceptance, Check, Policy, Requirement
from pipeline.deciding.rules import RULES
from pipeline.deciding.rules.flaws import FINE, Flaw, Flaws, Scene, readings
from pipeline.records import MatchedCase, MatchedDocument, Person, Status

_RANK: Final = {"satisfied": 3, "uncertain": 2, "defective": 1}
_OF_PRESENCE: Final = frozenset({"present", "any_present", "not_cut_away"})
"""Rules that ask whether a value was read surely: two readings of it are no answer (decision 122)."""
_NOTICED: Final = {"suspected_alteration": False, "page_missing": True, "not_final": True}
"""What earlier stages may notice on a paper, and whether that alone is reason to ask for it anew."""


_NOT_WHOLE: Final = ("cut_off", "page_missing", "back_side_missing")
"""Flaws that a new picture of the same paper mends: that is asked for rather than another paper."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one requirement of one person stands.

    `document`: the best paper, sound or not; `companions` came with it. `pending`: papers that could be what
    is asked for once a person has looked. `strays`: unusable files that may have been meant for this.
    `to_bring`: why originals matter at the meeting, which changes no status.
    """

    owed: Owed
    status: Status
    document: MatchedDocument | None = None
    companions: tuple[MatchedDocument, ...] = ()
    flaws: Flaws = ()
    pending: tuple[MatchedDocument, ...] = ()
    strays: Flaws = ()
    to_bring: Flaws = ()
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
    facts = facts_about(owed.person, case, policy.defaults)
    if owed.requirement.shown_when is not None:
        return _told(owed, owed.requirement.shown_when.holds(facts))
    accepts = [one for one in owed.requirement.accepts if _may(one.when, facts)]
    found = best_of(accepts, Ground(owed, case, policy, facts))
    best = found or Judged(owed, "missing")
    if owed.requirement.counts:
        return best
    return best if best.status == "satisfied" else Judged(owed, "not_applicable")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a paper is judged on: what is owed, the case, the policy, the facts that conditions ask for."""

    owed: Owed
    case: MatchedCase
    policy: Policy
    facts: Mapping[str, Fact]

    def scene(self, about: About) -> Scene | None:
        """The scene of whose paper it is; None where nobody knows who that is."""
        person = self.owed.person if about == "subject" else principal_of(self.case.profile)
        return Scene(self.case, person, self.policy.defaults) if person else None


def best_of(accepts: Sequence[Acceptance], ground: Ground) -> Judged | None:
    """The best paper of the case by any of these; None when nothing was offered."""
    scenes = [(one, ground.scene(one.about)) for one in accepts]
    offers = (
        _tried(document, one, scene, ground)
        for one, scene in scenes
        if scene is not None
        for document in ground.case.documents
        if document.set_aside is None
        and document.document.label in one.labels
        and concerns(ground.owed.requirement, scene.person, document)
    )
    return max((offer for offer in offers if offer), key=_rank, default=None)


def concerns(requirement: Requirement, person: Person, document: MatchedDocument) -> bool:
    """Whether a paper is, or could be, about this person; what the household owes, any paper may show."""
    if requirement.subjects == "household" or document.subject == person.id:
        return True
    return document.subject is None and not (document.sure and document.document.label != "other")


def _told(owed: Owed, holds: bool | None) -> Judged:  # noqa: FBT001 - three answers
    """What the profile tells shows it, or does not; what it leaves open, a person asks a register."""
    if holds:
        return Judged(owed, "satisfied")
    code = owed.requirement.shown_code
    flaw = Flaw(code, certain=holds is False, wording=f"{code}.told")
    return Judged(owed, "uncertain" if holds is None else "defective", flaws=(flaw,), code=code)


def _may(when: Condition | None, facts: Mapping[str, Fact]) -> bool:
    """Whether a condition holds or may hold."""
    return when is None or when.holds(facts) is not False


def _tried(document: MatchedDocument, acceptance: Acceptance, scene: Scene, ground: Ground) -> Judged | None:
    checks = [one for one in acceptance.checks if _may(one.when, ground.facts)]
    if any(one.on_fail == "pass_over" and _checked(one, document, scene) for one in checks):
        return None
    now = [one for one in checks if one.on_fail != "bring"]
    later = [one for one in checks if one.on_fail == "bring"]
    flaws = (*_noticed(document), *_all_checked(now, document, scene))
    flaws = _cut_off(document, flaws)
    to_bring = _all_checked(later, document, scene)
    beside = [*companions(document, checks, scene)]
    for part in acceptance.beside:
        if not _may(part.paper.when, ground.facts):
            continue
        found = best_of([part.paper], ground)
        if found is None or found.document is None:
            flaws = (*flaws, Flaw(part.missing_code, facts={"needs": part.needs}, lacking=True))
            continue
        flaws = (*flaws, *(_in(found.document, flaw) for flaw in found.flaws))
        beside += [found.document, *found.companions]
    if not document.document.accepted:
        flaws = _if_it_is_that(document, flaws)
    if not flaws:
        return Judged(ground.owed, "satisfied", document, tuple(beside), to_bring=to_bring)
    certain = next((flaw for flaw in flaws if flaw.certain), None)
    status: Status = "uncertain" if certain is None else "defective"
    code = certain.code if certain else None
    return Judged(ground.owed, status, document, tuple(beside), flaws, code=code, to_bring=to_bring)


def _if_it_is_that(document: MatchedDocument, flaws: Flaws) -> Flaws:
    """Of a paper whose kind is in doubt nothing is certain: a person says first what it is."""
    kind = Flaw("low_confidence", certain=False, page=document.document.pages[0])
    known = any(flaw.code == kind.code and flaw.field is None for flaw in flaws)
    return (*(() if known else (kind,)), *(replace(flaw, certain=False) for flaw in flaws))


def _in(document: MatchedDocument, flaw: Flaw) -> Flaw:
    """A flaw of a paper beside the main one names its own file."""
    return replace(flaw, facts={"file": document.file, **flaw.facts})


def _all_checked(checks: Sequence[Check], document: MatchedDocument, scene: Scene) -> Flaws:
    return tuple(flaw for check in checks for flaw in _checked(check, document, scene))


def _checked(check: Check, document: MatchedDocument, scene: Scene) -> Flaws:
    flaws = _ruled(check, document, scene)
    doubted = len(flaws) == 1 and flaws[0].code == "low_confidence" and flaws[0].field
    if doubted and check.rule not in _OF_PRESENCE:
        read_either_way = readings(document, doubted)
        if read_either_way and not any(_ruled(check, one, scene) for one in read_either_way):
            return FINE
    return flaws if check.on_fail == "ask" else tuple(replace(flaw, certain=False) for flaw in flaws)


def _ruled(check: Check, document: MatchedDocument, scene: Scene) -> Flaws:
    return RULES[check.rule](document, scene, **check.parameters)


def _noticed(document: MatchedDocument) -> Flaws:
    noticed = (*document.findings, *document.document.findings)
    return tuple(
        Flaw(one.code, certain=_NOTICED[one.code], field=one.field, page=one.page, box=one.box)
        for one in noticed
        if one.code in _NOTICED
    )


def _cut_off(document: MatchedDocument, flaws: Flaws) -> Flaws:
    """What could not be read on a picture that cuts the paper off lies outside it, as does half a zone."""
    cut = next((one for one in document.findings if one.code == "cut_off"), None)
    unread = any(not flaw.certain and flaw.code == "low_confidence" for flaw in flaws)
    mrz = document.document.mrz
    return (Flaw("cut_off", page=cut.page), *flaws) if cut and (unread or (mrz and not mrz.valid)) else flaws


def _rank(judged: Judged) -> tuple[object, ...]:
    """The soundest first; then by content, never by name or order."""
    certain = sum(flaw.certain for flaw in judged.flaws)
    document = judged.document
    assert document is not None  # noqa: S101 - only offers are ranked
    lost = any(flaw.certain and flaw.code in _NOT_WHOLE for flaw in judged.flaws)
    return (
        _RANK[judged.status],
        lost,
        -certain,
        -len(judged.flaws),
        document.document.confidence,
        document.sha256,
        document.document.pages,
    )
