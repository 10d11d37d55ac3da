"""Whole applications: a profile, the files sent, and the verdict that the facts ask for.

`make_application` plans one in milliseconds, without setting a page; `write_application` prints it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.records import JsonValue
from samples.applications.facts import Facts, profile_of
from samples.applications.files import made_file
from samples.applications.flaws import LOST, UNUSABLE, Case, spoiled
from samples.applications.households import draw_facts
from samples.applications.planning import Planned, plan
from samples.applications.printing import fields_of
from samples.applications.sending import Sent, printed_pages, send
from samples.applications.verdicts import verdict_of
from samples.chance import chance
from samples.document import SampleFile, Split

EXPECTED: Final = "expected.json"
_FLAWS: Final = (0, 0, 0, 1, 1, 1, 1, 1, 2, 2)
"""How many flaws a case has, as often as listed."""
_ALSO_UNSURE: Final = frozenset({"unreadable", "cut_off"})


@dataclass(frozen=True, slots=True)
class Application:
    """A case as it was planned, and the files that it is sent in."""

    case: Case
    files: tuple[Sent, ...]

    @property
    def facts(self) -> Facts:
        return self.case.facts

    @property
    def profile(self) -> dict[str, Any]:
        return profile_of(self.case.facts)


def make_application(seed: int, index: int, split: Split) -> Application:
    """Case `index` of a seed; the services and their bases take turns."""
    facts = draw_facts(seed, index, split)
    draw = chance("application", seed, index, split, "papers")
    case = spoiled(Case(facts, plan(facts, draw)), draw.choice(_FLAWS), draw)
    return Application(case, send(case, draw))


def _document(paper: Planned, pages: list[int], fields: Mapping[str, JsonValue]) -> dict[str, Any]:
    lost = paper.condition in LOST
    label = "other" if paper.draft else paper.label
    unsure = (["unknown"] if paper.condition in _ALSO_UNSURE else []) + (
        [paper.label] if paper.draft else ["other", "unknown"] if paper.doubtful else []
    )
    aside = "unreadable" if lost else paper.set_aside
    return {
        "pages": pages,
        "label": label,
        **({"label_also": unsure} if unsure else {}),
        "subject": None if label == "other" and not paper.draft else paper.subject,
        "used_for": [] if aside else sorted({one.id for one in paper.serves}),
        "set_aside": aside or (None if paper.serves else "not_needed"),
        "fields": {} if lost else dict(fields),
    }


def planned_uploads(application: Application) -> list[dict[str, Any]]:
    """What the files hold as planned: labels, subjects, fields; page numbers before any page was set."""
    found = []
    for sent in application.files:
        first, documents = 1, []
        for paper in () if sent.condition in UNUSABLE else sent.papers:
            pages = list(range(first, first + printed_pages(paper)))
            first += len(pages)
            documents.append(_document(paper, pages, fields_of(paper, application.facts)))
        found.append({"file": sent.name, "media_type": sent.media_type, "documents": documents})
    return found


def _upload(sent: Sent, made: SampleFile) -> dict[str, Any]:
    """An upload as it came out of printer and camera."""
    about: dict[str, Any] = {"file": made.name, "media_type": made.media_type}
    if sent.condition in UNUSABLE:
        return about | {"pages": 0, "turn": [], "readable": False, "failure": sent.condition, "documents": []}
    turns = {page.number: page.turn for truth in made.documents for page in truth.pages}
    return about | {
        "pages": max(turns),
        "turn": [turns[number] for number in sorted(turns)],
        "readable": made.capture.readable,
        "capture": sent.way,
        "documents": [
            _document(paper, [page.number for page in truth.pages], truth.fields)
            for paper, truth in zip(sent.papers, made.documents, strict=True)
        ],
    }


def expected_of(application: Application, uploads: list[dict[str, Any]]) -> dict[str, Any]:
    """The content of `expected.json`, in the form `expected-case/1`."""
    facts = application.facts
    return {
        "schema": "expected-case/1",
        "case_id": facts.case_id,
        "service": facts.service,
        "basis": facts.basis,
        **verdict_of(application.case),
        "uploads": uploads,
    }


def write_application(seed: int, index: int, split: Split, folder: Path) -> None:
    """Print a case into a folder: files, `profile.json`, and `expected.json` last, so that it means done."""
    application = make_application(seed, index, split)
    folder.mkdir(parents=True, exist_ok=True)
    uploads = []
    for number, sent in enumerate(application.files):
        made = made_file(sent, application.facts, number)
        (folder / made.name).write_bytes(made.content)
        uploads.append(_upload(sent, made))
    write_json(folder / "profile.json", application.profile)
    write_json(folder / EXPECTED, expected_of(application, uploads))


def write_json(path: Path, value: Any) -> None:
    """A file of a case folder, as people can read it."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
