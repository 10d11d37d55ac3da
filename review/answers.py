"""A sent form → what the person decided, or what must be put right first."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from pipeline.records import Correction, JsonValue
from pipeline.vocabulary import FIELDS, UNKNOWN
from review.documents import DocumentShown, Row, rows
from review.guard import said
from review.values import ValueNotUnderstood, understood


@dataclass(frozen=True, slots=True)
class Answers:
    """`errors`: field (or `label`, `form`) → key of the words for what is wrong; then nothing is kept.

    `typed` holds what stood in the form, so that nothing must be typed twice.
    """

    label: str
    correction: Correction | None
    errors: Mapping[str, str]
    typed: Mapping[str, str]
    ticked: frozenset[str]


def read_answers(shown: DocumentShown, form: FormData) -> Answers:
    """What the form says. An untouched form, or a doubtful type that nobody chose, is an error."""
    label = chosen_label(form)
    named = label in FIELDS and label != UNKNOWN
    asked = rows(shown, label if named else shown.document.label)
    fields, errors = _fields(asked, form)
    if not named:
        errors["label"] = "error.label"
    new_label = label if named and (label != shown.document.label or shown.label_doubtful) else None
    if not errors and new_label is None and not fields:
        errors["form"] = "error.nothing"
    correction = Correction(shown.upload.sha256 or "", shown.read.pages, new_label, fields)
    return Answers(
        label=label if named else shown.document.label,
        correction=None if errors else correction,
        errors=errors,
        typed={row.name: _typed(row, form) for row in asked},
        ticked=frozenset(row.name for row in asked if said(form, f"absent.{row.name}")),
    )


def chosen_label(form: FormData) -> str:
    """The type that was chosen: a suggestion, or one of the whole list."""
    label = said(form, "label")
    return said(form, "other_label") if label in {"", "another"} else label


def _typed(row: Row, form: FormData) -> str:
    value = form.get(f"field.{row.name}")
    return value if isinstance(value, str) else ""


def _fields(asked: tuple[Row, ...], form: FormData) -> tuple[dict[str, JsonValue], dict[str, str]]:
    fields: dict[str, JsonValue] = {}
    errors: dict[str, str] = {}
    for row in asked:
        try:
            changed, value = _answer(row, _typed(row, form), absent=bool(said(form, f"absent.{row.name}")))
        except ValueNotUnderstood as error:
            errors[row.name] = error.key
            continue
        if changed:
            fields[row.name] = value
        elif row.state == "sure" and not _typed(row, form).strip():
            errors[row.name] = "error.emptied"
    return fields, errors


def _answer(row: Row, typed: str, *, absent: bool) -> tuple[bool, JsonValue]:
    """Whether the person said something new about a field, and what."""
    if absent:
        return row.state != "absent", None
    if not typed.strip():
        return False, None
    value = understood(row.name, typed)
    return not (row.state == "sure" and value == row.value), value
