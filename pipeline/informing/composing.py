"""An assessment → the letter as data, in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.catalogue import Catalogues, from_outside, in_words
from pipeline.informing.letter import Letter, Part, Point, Section
from pipeline.informing.privacy import Veil
from pipeline.offices import Office
from pipeline.records import Assessment, MissingItem, RequirementResult, Status, Texts

_HOUSEHOLD: Final = frozenset(
    {"proof_of_address", "host_declaration", "civil_status", "relation", "principal_grounds"}
)
"""Requirements that stand once, for all who move in (contract, counting)."""
_TOLD: Final = ("duplicate", "superseded", "not_needed")
"""Reasons for setting a file aside that a letter tells; others are told with what is asked."""
_NOBODY: Final = Office()


@dataclass(frozen=True, slots=True)
class Stationery:
    """What letters are written with: the words, and municipality → how its office is reached."""

    catalogues: Catalogues
    offices: Mapping[str, Office] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes about one assessment in one language."""

    assessment: Assessment
    stationery: Stationery
    language: str

    @property
    def office(self) -> Office:
        """How the office is reached, as far as it was set."""
        return self.stationery.offices.get(self.assessment.profile.municipality, _NOBODY)

    @property
    def veil(self) -> Veil:
        """What of the case no letter may show."""
        return Veil(self.assessment, self.say, self.language)

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue."""
        return self.stationery.catalogues.say(key, self.language, **facts)

    def said_of(self, key: str, kind: str) -> str:
        """`key.kind` where the catalogue has words of its own for the kind, else `key`."""
        own = f"{key}.{kind}"
        return self.say(own if own in self.stationery.catalogues.texts[self.language] else key)

    def day(self, day: date) -> str:
        """A day in words."""
        return in_words(day, self.language)

    def letter(self) -> Letter:
        """The whole letter."""
        profile = self.assessment.profile
        name = from_outside(profile.applicant.name, self.language)
        sections = (
            self.listed("accepted", "satisfied"),
            self.asked(),
            self.listed("looked_at", "uncertain"),
            self.not_used(),
            *self.coming(),
            self.help(),
        )
        return Letter(
            language=self.language,
            office=self.said_of("office", profile.municipality),
            day=self.day(self.assessment.as_of),
            subject=self.say(
                "letter.subject",
                service=self.say(f"service.{profile.service}"),
                case_id=from_outside(profile.case_id, self.language),
            ),
            greeting=self.say("letter.greeting", name=name) if name else self.say("letter.greeting_nameless"),
            opening=self.say(f"letter.opening.{_opening(self.assessment)}"),
            sections=tuple(one for one in sections if one is not None),
            closing=self.say("letter.closing"),
        )

    def listed(self, part: Part, status: Status) -> Section | None:
        """The requirements of one status with their papers."""
        points = tuple(self.line(one) for one in self.assessment.requirements if one.status == status)
        # where nothing is asked for either, the first words of the letter have said so already
        among_gaps = part == "looked_at" and self.assessment.missing_items
        after = (self.say("letter.nothing_to_do"),) if among_gaps else ()
        return Section(part, self.say(f"letter.{part}"), points=points, after=after) if points else None

    def line(self, result: RequirementResult) -> Point:
        """A requirement with the papers that speak for it."""
        title, files = self.heading(result), ", ".join(self.veil.papers(result))
        return Point(f"{title}: {files}" if files else title)

    def asked(self) -> Section | None:
        """What is missing, each with all that helps to mend it."""
        items = self.assessment.missing_items
        if not items:
            return None
        return Section(
            "asked",
            self.say("letter.asked"),
            points=tuple(map(self.request, items)),
            due=self.say("letter.due", date=self.day(max(item.due for item in items))),
            after=(self.say("letter.more_time"), self.say("letter.cannot")),
        )

    def request(self, item: MissingItem) -> Point:
        """One missing item: what is wrong, how to mend it, what else would do, and why it is asked for."""
        result = _result(self.assessment, item)
        others = tuple(one[self.language] for one in item.alternatives)
        offer = "letter.alternatives" if len(others) > 1 else "letter.alternative"
        rule = self.say("letter.rule", rule=from_outside(result.legal_basis, self.language))
        return Point(
            title=self.heading(result),
            request=self.veil.drawn(item.request[self.language], result),
            offer=self.say(offer) if others else "",
            others=others,
            note=" ".join(filter(None, (result.because.get(self.language), rule))),
        )

    def heading(self, result: RequirementResult) -> str:
        """What it is called, and whose it is where the case has several who owe it."""
        profile = self.assessment.profile
        movers = [person for person in profile.persons if person.moves_in]
        title = result.title[self.language]
        if result.id in _HOUSEHOLD or len(movers) == 1:
            return title
        person = next(person for person in profile.persons if person.id == result.subject)
        name = from_outside(person.given_names or person.id, self.language)
        return f"{title}{self.say(f'whom.{person.role}', name=name)}"

    def not_used(self) -> Section | None:
        """Files that the case does not need, with the reason."""
        aside = {(self.veil.file(one), one.set_aside) for one in self.assessment.documents}
        points = tuple(
            Point(file if reason == "not_needed" else f"{file} ({self.say(f'set_aside.{reason}')})")
            for file, reason in sorted((file, str(reason)) for file, reason in aside)
            if reason in _TOLD
        )
        return Section("not_used", self.say("letter.not_used"), points=points) if points else None

    def coming(self) -> Iterator[Section]:
        """What happens next, and what to bring to a meeting."""
        step, heading = self.assessment.next, self.say("letter.next")
        if step != "book_verification":
            yield Section("next", heading, before=(self.say(f"letter.next.{step}"),))
            return
        profile, link = self.assessment.profile, self.office.booking or ""
        yield Section(
            "next",
            heading,
            before=(self.say("letter.book" if link else "letter.book_later"),),
            link=link,
            after=(self.said_of("letter.meeting", profile.service),),
        )
        same_visit = profile.answers.get("eu_document_same_visit") is True
        brought = (*self.originals(), *([self.say("letter.bring_eu_document")] if same_visit else []))
        yield Section("bring", self.say("letter.bring"), points=tuple(map(Point, brought)))

    def originals(self) -> Iterator[str]:
        """The kinds of papers to bring, each once."""
        results = self.assessment.requirements
        labels = dict.fromkeys(one.label for result in results for one in result.evidence)
        copies = {result.evidence[0].label for result in results if _sent_as_copy(result)}
        for label in labels:
            paper = self.say(f"label.{label}")
            yield self.say("letter.bring_original", paper=paper) if label in copies else paper

    def help(self) -> Section:
        """The ways to send something, the rights that one has, and how to reach us."""
        parts = (
            self.ways() if self.assessment.missing_items else "",
            self.say("letter.represented"),
            " ".join((self.say("letter.person"), *self.contact())),
            self.say("letter.private") if self.veil.private else "",
            self.say("letter.no_decision"),
        )
        return Section("help", self.say("letter.help"), before=tuple(filter(None, parts)))

    def ways(self) -> str:
        """How papers can be sent; two services must be used online by who is not exempt."""
        profile = self.assessment.profile
        digital = profile.service == "dk-citizenship" or profile.basis == "doctor_choice"
        return self.say(
            "letter.ways.digital" if digital and not profile.flags.digital_exempt else "letter.ways"
        )

    def contact(self) -> Iterator[str]:
        """Telephone and address of the office, as far as they were set."""
        phone, visit = self.office.phone, self.office.visit
        if phone:
            yield self.say("letter.phone", phone=from_outside(phone, self.language))
        if visit:
            yield self.say("letter.visit", visit=from_outside(visit, self.language))
        if not phone and not visit:
            yield self.say("letter.contact")


def _sent_as_copy(result: RequirementResult) -> bool:
    """Accepted, though the paper calls itself a copy."""
    return result.status == "satisfied" and any(one.code == "original_required" for one in result.findings)


def _opening(assessment: Assessment) -> str:
    """The first words: all is there, something is missing, a person still looks, or both of these."""
    if assessment.outcome == "needs_review" and assessment.missing_items:
        return "both"
    bookable = assessment.next == "book_verification" and assessment.outcome != "complete"
    return "bookable" if bookable else assessment.outcome


def _result(assessment: Assessment, item: MissingItem) -> RequirementResult:
    return next(
        one for one in assessment.requirements if (one.id, one.subject) == (item.requirement, item.subject)
    )


def spoken(assessment: Assessment) -> set[str]:
    """The languages in which the assessment has every text that its letter needs."""
    texts: list[Texts] = [one.title for one in assessment.requirements]
    for item in assessment.missing_items:
        because = _result(assessment, item).because
        texts += [item.request, *item.alternatives, *([because] if because else [])]
    return set.intersection(*map(set, texts))
