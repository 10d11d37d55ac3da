"""Records to the contract's JSON and back: the one place that knows both shapes."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import cattrs

from pipeline.errors import WrongUse
from pipeline.records import (
    Assessment,
    Box,
    Correction,
    ExtractedDocument,
    InspectedPage,
    Inspection,
    JsonValue,
    Person,
    Profile,
    Ruling,
    ScreenedDocument,
    Verdict,
)
from pipeline.vocabulary import SERVICES, UNKNOWN


class ProfileInvalid(WrongUse):
    code = "profile_invalid"
    message = "The profile cannot be used: {reason}."
    remedy = "Correct that key; docs/schemas/profile.json shows every key and its type."


def plain(value: Any) -> Any:
    """A record as what JSON knows: boxes are lists of four, days ISO strings, tuples lists."""
    if isinstance(value, Box):
        return [round(edge, 4) for edge in (value.x0, value.y0, value.x1, value.y1)]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value


def json_line(value: Mapping[str, Any]) -> str:
    """One line of JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False)


# ── inspections ───────────────────────────────────────────────────────────────────────────────────


def inspection_json(inspection: Inspection, *, words: bool = False) -> dict[str, Any]:
    """The contract's `inspect` line; `words` adds every word with its box."""
    pages = [_page_json(page, words=words) for page in inspection.pages]
    documents = [document_json(document) for document in inspection.documents]
    shown: dict[str, Any] = {
        "schema": "sagsklar/inspect/1",
        **plain(inspection),
        "pages": pages,
        "documents": documents,
    }
    if inspection.challenge is None:
        del shown["challenge"]
    return shown


def _page_json(page: InspectedPage, *, words: bool) -> dict[str, Any]:
    shown: dict[str, Any] = plain(page)
    kept = shown.pop("words")
    if words:
        shown["words"] = [{key: word[key] for key in ("text", "box", "confidence")} for word in kept]
    return shown


def document_json(document: ExtractedDocument) -> dict[str, Any]:
    """A document as the contract shows it: `sides` on cards only."""
    shown: dict[str, Any] = plain(document)
    if document.sides is None:
        del shown["sides"]
    return shown


def is_accepted(document: Mapping[str, Any]) -> bool:
    """Whether a document's label may be used without a person; older ones were named or `unknown`."""
    return bool(document.get("accepted", document["label"] != UNKNOWN))


def inspection_from_json(stored: Mapping[str, Any]) -> Inspection:
    """Back from what `inspection_json` gave, without words: the second half of the way needs none."""
    documents = [
        {"sides": None, **document, "accepted": is_accepted(document)} for document in stored["documents"]
    ]
    pages = [{**page, "words": ()} for page in stored["pages"]]
    return _lenient.structure({**stored, "documents": documents, "pages": pages}, Inspection)


# ── profiles ──────────────────────────────────────────────────────────────────────────────────────


def profile_from_json(raw: bytes | str) -> Profile:
    """Reads a profile strictly; unknown keys are ignored, a wrong type raises ProfileInvalid naming it."""
    try:
        told = json.loads(raw)
    except ValueError:
        raise ProfileInvalid(reason="it is not JSON") from None
    if not isinstance(told, dict) or told.get("schema") != "sagsklar/profile/1":
        raise ProfileInvalid(reason='schema: must be "sagsklar/profile/1"')
    try:
        profile = _strict.structure(told, Profile)
    except cattrs.BaseValidationError as error:
        raise ProfileInvalid(reason="; ".join(cattrs.transform_error(error, format_exception=_why))) from None
    return _checked(_with_principal(profile))


def _with_principal(profile: Profile) -> Profile:
    """A principal who is told by name alone becomes a person of the case, named by id like all others."""
    told = profile.answers.get("principal")
    if not isinstance(told, Mapping):
        return profile
    surname, given_names = told.get("surname"), told.get("given_names")
    principal = Person("principal", "principal", surname, given_names, moves_in=False)
    answers = {**profile.answers, "principal": principal.id}
    return replace(profile, persons=(*profile.persons, principal), answers=answers)


def unknown_keys(raw: bytes | str) -> tuple[str, ...]:
    """The top keys of a profile that we do not know, to be warned of."""
    known = {one.name for one in fields(Profile)} | {"schema"}
    return tuple(sorted(set(json.loads(raw)) - known))


def _checked(profile: Profile) -> Profile:
    ids = [person.id for person in profile.persons]
    if [person.role for person in profile.persons].count("applicant") != 1:
        raise ProfileInvalid(reason="persons: exactly one must have the role applicant")
    if len(set(ids)) != len(ids):
        raise ProfileInvalid(reason="persons: two have the same id")
    if profile.service not in SERVICES:
        raise ProfileInvalid(reason=f"service: must be one of {', '.join(SERVICES)}")
    return profile


def _why(error: BaseException, _expected: type | None) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return str(error) or "has a wrong value"


# ── verdicts ──────────────────────────────────────────────────────────────────────────────────────


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The contract's verdict; a running system adds its screening id and sequence."""
    found: Assessment = verdict.assessment
    profile = found.profile
    return {
        "schema": "sagsklar/verdict/1",
        "case_id": profile.case_id,
        "municipality": profile.municipality,
        "service": profile.service,
        "screening_id": None,
        "sequence": None,
        "policy": plain(found.policy),
        "as_of": found.as_of.isoformat(),
        "outcome": found.outcome,
        "completeness": found.completeness,
        "requirements": plain(found.requirements),
        "missing_items": plain(found.missing_items),
        "questions": plain(found.questions),
        "documents": [_screened_json(document) for document in found.documents],
        "inputs": plain(verdict.inputs),
        "letter": plain(verdict.letter),
        "next": found.next,
        "seconds": round(verdict.seconds, 3),
        "versions": plain(verdict.versions),
    }


def _screened_json(screened: ScreenedDocument) -> dict[str, Any]:
    shown = document_json(screened.document)
    used = {key: plain(getattr(screened, key)) for key in ("file", "subject", "used_for", "set_aside")}
    return {**used, **shown}


# ── what people decided ───────────────────────────────────────────────────────────────────────────


def correction_from_json(stored: Mapping[str, Any]) -> Correction:
    """A stored correction."""
    return _lenient.structure(stored, Correction)


def ruling_from_json(stored: Mapping[str, Any]) -> Ruling:
    """A stored ruling."""
    return _lenient.structure(stored, Ruling)


# ── converters ────────────────────────────────────────────────────────────────────────────────────


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"must be {kind.__name__}, is {type(value).__name__}")
    return value


def _day(value: Any, _kind: type) -> date:
    if not isinstance(value, str):
        raise TypeError("must be a day, YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"must be a day, YYYY-MM-DD, is {value!r}") from None


def _as_it_is(value: Any, _kind: Any) -> Any:
    return value


def _box(value: Any, _kind: type) -> Box:
    return Box(*value)


def _converter(*, strict: bool) -> cattrs.Converter:
    converter = cattrs.Converter()
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(Box, _box)
    converter.register_structure_hook_func(lambda kind: kind in (Any, JsonValue), _as_it_is)
    if strict:
        for kind in (str, int, bool):
            converter.register_structure_hook(kind, _exactly)
    return converter


_strict = _converter(strict=True)
_lenient = _converter(strict=False)
