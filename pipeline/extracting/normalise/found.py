"""What every normaliser returns: a value and where in the text it stood."""

from dataclasses import dataclass

from pipeline.records import JsonValue


@dataclass(frozen=True, slots=True)
class Found:
    """A value in normal form; `text[start:end]` is what was printed."""

    value: JsonValue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the document tells about how to read a value.

    `latest_year`: the last year that a two-digit year can mean. `currency`: meant where none is printed.
    """

    latest_year: int
    language: str | None = None
    month_first: bool = False
    currency: str = "DKK"
