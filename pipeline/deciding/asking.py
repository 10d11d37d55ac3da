"""Puts what was found into words: findings with detail, and one missing item a requirement and subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.deciding.judging import Judged
from pipeline.deciding.policy import Policy
from pipeline.deciding.rules.flaws import Flaw
from pipeline.deciding.wording import Said, Term, Wording, joined
from pipeline.records import Evidence, Finding, MatchedCase, MissingItem, RequirementResult, Texts


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of a policy, about one judged requirement."""

    wording: Wording
    judged: Judged

    def whose(self, key: str) -> Texts:
        """Whose requirement it is, as the end of a phrase: ` for your spouse`; empty for the household.

        `key`: `whom` says it to the applicant, `whose` to a caseworker.
        """
        person, requirement = self.judged.owed.person, self.judged.owed.requirement
        if requirement.subjects == "household":
            return self.wording.nothing
        return self.wording.say(f"{key}.{person.role}", name=person.given_names or Term("fact.name"))

    def because(self) -> Texts:
        """Why it is asked for, in terms of the application."""
        owed = self.judged.owed
        if owed.applies == "no":
            return self.wording.say("because.not_owed")
        told = ((name, owed.facts.get(name)) for name in owed.requirement.because)
        keys = [f"because.{name}.{str(value).lower()}" for name, value in told]
        said = [self.wording.say(key) for key in keys if self.wording.knows(key)]
        return joined(*said) if said else self.wording.say("because.always")

    def facts(self) -> Mapping[str, Said]:
        """The facts that any text about this requirement may use."""
        requirement, document = self.judged.owed.requirement, self.judged.document
        label = document.document.label if document else "unknown"
        file: Said = document.file if document else Term("fact.file")
        return {
            "needs": requirement.needs,
            "title": requirement.title,
            "hint": requirement.hint,
            "whom": self.whose("whom"),
            "whose": self.whose("whose"),
            "file": file,
            "document": Term(f"label.{label}"),
        }

    def detail(self, flaw: Flaw) -> Texts:
        """What is wrong, for people."""
        named = {"field": Term(f"field.{flaw.field}")} if flaw.field else {}
        said = f"finding.{flaw.wording or flaw.code}"
        return self.wording.say(said, **{**self.facts(), **named, **flaw.facts})

    def request(self) -> Texts:
        """What the applicant is asked to do: what is wrong, how to mend it, what else is wrong with it."""
        code = self.judged.code or self.judged.owed.requirement.missing_code
        first = next((flaw for flaw in self.judged.flaws if flaw.code == code), None)
        others = [flaw for flaw in self.judged.flaws if flaw.certain and flaw is not first]
        empty = self.wording.nothing
        also = joined(self.wording.say("request.also"), *map(self.detail, others)) if others else empty
        told = {key: first.facts[key] for key in ("file", "needs") if key in first.facts} if first else {}
        return joined(
            self.detail(first) if first else empty,
            self.wording.say(f"request.{code}", **{**self.facts(), **told}),
            also,
            *map(self.detail, self.judged.strays),
        )


def result_of(judged: Judged, policy: Policy) -> RequirementResult:
    """The requirement as the verdict shows it."""
    speaker = Speaker(policy.wording, judged)
    requirement = judged.owed.requirement
    papers = (judged.document, *judged.companions) if judged.document else ()
    return RequirementResult(
        id=requirement.id,
        subject=judged.owed.person.id,
        status=judged.status,
        title=policy.wording.own(requirement.title),
        legal_basis=requirement.legal_basis,
        because=speaker.because(),
        evidence=tuple(
            Evidence(one.file, one.document.pages, one.document.label) for one in papers if one is not None
        ),
        findings=tuple(_finding(flaw, speaker) for flaw in (*judged.flaws, *judged.strays, *judged.to_bring)),
    )


def missing_items(judged: Sequence[Judged], case: MatchedCase, policy: Policy) -> tuple[MissingItem, ...]:
    """One item for each requirement and subject that is missing or defective."""
    asked = [one for one in judged if one.status in ("missing", "defective")]
    due = case.as_of + timedelta(days=policy.due_days)
    ids = {one.owed.requirement.id for one in asked}
    return tuple(
        MissingItem(
            requirement=one.owed.requirement.id,
            subject=one.owed.person.id,
            code=one.code or one.owed.requirement.missing_code,
            file=_file(one),
            request=Speaker(policy.wording, one).request(),
            alternatives=tuple(map(policy.wording.own, one.owed.requirement.alternatives)),
            due=due,
        )
        for one in asked
        if one.owed.requirement.asked_with not in ids
    )


def _finding(flaw: Flaw, speaker: Speaker) -> Finding:
    file = None if flaw.lacking else flaw.facts.get("file", speaker.judged.file)
    return Finding(
        code=flaw.code,
        detail=speaker.detail(flaw),
        file=str(file) if file else None,
        page=flaw.page,
        box=flaw.box,
        field=flaw.field,
    )


def _file(judged: Judged) -> str | None:
    """The file to be mended; none where a further paper is lacking."""
    first = next((flaw for flaw in judged.flaws if flaw.code == judged.code), None)
    if first is None:
        return judged.file
    return None if first.lacking else str(first.facts.get("file", judged.file or "")) or None
