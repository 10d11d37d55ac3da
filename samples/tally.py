"""How wide a generated world is: per label its families, languages and ways, held against the floors."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from samples.identity.papers import MAKERS

FAMILIES: Final = 8
OTHER_KINDS: Final = 30
HOUSE: Final = frozenset({"da", "en"})
ABROAD: Final = frozenset(
    {
        "de", "sv", "no", "is", "fi", "pl", "es", "fr", "it", "pt", "ro", "hr", "lt", "el", "tr", "uk", "ru",
        "ar", "fa", "hi", "zh", "vi", "so",
    }
)  # fmt: skip
FROM_ABROAD: Final = frozenset(
    {
        "birth_certificate", "marriage_certificate", "divorce_decree", "death_certificate", "name_change",
        "custody_or_consent", "lease", "owner_proof", "utility_bill", "employment_contract",
        "employer_letter", "payslip", "bank_statement", "study_admission", "study_diploma",
    }
)  # fmt: skip
"""Labels whose papers come from any country: civil status, housing, work, bank, study."""
_WORDLESS: Final = frozenset({"blank", "photo_portrait"})


@dataclass
class Row:
    """What was seen of a label."""

    documents: int = 0
    families: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    ways: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)


def tally(lines: Iterable[Mapping[str, Any]]) -> dict[str, Row]:
    """Label → what its documents show, in order of label."""
    rows: dict[str, Row] = {}
    for line in lines:
        for document in line["documents"]:
            row = rows.setdefault(document["label"], Row())
            row.documents += 1
            row.families.add(document["family"])
            row.languages |= {document["language"]} - {None}
            row.ways[line["capture"]["way"]] += 1
            row.kinds.add(document["kind"])
    return dict(sorted(rows.items()))


def wanted_languages(label: str) -> frozenset[str]:
    """The languages that a label must be made in."""
    if label in MAKERS or label in _WORDLESS:
        return frozenset()
    return HOUSE | ABROAD if label in FROM_ABROAD else HOUSE


def shortfalls(rows: Mapping[str, Row]) -> list[str]:
    """What lies under its floor, in words."""
    short = []
    for label, row in rows.items():
        if len(row.families) < FAMILIES and label not in _WORDLESS:
            short.append(f"{label}: {len(row.families)} families")
        lacking = wanted_languages(label) - row.languages
        if lacking:
            short.append(f"{label}: not in {', '.join(sorted(lacking))}")
    if len(rows["other"].kinds if "other" in rows else ()) < OTHER_KINDS:
        short.append(f"other: {len(rows['other'].kinds) if 'other' in rows else 0} kinds")
    return short


def as_table(rows: Mapping[str, Row]) -> list[tuple[str, ...]]:
    """Head and rows: label, documents, families, languages, kinds, and how many documents each way."""
    ways = sorted({way for row in rows.values() for way in row.ways})
    head = ("label", "documents", "families", "languages", "kinds", *ways)
    body = [
        (
            label,
            *map(str, (row.documents, len(row.families), len(row.languages), len(row.kinds))),
            *(str(row.ways[way]) for way in ways),
        )
        for label, row in rows.items()
    ]
    return [head, *body]
