"""A proposal for one field, before the proposals of all sources are joined."""

from dataclasses import dataclass

from pipeline.records import FieldSource, JsonValue, Word


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value with its proof; `confidence` 0..1 says how sure its source is, words included."""

    name: str
    value: JsonValue
    raw: str
    words: tuple[Word, ...]
    page: int
    confidence: float
    source: FieldSource


def reading_confidence(words: tuple[Word, ...]) -> float:
    """How far the reading of these words can be trusted: the worst word counts, softened."""
    worst = min((word.confidence for word in words), default=1.0)
    return 0.6 + 0.4 * worst
