"""A verdict against what is right for its case (`expected-case/1`, also of `../shared/data/cases`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be; `gist` says it without the person."""

    kind: str
    gist: str
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject or 'the case'}: {self.gist}"


def differences(expected: Mapping[str, Any], verdict: Mapping[str, Any]) -> Iterator[Difference]:
    """Outcome, statuses and missing items that are none of the right ones, and notes that are lacking."""
    right = (expected["outcome"], *expected.get("outcome_also", ()))
    if verdict["outcome"] not in right:
        yield Difference("outcome", f"{'/'.join(right)}, came out {verdict['outcome']}")
    yield from _statuses(expected, verdict)
    yield from _items(expected, verdict)
    yield from _notes(expected, verdict)


def _statuses(expected: Mapping[str, Any], verdict: Mapping[str, Any]) -> Iterator[Difference]:
    got = {(one["id"], one["subject"]): one["status"] for one in verdict["requirements"]}
    for one in expected["requirements"]:
        right = (one["status"], *one.get("status_also", ()))
        found = got.get((one["id"], one["subject"]))
        if found not in right and not (found is None and (one.get("optional") or "not_applicable" in right)):
            yield Difference("status", f"{one['id']} {'/'.join(right)}, came out {found}", one["subject"])


def _items(expected: Mapping[str, Any], verdict: Mapping[str, Any]) -> Iterator[Difference]:
    asked = {(one["requirement"], one["subject"]): one["code"] for one in verdict["missing_items"]}
    for one in expected["missing_items"]:
        right = (one["code"], *one.get("code_also", ()))
        key = (one["requirement"], one["subject"])
        code = asked.pop(key, None)
        if code not in right and not (code is None and one.get("optional")):
            yield Difference("missing item", f"{key[0]} {'/'.join(right)}, came out {code}", key[1])
    for (requirement, subject), code in asked.items():
        yield Difference("missing item", f"{requirement} asked for as {code}", subject)


def _notes(expected: Mapping[str, Any], verdict: Mapping[str, Any]) -> Iterator[Difference]:
    noted = {
        (one["id"], one["subject"], found["code"])
        for one in verdict["requirements"]
        for found in one["findings"]
    }
    for one in expected["requirements"]:
        for code in one.get("notes", ()):
            if (one["id"], one["subject"], code) not in noted:
                yield Difference("note", f"{one['id']} lacks {code}", one["subject"])
