"""A case as its citizen sees it: what we have, what is missing and why; no codes, no confidences."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from babel.dates import format_date

from flows.ledger.desk import CaseView, UploadView
from pipeline.catalogue import Catalogues
from pipeline.deciding import Policy
from pipeline.deciding.what_if import COMPANIONS
from review.words import LOCALES, OFFICE

RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "ur"})
HOUSEHOLD: Final = frozenset({"proof_of_address", "host_declaration", "civil_status"})
"""Requirements that stand once, for all who move in (contract, counting)."""
TOLD: Final = frozenset({"duplicate", "superseded", "not_needed", "unreadable"})
"""Reasons for setting a file aside that have words of their own."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language of what is said to citizens."""

    catalogues: Catalogues
    language: str

    def __call__(self, key: str, **facts: object) -> str:
        return self.catalogues.say(key, self.language, **facts)

    @property
    def direction(self) -> str:
        """How this language is written."""
        return direction_of(self.language)

    def pick(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """A text that came in several languages, with the language it is in: this one, else English."""
        language = next((one for one in (self.language, "en") if one in texts), next(iter(texts), "en"))
        return texts.get(language, ""), language

    def day(self, value: date | datetime | str) -> str:
        """A day in words."""
        day = date.fromisoformat(value) if isinstance(value, str) else value
        here = day.astimezone(OFFICE).date() if isinstance(day, datetime) else day
        return str(format_date(here, "long", locale=LOCALES.get(self.language, self.language)))


@dataclass(frozen=True, slots=True)
class Told:
    """A requirement of one person: `title` and `whom`, which is empty where it needs no saying."""

    title: str
    whom: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is missing. `about` names it in a form; `expects`: labels that would serve."""

    about: str
    code: str
    told: Told
    request: str
    language: str
    alternatives: tuple[str, ...]
    because: str
    rule: str
    due: str
    expects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file of the citizen and what became of it, in words."""

    name: str
    received: str
    standing: str


@dataclass(frozen=True, slots=True)
class CaseShown:
    """All that the page shows. `state`: the key of its words; `next`: what happens now."""

    state: str
    next: str
    asked: tuple[Asked, ...]
    looked_at: tuple[Told, ...]
    accepted: tuple[Told, ...]
    files: tuple[FileShown, ...]
    due: str
    letter: str
    letter_language: str


def direction_of(language: str) -> str:
    """`rtl` for languages written from right to left."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def shown(case: CaseView, policy: Policy | None, say: Speech, *, coming: bool) -> CaseShown:
    """The page's content; `coming`: a paper was sent that the ledger has not seen yet."""
    verdict: Mapping[str, Any] = case.screening.verdict if case.screening else {}
    requirements = verdict.get("requirements", ())
    by_key = {(one["id"], one["subject"]): one for one in requirements}
    owed = [(one, by_key[one["requirement"], one["subject"]]) for one in verdict.get("missing_items", ())]
    asked = tuple(_asked(item, one, _told(one, case, say), policy, say) for item, one in owed)
    letter, language = say.pick(verdict.get("letter", {}))
    state = _state(case, verdict, coming=coming)
    return CaseShown(
        state=state,
        next="send_first" if state == "nothing" else verdict.get("next", "wait_for_caseworker"),
        asked=asked,
        looked_at=tuple(_told(one, case, say) for one in requirements if one["status"] == "uncertain"),
        accepted=tuple(_told(one, case, say) for one in requirements if one["status"] == "satisfied"),
        files=tuple(_file(one, verdict, say) for one in case.uploads),
        due=say.day(max(one["due"] for one in verdict["missing_items"])) if asked else "",
        letter=letter,
        letter_language=language,
    )


def _state(case: CaseView, verdict: Mapping[str, Any], *, coming: bool) -> str:
    """How the case stands, in one word of the catalogue."""
    if case.problem is not None:
        return "looking"
    if coming or (not case.settled and case.uploads):
        return "reading"
    if not verdict:
        return "nothing"
    if verdict["missing_items"]:
        return "missing_one" if len(verdict["missing_items"]) == 1 else "missing_many"
    return "complete" if verdict["outcome"] == "complete" else "looking"


def _asked(
    item: Mapping[str, Any], requirement: Mapping[str, Any], told: Told, policy: Policy | None, say: Speech
) -> Asked:
    request, language = say.pick(item["request"])
    return Asked(
        about=f"{item['requirement']} {item['subject']}",
        code=item["code"],
        told=told,
        request=request,
        language=language,
        alternatives=tuple(say.pick(one)[0] for one in item["alternatives"]),
        because=say.pick(requirement.get("because") or {})[0],
        rule=requirement["legal_basis"],
        due=say.day(item["due"]),
        expects=expected(item, policy),
    )


def expected(item: Mapping[str, Any], policy: Policy | None) -> tuple[str, ...]:
    """Labels of papers that would help with a missing item; none where that cannot be told."""
    found = (
        next((one for one in policy.requirements if one.id == item["requirement"]), None) if policy else None
    )
    if found is None:
        return ()
    served = (label for one in found.accepts for label in (*one.labels, *sorted(one.all_labels)))
    return tuple(dict.fromkeys((*sorted(COMPANIONS.get(item["code"], ())), *served)))


def _told(requirement: Mapping[str, Any], case: CaseView, say: Speech) -> Told:
    title = say.pick(requirement["title"])[0]
    persons: Collection[Mapping[str, Any]] = (case.profile or {}).get("persons", ())
    movers = [one for one in persons if one.get("moves_in", True)]
    person = next((one for one in persons if one["id"] == requirement["subject"]), None)
    if person is None or requirement["id"] in HOUSEHOLD or len(movers) == 1:
        return Told(title, "")
    key = f"whom.{person['role']}"
    known = key if key in say.catalogues.texts[say.language] else "whom.other"
    return Told(title, say(known, name=person.get("given_names") or person["id"]))


def _file(upload: UploadView, verdict: Mapping[str, Any], say: Speech) -> FileShown:
    return FileShown(upload.name, say.day(upload.arrived_at), _standing(upload, verdict, say))


def _standing(upload: UploadView, verdict: Mapping[str, Any], say: Speech) -> str:
    """What became of a file."""
    if upload.state == "parked":
        return say("file.looked_at")
    if upload.inspection is None:
        return say("file.reading")
    if upload.inspection["failure"]:
        return say("file.unreadable")
    seen = {one["file"] for one in verdict.get("inputs", ())}
    return _use(upload.name, verdict, say) if upload.name in seen else say("file.received")


def _use(file: str, verdict: Mapping[str, Any], say: Speech) -> str:
    """What a file that was screened is used for; what is still open comes before what is settled."""
    statuses = dict(_statuses(file, verdict))
    if "uncertain" in statuses.values():
        return say("file.looked_at")
    if "defective" in statuses.values() or any(one["file"] == file for one in verdict["missing_items"]):
        return say("file.lacking")
    if not statuses:
        return _set_aside(file, verdict, say)
    used = (say.pick(one["title"])[0] for one in verdict["requirements"] if one["id"] in statuses)
    return say("file.used", titles=", ".join(dict.fromkeys(used)))


def _statuses(file: str, verdict: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Requirements that a file was offered for, the open ones last: they win in a dictionary."""
    offered = [
        (one["id"], one["status"])
        for one in verdict["requirements"]
        if one["status"] != "not_applicable" and any(paper["file"] == file for paper in one["evidence"])
    ]
    yield from sorted(
        offered, key=lambda one: ("satisfied", "missing", "defective", "uncertain").index(one[1])
    )


def _set_aside(file: str, verdict: Mapping[str, Any], say: Speech) -> str:
    if any(one["file"] == file for one in verdict["questions"]):
        return say("file.looked_at")
    reasons = {one["set_aside"] for one in verdict["documents"] if one["file"] == file}
    if None in reasons or not reasons:
        return say("file.received")
    known = sorted(reasons & TOLD)
    return say(f"file.{known[0]}") if known else say("file.not_used")
