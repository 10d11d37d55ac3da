"""A policy file as it is written: YAML with the line of every key, held against the schema."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
import yaml

from pipeline.errors import Misconfigured

POLICY: Final = "policy"
MUNICIPALITY: Final = "municipality"
Where = tuple[str | int, ...]
"""The way to a key from the top: `("requirements", 2, "weight")`."""


class PolicyInvalid(Misconfigured):
    code = "policy_invalid"
    message = "{file}, line {line}, {key}: {problem}."
    remedy = "{advice}"


class _PlainDays(yaml.CSafeLoader):
    """Leaves days as the text that stands there."""


_PlainDays.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in known if tag != "tag:yaml.org,2002:timestamp"]
    for sign, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Written:
    """The plain data of a policy file and where each key stands in it."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[Where, int]

    @property
    def digest(self) -> str:
        """SHA-256 of the content, whatever its layout and comments."""
        canonical = json.dumps(self.data, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def fault(self, where: Where, problem: str, advice: str) -> PolicyInvalid:
        """The error for one key; its line is that of the nearest key that stands in the file."""
        key = ".".join(map(str, where)) or "the file"
        return PolicyInvalid(file=self.file, line=self.line(where), key=key, problem=problem, advice=advice)

    def line(self, where: Where) -> int:
        """The line of a key, or of the nearest one above it that stands in the file."""
        ways = (where[:length] for length in range(len(where), -1, -1))
        return next((self.lines[way] for way in ways if way in self.lines), 1)


def read_policy_file(path: Path, form: str = POLICY) -> Written:
    """Reads and checks one file. Raises PolicyInvalid, which names the file, line, key and remedy.

    Args:
        path: A YAML file.
        form: What it must be: `POLICY`, or what a `MUNICIPALITY` sets for itself.
    """
    text = path.read_text(encoding="utf-8")
    try:
        tree = yaml.compose(text, Loader=_PlainDays)
        data = yaml.load(text, Loader=_PlainDays)  # noqa: S506 - a safe loader, see above
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise PolicyInvalid(
            file=path.name,
            line=mark.line + 1 if mark else 1,
            key="the file",
            problem=error.problem or "is no YAML",
            advice="Look at indents, colons and quotes there.",
        ) from None
    written = Written(path.name, data, dict(_lines(tree, ())))
    faults = [(_where(error), error) for error in _validator(form).iter_errors(data)]
    if faults:
        where, fault = min(faults, key=lambda one: (one[1].validator == "required", written.line(one[0])))
        raise written.fault(where, _plain(fault), _advice(fault, form))
    return written


def complete_policy_file(path: Path) -> Written:
    """A file with all that it takes over from the version which it amends, if it amends one.

    Raises PolicyInvalid, also for an amendment that changes more than settings and lists.
    """
    written = read_policy_file(path)
    amends = written.data.get("amends")
    if amends is None:
        return written
    base = path.with_name(f"{amends}.yaml")
    if not base.is_file() or base == path:
        raise written.fault(("amends",), f"there is no version {amends}", "Name the day of an older file.")
    kept = complete_policy_file(base).data
    more = sorted(set(written.data) - {"service", "valid_from", "amends", "settings", "lists"})
    if more:
        raise written.fault(
            (more[0],), "an amendment changes settings and lists alone", "Copy the whole version instead."
        )
    changed = {key: {**kept.get(key, {}), **written.data.get(key, {})} for key in ("settings", "lists")}
    whole = {**kept, **changed, "valid_from": written.data["valid_from"]}
    return Written(written.file, whole, written.lines)


@cache
def schema(form: str = POLICY) -> Mapping[str, Any]:
    """The JSON Schema of a file; `docs/schemas/` holds the same one under its name."""
    file = Path(__file__).with_name(f"{form}.schema.json")
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def misfit(parameter: str, value: Any) -> str | None:
    """Why a value, once its name was looked up, can't be a check's parameter; None when it can."""
    wanted = schema()["$defs"]["check"]["properties"].get(parameter)
    if wanted is None:
        return None
    rules = {**wanted, "$defs": schema()["$defs"]}
    fault = next(jsonschema.Draft202012Validator(rules).iter_errors(value), None)
    return _plain(fault) if fault else None


@cache
def _validator(form: str) -> Any:
    return jsonschema.Draft202012Validator(schema(form))


def _lines(node: yaml.Node | None, where: Where) -> Iterator[tuple[Where, int]]:
    if node is None:
        return
    yield where, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*where, key.value), key.start_mark.line + 1
            yield from (
                (way, line) for way, line in _lines(value, (*where, key.value)) if len(way) > len(where) + 1
            )
    if isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*where, number))


def _where(error: jsonschema.ValidationError) -> Where:
    """The faulty key; of keys that may not stand there the first, not what holds it."""
    where = tuple(error.absolute_path)
    if error.validator != "additionalProperties":
        return where
    schema_there: Any = error.schema
    held: Any = error.instance
    return (*where, *[key for key in held if key not in schema_there["properties"]][:1])


def _plain(error: jsonschema.ValidationError) -> str:
    return error.message.rstrip(".")


def _advice(error: jsonschema.ValidationError, form: str) -> str:
    allowed = error.schema.get("enum") if isinstance(error.schema, Mapping) else None
    if allowed:
        return "Choose one of: " + ", ".join(map(str, allowed)) + "."
    if error.validator == "type" and error.validator_value == "string":
        return "Put it in quotes."
    return f"See docs/schemas/{form}.json for what may stand there."
