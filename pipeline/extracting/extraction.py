"""Documents with labels → the same with their fields, each with its proof."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pipeline.extracting.anchoring import days_of_others, labelled_values, told_values
from pipeline.extracting.candidates import Candidate
from pipeline.extracting.consistency import (
    consistent,
    possible,
    without_days_of_others,
    without_nationalities,
)
from pipeline.extracting.joining import join
from pipeline.extracting.kinds import KIND_OF
from pipeline.extracting.layout import Sheet, paragraphs, running_right, sheet_of
from pipeline.extracting.look_alikes import without_look_alikes
from pipeline.extracting.names_apart import apart
from pipeline.extracting.normalise.capitals import as_written
from pipeline.extracting.normalise.dates import month_stands_first
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.noticing import notices
from pipeline.extracting.phrases import Phrases, load_phrases
from pipeline.extracting.placing import Anchored
from pipeline.extracting.rules import ruled_values
from pipeline.extracting.sides import sides_of
from pipeline.extracting.signatures import (
    digitally_signed,
    may_be_signed,
    signature_values,
    signers_of,
    signing_days,
)
from pipeline.extracting.tagging import FieldTagger, load_field_tagger
from pipeline.extracting.zone import Zone, printed_forms, zone_values
from pipeline.records import Document, ExtractedDocument, Field, Finding, Mrz, Reading, Word, enclosing
from pipeline.vocabulary import ANYWHERE, FIELDS, UNKNOWN

RELEASE_YEAR = 2026
"""Two-digit years are counted from here, not from the clock: the same bytes always say the same."""
CONTRACTING = 2
"""So many sign a contract."""
YEARS_AHEAD = 15
"""How far ahead a two-digit year on a document may lie."""


class FieldFinder(Protocol):
    """What extraction needs: printed labels of fields, a trained tagger or none, the year of centuries.

    `needed`: label → the only fields that may be read of its papers; of labels that are not there all are.
    """

    @property
    def phrases(self) -> Phrases: ...

    @property
    def tagger(self) -> FieldTagger | None: ...

    @property
    def year(self) -> int: ...

    @property
    def needed(self) -> Mapping[str, frozenset[str]]: ...


@dataclass(frozen=True)
class Finder:
    """The finder that ships: labels by anchor beside a trained tagger."""

    phrases: Phrases
    tagger: FieldTagger | None = None
    year: int = RELEASE_YEAR
    needed: Mapping[str, frozenset[str]] = field(default_factory=dict)


def build_field_finder(tagger: Path | None = None) -> FieldFinder:
    """Loads the labels and the tagger of a folder; about a second with spaCy's import, so once a process."""
    return Finder(load_phrases(), load_field_tagger(tagger) if tagger else None)


def reading_only(needed: Mapping[str, frozenset[str]], finder: FieldFinder) -> FieldFinder:
    """The same finder for a case whose rules use only these fields of restricted papers."""
    return Finder(finder.phrases, finder.tagger, finder.year, needed)


def extract(
    reading: Reading, documents: tuple[Document, ...], *, using: FieldFinder
) -> tuple[ExtractedDocument, ...]:
    """Read the fields that the contract names for each document's label.

    Args:
        reading: All pages of the upload, read.
        documents: Its documents; of one with label `unknown` the fields of its likeliest alternative are
            proposed, none of them accepted.
        using: Labels and the year of two-digit years.

    Returns:
        The documents in the same order; a field is there only when its value was found.
    """
    return tuple(digitally_signed(_extracted(reading, document, using), reading) for document in documents)


def _extracted(reading: Reading, document: Document, finder: FieldFinder) -> ExtractedDocument:
    sheets = tuple(sheet_of(page) for page in reading.pages if page.page.number in document.pages)
    label = _likeliest(document)
    may = finder.needed.get(label)
    wanted = [name for name in (*FIELDS[label], *ANYWHERE) if may is None or name in may]
    zone = zone_of(sheets, finder.year) if wanted else None
    found = tuple(candidates_of(sheets, label, zone, finder)) if wanted and FIELDS[label] and sheets else ()
    trust = finder.tagger.trust if finder.tagger else None
    joined = join(found, wanted, trust)
    text = "\n".join(sheet.read_page.text for sheet in sheets)
    fields = tuple(_in_own_case(field, text) for field in apart(consistent(joined.fields)))
    noticed = [*joined.findings, *notices(sheets, document.label)]
    if all(one.code != "page_missing" for one in noticed):
        noticed += _page_to_sign(sheets, document.label, found, reading)
    return ExtractedDocument(
        pages=document.pages,
        label=document.label,
        confidence=document.confidence,
        alternatives=document.alternatives,
        reasons=document.reasons,
        mrz=zone.mrz if zone else None,
        sides=sides_of(sheets, document.label, found),
        fields=_proposed(fields) if document.label == UNKNOWN else fields,
        findings=tuple(noticed),
        accepted=document.accepted,
    )


def _page_to_sign(
    sheets: tuple[Sheet, ...], label: str, found: Sequence[Candidate], reading: Reading
) -> Iterator[Finding]:
    """That the page where people sign was not sent: a contract nowhere speaks of it, and bears no hand."""
    looked = reading.signatures or any(one.name.startswith("signed_") for one in found)
    if found and len(signers_of(label)) == CONTRACTING and not looked and not any(map(may_be_signed, sheets)):
        yield Finding("page_missing", page=sheets[-1].number)


def _proposed(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Fields of a document whose label is only guessed: to be seen, not to be used."""
    return tuple(replace(field, accepted=False) for field in fields)


def _in_own_case(field: Field, text: str) -> Field:
    """The field with an organisation's name as it writes itself; `raw` stays as printed."""
    named = KIND_OF.get(field.name) in {"organisation", "party"} and isinstance(field.value, str)
    return replace(field, value=as_written(str(field.value), text)) if named else field


def _likeliest(document: Document) -> str:
    if document.label != UNKNOWN or not document.alternatives:
        return document.label
    return max(document.alternatives, key=lambda one: one.confidence).label


def candidates_of(
    sheets: tuple[Sheet, ...], label: str, zone: Zone | None, finder: FieldFinder
) -> tuple[Candidate, ...]:
    """What every source proposes for a document of this label."""
    found: list[Candidate] = []
    of_others: set[Word] = set()
    for sheet in sheets:
        values, days = _values_by_labels(sheet, label, finder)
        found += values
        of_others.update(days)
    if zone:
        found += [*zone_values(zone), *printed_forms(zone, sheets)]
    context = _context(sheets[0], finder.year)
    if finder.tagger:
        proposed = finder.tagger.candidates(sheets, label, context)
        free = without_days_of_others(proposed, signing_days(sheets, context), of_others)
        found += possible(free, found)
    found = without_nationalities(found)
    if zone:
        found = without_look_alikes(found)
    found += ruled_values(sheets, label, found, of_others, context)
    return (*found, *signature_values(sheets, label, found))


def _values_by_labels(
    sheet: Sheet, label: str, finder: FieldFinder
) -> tuple[Iterable[Candidate], Iterable[Word]]:
    """What printed labels lead to, and the words of days that are not the paper's own."""
    seen, back = running_right(sheet)
    context, whole = _context(sheet, finder.year), paragraphs(seen)
    label_words = finder.phrases.words_for(label)
    form = Anchored(seen, finder.phrases.hits(seen, label), label_words)
    text = Anchored(whole, finder.phrases.hits(whole, label), label_words)
    found = [*labelled_values(form, context), *told_values(text, context)]
    days = days_of_others(form, context)
    return [replace(one, words=tuple(map(back, one.words))) for one in found], map(back, days)


def _context(sheet: Sheet, year: int) -> Context:
    page = sheet.read_page
    return Context(year + YEARS_AHEAD, page.language, month_first=month_stands_first(page.text))


def zone_of(sheets: tuple[Sheet, ...], year: int) -> Zone | None:
    """The document's machine-readable zone; of several a sound one."""
    zones = [(sheet, sheet.read_page.mrz) for sheet in sheets if sheet.read_page.mrz]
    ordered = sorted(zones, key=lambda one: not (one[1] and one[1].valid))
    for sheet, mrz in ordered:
        if mrz:
            return Zone(mrz, sheet.number, _zone_words(mrz), year)
    return None


def _zone_words(mrz: Mrz) -> tuple[Word, ...]:
    if not mrz.boxes:
        return ()
    return (Word("".join(mrz.lines), enclosing(mrz.boxes), 1.0, 0),)
