"""A name that is printed whole under one label, and was taken for surname and given names both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extracting.normalise.folding import fold
from pipeline.records import Field

COMMON: Final = 2
"""So many words in both are more than a name that runs in a family."""
PARTICLE: Final = 2
"""Letters of words that count for nothing: `da Silva` may stand in both."""


def apart(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The same fields; of a name in both places the last word is the surname, and a person looks at it."""
    named = {field.name: field for field in fields if isinstance(field.value, str)}
    surname, given = named.get("surname"), named.get("given_names")
    if surname is None or given is None or not _in_both(surname, given):
        return tuple(fields)
    printed = given if given.source != "mrz" else surname
    *first, last = str(printed.value).split()
    parts = {"surname": last, "given_names": " ".join(first)}
    return tuple(
        replace(printed, name=field.name, value=parts[field.name], accepted=False)
        if field.name in parts
        else field
        for field in fields
    )


def _in_both(surname: Field, given: Field) -> bool:
    one, other = (
        {word for word in fold(str(field.value)).split() if len(word) > PARTICLE}
        for field in (surname, given)
    )
    return len(one & other) >= COMMON
