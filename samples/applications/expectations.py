"""The verdict that a scene's facts ask for, worked out from the facts alone, never by the screening code.

Rules of domain knowledge, as few as the scenes need: what a profile owes, and what is wrong with a paper.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipeline.records import JsonValue
from samples.applications.owing import Owed
from samples.applications.scenes import Paper, Scene
from samples.applications.verdicts import outcome_of

ACCEPTED_LANGUAGES: Final = frozenset({"da", "en", "de", "sv", "no", "is"})
_CIVIL: Final = frozenset({"married", "divorced", "widowed"})
_OPTIONAL: Final = frozenset({"health_insurance_country"})
_NORDIC: Final = frozenset({"DNK", "FIN", "ISL", "NOR", "SWE"})
_ADULT: Final = 18


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper with the fields that were printed on it."""

    paper: Paper
    fields: Mapping[str, JsonValue]


def _born(person: Mapping[str, Any]) -> date:
    return date.fromisoformat(person["birth_date"])


def owed(scene: Scene) -> list[Owed]:
    """What the profile must show, the papers about one person once a person."""
    profile = scene.profile
    coming = [one for one in profile["persons"] if one.get("moves_in", True) and one["role"] != "host"]
    found = [Owed("identity", one["id"]) for one in coming]
    basis = profile["basis"]
    if basis == "nordic":
        found += [Owed("nordic_number", one["id"]) for one in coming if one["nationality"] in _NORDIC]
    if basis.startswith(("eu_", "third_")):
        found += [Owed("right_of_residence", one["id"]) for one in coming]
    found.append(Owed("proof_of_address", "applicant"))
    if profile["answers"].get("housing") == "host":
        found.append(Owed("host_declaration", "applicant"))
    applicant = next(one for one in profile["persons"] if one["role"] == "applicant")
    if applicant.get("marital_status") in _CIVIL:
        found.append(Owed("civil_status", "applicant"))
    children = [
        one
        for one in coming
        if one["role"] == "child" and (scene.received - _born(one)).days < _ADULT * 365.25
    ]
    found += [Owed("child_parentage", one["id"]) for one in children]
    apart = [
        one for one in children if one.get("other_parent") == "abroad" or one.get("parents_married") is False
    ]
    return found + [Owed("custody", one["id"]) for one in apart]


# ── what is wrong with a paper; the first that holds ──────────────────────────────────────────────


def _unreadable(sent: Sent, _: Scene) -> bool:
    return sent.paper.capture == "photo_unreadable"


def _expired(sent: Sent, scene: Scene) -> bool:
    expiry = sent.fields.get("expiry_date")
    return isinstance(expiry, str) and date.fromisoformat(expiry) < scene.received


def _elsewhere(sent: Sent, scene: Scene) -> bool:
    address = sent.fields.get("address")
    return (
        "proof_of_address" in sent.paper.serves
        and address is not None
        and address != scene.profile["address"]
    )


def _foreign(sent: Sent, scene: Scene) -> bool:
    civil = {"civil_status", "child_parentage"} & set(sent.paper.serves)
    translated = any(one.label == "translation" for one in scene.papers)
    return bool(civil) and sent.paper.language not in ACCEPTED_LANGUAGES and not translated


def _unsigned(sent: Sent, _: Scene) -> bool:
    return any(name.startswith("signed_") and value is False for name, value in sent.fields.items())


FLAWS: Final[tuple[tuple[str, Callable[[Sent, Scene], bool]], ...]] = (
    ("unreadable", _unreadable),
    ("expired", _expired),
    ("address_mismatch", _elsewhere),
    ("translation_missing", _foreign),
    ("unsigned", _unsigned),
)


def flaw(sent: Sent, scene: Scene) -> str | None:
    """The code of what is wrong with a paper, or None."""
    return next((code for code, holds in FLAWS if holds(sent, scene)), None)


# ── the verdict ───────────────────────────────────────────────────────────────────────────────────


def _status(one: Owed, papers: Iterable[Sent], scene: Scene) -> tuple[str, str | None]:
    offered = [sent for sent in papers if one.id in sent.paper.serves and sent.paper.subject == one.subject]
    if not offered:
        return "missing", "document_missing"
    flaws = [flaw(sent, scene) for sent in offered]
    if None in flaws:
        certain = any(
            not sent.paper.doubtful for sent, wrong in zip(offered, flaws, strict=True) if not wrong
        )
        return ("satisfied", None) if certain else ("uncertain", None)
    return "defective", flaws[0]


def _document(sent: Sent, scene: Scene, pages: int) -> dict[str, Any]:
    unreadable = flaw(sent, scene) == "unreadable"
    paper = sent.paper
    found: dict[str, Any] = {"pages": list(range(1, pages + 1)), "label": paper.label}
    if unreadable:
        found["label_also"] = ["unknown"]
    if paper.label_also:
        found["label_also"] = list(paper.label_also)
    return found | {
        "subject": paper.subject,
        "used_for": [] if unreadable else list(paper.serves),
        "set_aside": "unreadable" if unreadable else (None if paper.serves else "not_needed"),
        "fields": {} if unreadable else dict(sent.fields),
    }


def _missing_items(statuses: Mapping[Owed, tuple[str, str | None]]) -> list[dict[str, str]]:
    """One item a requirement; a host's declaration is asked for once, under the home."""
    return [
        {"requirement": one.id, "subject": one.subject, "code": code or ""}
        for one, (status, code) in statuses.items()
        if status in {"missing", "defective"} and one.id != "host_declaration"
    ]


_NEVER_OWED: Final = ("right_of_residence", "host_declaration", "civil_status")


def expected(scene: Scene, files: Iterable[tuple[Sent, dict[str, Any]]]) -> dict[str, Any]:
    """The content of `expected.json`; `files` are the papers with what is known of their files."""
    known = list(files)
    papers = [sent for sent, _ in known]
    statuses = {one: _status(one, papers, scene) for one in owed(scene)}
    outcome, completeness = outcome_of([status for status, _ in statuses.values()])
    requirements: list[dict[str, Any]] = [
        {"id": one.id, "subject": one.subject, "status": status} for one, (status, _) in statuses.items()
    ]
    asked = {one.id for one in statuses}
    requirements += [
        {"id": name, "subject": "applicant", "status": "not_applicable"}
        for name in _NEVER_OWED
        if name not in asked
    ]
    extras = {name: sent.paper.subject for sent in papers for name in sent.paper.serves if name in _OPTIONAL}
    requirements += [
        {"id": name, "subject": subject, "status": "satisfied", "optional": True}
        for name, subject in extras.items()
    ]
    return {
        "schema": "expected-case/1",
        "case_id": scene.profile["case_id"],
        "service": scene.profile["service"],
        "basis": scene.profile["basis"],
        "point": scene.point,
        "why": scene.why,
        "outcome": outcome,
        "completeness": completeness,
        "requirements": requirements,
        "missing_items": _missing_items(statuses),
        "uploads": [about | {"documents": [_document(sent, scene, about["pages"])]} for sent, about in known],
    }
