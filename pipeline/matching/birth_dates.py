"""Compares birth dates of which parts may be unknown (`1970-XX-XX`)."""

from enum import IntEnum

from pipeline.matching.names import one_edit


class Agreement(IntEnum):
    """How two dates stand to each other; `SLIP`: a swap of day and month, or one digit off."""

    CONTRADICT = 0
    SLIP = 1
    UNKNOWN = 2
    AGREE = 3


def agreement(one: str | None, other: str | None) -> Agreement:
    """Compares two days in ISO form; an unknown day or part contradicts nothing."""
    if not one or not other:
        return Agreement.UNKNOWN
    if one == other:
        return Agreement.AGREE
    parts = list(zip(one.split("-"), other.split("-"), strict=False))
    if all(a == b or "X" in a or "X" in b for a, b in parts):
        return Agreement.UNKNOWN if one.startswith("XX") or other.startswith("XX") else Agreement.AGREE
    year, month, day = [*other.split("-"), "", ""][:3]
    return Agreement.SLIP if one == f"{year}-{day}-{month}" or one_edit(one, other) else Agreement.CONTRADICT
