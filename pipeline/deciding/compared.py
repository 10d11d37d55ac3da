"""Two versions of a policy, key by key: what was added, taken away, changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.deciding.written import Written


@dataclass(frozen=True, slots=True)
class Change:
    """One key that differs; `old` or `new` None: it stands in one version only."""

    key: str
    old: str | None
    new: str | None


def changes(old: Written, new: Written) -> tuple[Change, ...]:
    """Every key that differs, in the order of the newer version; requirements are told by their ids."""
    before, after = dict(_leaves(old.data, "")), dict(_leaves(new.data, ""))
    keys = dict.fromkeys([*after, *before])
    return tuple(
        Change(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
    )


def _leaves(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}" if key else str(name))
    elif (
        isinstance(value, Sequence) and not isinstance(value, str) and value and isinstance(value[0], Mapping)
    ):
        for name, inner in zip(_names(value), value, strict=True):
            yield from _leaves(inner, f"{key}[{name}]")
    else:
        yield key, _shown(value)


def _names(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What tells the items of a list apart: id, rule or labels, and a number where that is not enough."""
    seen: dict[str, int] = {}
    for item in items:
        name = str(item.get("id") or item.get("rule") or "+".join(map(str, item.get("labels", ()))))
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} {seen[name]}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "true" if value is True else "false" if value is False else str(value)
