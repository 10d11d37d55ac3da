"""What municipalities set for themselves: small files over a policy, in a folder of the operator's own."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from pipeline.deciding.written import MUNICIPALITY, Written, read_policy_file


def is_municipal(path: Path) -> bool:
    """Whether a file says what one municipality sets, and is no policy."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return any(line.startswith("municipality:") for line in lines)


def read_municipal_file(path: Path) -> Written:
    """What one municipality sets in one service from a day on. Raises PolicyInvalid."""
    return read_policy_file(path, MUNICIPALITY)


def municipal_files(folder: Path) -> tuple[Written, ...]:
    """All files of a folder and the folders in it, whatever they are called; none where it is not there.

    Raises PolicyInvalid, also for two files of one municipality, service and day.
    """
    found = sorted((read_municipal_file(path) for path in sorted(folder.rglob("*.yaml"))), key=_key)
    for one, other in pairwise(found):
        if _key(one) == _key(other):
            problem = f"{one.file} sets the same municipality, service and day"
            raise other.fault(("valid_from",), problem, "Keep one of the two.")
    return tuple(found)


def own_versions(versions: Sequence[Written], files: Sequence[Written]) -> Iterator[Written]:
    """A version of their own for each day on which the policy or what a municipality sets changes.

    Args:
        versions: All versions of one service, whole, oldest first.
        files: What municipalities set in that service.
    """
    starts = [str(one.data["valid_from"]) for one in versions]
    ends = [*starts[1:], None]
    for _, own in groupby(sorted(files, key=_key), key=lambda one: one.data["municipality"]):
        several = list(own)
        days = [str(one.data["valid_from"]) for one in several]
        for file, first, last in zip(several, days, [*days[1:], None], strict=True):
            for version, start, end in zip(versions, starts, ends, strict=True):
                if (last is None or start < last) and (end is None or first < end):
                    yield with_own(version, file)


def with_own(version: Written, file: Written) -> Written:
    """A policy with what a municipality sets in it. Raises PolicyInvalid for what it does not open."""
    for part in ("settings", "lists"):
        for name in file.data.get(part, {}):
            _check_open(version, file, part, name)
    told, base = file.data, version.data
    day = max(str(base["valid_from"]), str(told["valid_from"]))
    whole = {
        **base,
        **{part: {**base.get(part, {}), **told.get(part, {})} for part in ("settings", "lists")},
        "municipality": told["municipality"],
        "valid_from": day,
        "version": base["valid_from"],
        "municipal": told["valid_from"],
    }
    return Written(file.file, whole, file.lines)


def _check_open(version: Written, file: Written, part: str, name: str) -> None:
    base, day, value = version.data, version.data["valid_from"], file.data[part][name]
    may = [one for one in base.get("municipalities_may_set", ()) if one in base.get(part, {})]
    if name not in may:
        problem = f"{name} is not open to municipalities in {base['service']} of {day}"
        raise file.fault((part, name), problem, f"They may set these {part}: {', '.join(may) or 'none'}.")
    before = base[part][name]
    if _kind(value) is not _kind(before):
        problem = f"{value!r} can't stand for {before!r}"
        raise file.fault((part, name), problem, "Set a value of the same kind.")


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def _key(file: Written) -> tuple[str, str, str]:
    return (str(file.data["municipality"]), str(file.data["service"]), str(file.data["valid_from"]))
