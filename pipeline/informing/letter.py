"""The stage: one letter, the same in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Final

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pipeline.catalogue import Catalogues
from pipeline.records import Assessment, MissingItem, RequirementResult, Status, Texts

_ALWAYS: Final = ("da", "en")
_LOCALES: Final = {"en": "en_GB"}
_HOUSEHOLD: Final = frozenset({"proof_of_address", "host_declaration", "civil_status"})
"""Requirements that stand once, for all who move in (contract, counting)."""
_TOLD: Final = ("duplicate", "superseded", "not_needed")
"""Reasons for setting a file aside that a letter tells; others are told with what is asked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement in the letter, in one language. `whom` begins with a dash or is empty."""

    title: str
    whom: str
    files: str
    request: str = ""
    alternatives: tuple[str, ...] = ()
    rule: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes about one assessment in one language."""

    assessment: Assessment
    catalogues: Catalogues
    language: str

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue."""
        return self.catalogues.say(key, self.language, **facts)

    def own(self, texts: Texts) -> str:
        """Texts of the policy in this language, English where they lack it."""
        return texts.get(self.language) or texts["en"]

    def day(self, day: date) -> str:
        """A day in words."""
        return str(format_date(day, "long", locale=_LOCALES.get(self.language, self.language)))

    def letter(self) -> str:
        """The whole letter."""
        assessment, profile = self.assessment, self.assessment.profile
        return _template().render(
            say=self.say,
            day=self.day,
            assessment=assessment,
            profile=profile,
            greeting=self.greeting(),
            opening=_opening(assessment),
            accepted=list(self.lines("satisfied")),
            asked=[self.asked(item) for item in assessment.missing_items],
            due=max((item.due for item in assessment.missing_items), default=assessment.as_of),
            looked_at=list(self.lines("uncertain")),
            not_used=self.not_used(),
            originals=self.originals(),
            same_visit=profile.answers.get("eu_document_same_visit") is True,
            next_step=self.next_step(),
            office=self.office(),
        )

    def greeting(self) -> str:
        """The first line, by name where one is known."""
        name = self.assessment.profile.applicant.name
        return self.say("letter.greeting", name=name) if name else self.say("letter.greeting_nameless")

    def lines(self, status: Status) -> Iterator[Line]:
        """The requirements of one status."""
        for result in self.assessment.requirements:
            if result.status == status:
                files = dict.fromkeys(one.file for one in result.evidence)
                yield Line(self.own(result.title), self.whom(result.id, result.subject), ", ".join(files))

    def asked(self, item: MissingItem) -> Line:
        """A missing item with all that helps to mend it."""
        result = _result(self.assessment, item)
        return Line(
            title=self.own(result.title),
            whom=self.whom(item.requirement, item.subject),
            files=item.file or "",
            request=self.own(item.request),
            alternatives=tuple(map(self.own, item.alternatives)),
            rule=result.legal_basis,
            because=self.own(result.because) if result.because else "",
        )

    def whom(self, requirement: str, subject: str) -> str:
        """Whose requirement it is, only where the case has several who owe it."""
        profile = self.assessment.profile
        movers = [person for person in profile.persons if person.moves_in]
        if requirement in _HOUSEHOLD or len(movers) == 1:
            return ""
        person = next(person for person in profile.persons if person.id == subject)
        return self.say(f"whom.{person.role}", name=person.given_names or person.id)

    def not_used(self) -> list[tuple[str, str]]:
        """Files that the case does not need, with the reason."""
        told = {
            (one.file, one.set_aside): None for one in self.assessment.documents if one.set_aside in _TOLD
        }
        return sorted((file, str(reason)) for file, reason in told)

    def originals(self) -> list[str]:
        """The kinds of papers to bring, each once."""
        labels = dict.fromkeys(
            one.label for result in self.assessment.requirements for one in result.evidence
        )
        return [self.say(f"label.{label}") for label in labels]

    def next_step(self) -> str:
        """What happens next; a service may say it in its own words."""
        key = f"letter.next.{self.assessment.next}"
        own = f"{key}.{self.assessment.profile.service}"
        return self.say(own if own in self.catalogues.texts[self.language] else key)

    def office(self) -> str:
        """Who writes."""
        key = f"office.{self.assessment.profile.municipality}"
        return self.say(key if key in self.catalogues.texts[self.language] else "office")


def inform(assessment: Assessment, *, using: Catalogues) -> Texts:
    """Writes the letter.

    Args:
        assessment: What the policy says of the case.
        using: A catalogue a language.

    Returns:
        Language → letter: Danish and English always, the profile's language where it has a catalogue.
        No letter holds an address, a number or a value that was read.
    """
    wanted = (*_ALWAYS, assessment.profile.language)
    languages = dict.fromkeys(one for one in wanted if one in using.languages)
    write = partial(Writer, assessment, using)
    return {language: write(language).letter() for language in languages}


def _opening(assessment: Assessment) -> str:
    """The first words: all is there, something is missing, a person still looks, or both of these."""
    if assessment.outcome == "needs_review" and assessment.missing_items:
        return "both"
    return assessment.outcome


def _result(assessment: Assessment, item: MissingItem) -> RequirementResult:
    return next(
        one for one in assessment.requirements if (one.id, one.subject) == (item.requirement, item.subject)
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=False,  # noqa: S701 - plain text; pages that show it escape it
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.txt.j2")
