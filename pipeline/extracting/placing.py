"""Where a label's value may stand: same line, right of, below, under a sub-label, or on in the sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from pipeline.extracting.layout import Passage, Segment, Sheet
from pipeline.extracting.phrases import ELSEWHERE, OTHER, Hit, Mode, squash
from pipeline.records import Box, Word, enclosing

SURE: Final = {"colon": 0.97, "line": 0.93, "right": 0.94, "below": 0.9, "sentence": 0.65, "above": 0.6}
"""Place of the value → how often it is the right one; by hand until calibrated."""
SENTENCE_KINDS: Final = frozenset({"date", "amount", "address", "cpr", "cvr", "hours", "iban"})
"""Kinds whose values are told by their shape even where the label stands amid a sentence."""
MANY_ROWS: Final = frozenset({"people", "address"})
PARTS: Final = {
    "person": "part_name",
    "people": "part_name",
    "party": "part_name",
    "organisation": "part_name",
    "address": "part_address",
    "date": "part_date",
}
"""Under a heading (Tenant) a sub-label (Name) leads to the value: kind → pseudo field of the sub-label."""
TRANSLATED_WORDS: Final = 4
"""Words of a label's translation that may hold one that we don't know."""
_NUMBERING: Final = re.compile(r"^\W*(?:§\s*\d+|\d{1,2}\s?[a-z]?(?=\s?[.):]))")
"""The number of a label: `4.`, `4b)`, `§ 2`; a number alone is a value."""
_NUMBER_ALONE: Final = re.compile(r"(\d{1,2}) ")
NUMBERED: Final = 3
"""Labels after rising numbers by which a form shows that it numbers without a stop: `3 Date of birth`."""
TRANSLATABLE: Final = frozenset({"text", "place", "person", "people", "party", "organisation"})
"""Kinds that a label's unknown translation could be taken for."""
FAR: Final = 12.0
"""Heights of text to the right at which a value may as well be another column's."""
SMALLER_THAN, LARGER_THAN = 1.2, 1.25
"""Heights of print beside and under a label, in its own, at which it is a box's caption."""
FEWEST_VOTES, MOST_VOTES = 3, 0.7
"""How many labels between two values, and what share, tell that labels stand under their values."""
FEWEST_ENDS = 2
"""How many columns or blocks of a page tell by their last line that labels stand under values."""
PART_REACH = 7.0
"""Heights of text from a heading down to its sub-label."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words among which a value may stand, and how sure that place is."""

    passage: Passage
    confidence: float


@dataclass(frozen=True)
class Anchored:
    """A page with the labels found on it. `label_words`: all words that labels are made of, squashed."""

    sheet: Sheet
    hits: tuple[Hit, ...]
    label_words: frozenset[str] = frozenset()

    @cached_property
    def label_orders(self) -> frozenset[int]:
        """Orders of the segments that begin with a label."""
        return frozenset(hit.segment.order for hit in self.hits if self.leads(hit) and self.ends_values(hit))

    @cached_property
    def under_their_values(self) -> bool:
        """Whether labels stand under their values here, as on many cards: what is over one lies closer.

        Where rows lie evenly: columns end in labels, and none begins with one.
        """
        labels = {hit.segment.order: hit for hit in self.hits if self.leads(hit) and self.ends_values(hit)}
        around = [(_box(self, hit), *self._neighbours(hit)) for hit in labels.values()]
        between = [self._gaps(box, over, under) for box, over, under in around if over and under]
        closer = sum(above < below / 2 for above, below in between)
        if len(between) >= FEWEST_VOTES and closer > len(between) * MOST_VOTES:
            return True
        ends = sum(over is not None and under is None for _, over, under in around)
        begins = sum(under is not None and over is None for _, over, under in around)
        even = all(below > above / 2 for above, below in between)
        return len(between) >= FEWEST_VOTES and even and ends >= FEWEST_ENDS and not begins

    def _neighbours(self, hit: Hit) -> tuple[Segment | None, Segment | None]:
        """What stands right over and right under a label and is none."""
        box = _box(self, hit)
        over = next((one for one in self.sheet.above(box)[:1] if one.order not in self.label_orders), None)
        under = next((one for one in self.sheet.below(box)[:1] if one.order not in self.label_orders), None)
        return over, under

    def _gaps(self, box: Box, over: Segment, under: Segment) -> tuple[float, float]:
        """Free height over and under a label."""
        top, bottom = self.sheet.level(box)
        return top - self.sheet.level(over.box)[1], self.sheet.level(under.box)[0] - bottom

    def ends_values(self, hit: Hit) -> bool:
        """Whether a value ends where this label begins; another paper's needs a colon or a line alone."""
        text = hit.segment.text
        if text[hit.start].islower() and hit.start > 0 and text[hit.end : hit.end + 2].strip()[:1] != ":":
            return False
        if any(meaning.field != ELSEWHERE for meaning in hit.meanings):
            return not all(meaning.mode in {"after", "before"} for meaning in hit.meanings)
        return text[hit.end : hit.end + 2].strip()[:1] == ":" or not text[: hit.start] + text[
            hit.end :
        ].strip(" .")

    def runs_on(self, hit: Hit) -> bool:
        """Whether its label is longer than we know: `Date of birth of the mother` is another one."""
        text = _rest(self, hit, goes_on=False).text
        return any(sign.isalpha() for sign in text) and not any(sign.isdigit() for sign in text)

    def leads(self, hit: Hit) -> bool:
        """Whether a label stands at the head of its segment, perhaps after a number or its translation."""
        return (hit.segment.order, hit.start) in self._leading

    @cached_property
    def _leading(self) -> frozenset[tuple[int, int]]:
        return frozenset((hit.segment.order, hit.start) for hit in self.hits if self._at_head(hit))

    @cached_property
    def _numbers_labels(self) -> bool:
        """Whether labels of the page follow rising numbers without a stop."""
        heads = {hit.segment.order: hit.segment.text[: hit.start] for hit in self.hits if hit.start}
        told = [_NUMBER_ALONE.fullmatch(heads[order]) for order in sorted(heads)]
        numbers = [int(one[1]) for one in told if one]
        return len(numbers) >= NUMBERED and numbers == sorted(set(numbers))

    def _at_head(self, hit: Hit) -> bool:
        before = hit.segment.text[: hit.start]
        if self._numbers_labels and _NUMBER_ALONE.fullmatch(before):
            return True
        colon = hit.segment.text[hit.end : hit.end + 2].strip()[:1] == ":"
        if colon or before.rstrip()[-1:] in {"/", "|", ":"}:
            return True
        for other in self.hits:
            if other.segment.order == hit.segment.order and other.end <= hit.start:
                before = before.replace(other.segment.text[other.start : other.end], "")
        words = re.findall(r"[^\W_]+", _NUMBERING.sub("", before))
        short = all(len(word) <= 2 and not word.islower() and not word.isdigit() for word in words)
        return short and len(words) <= 2


def places(anchored: Anchored, hit: Hit, kind: str, mode: Mode) -> Iterator[Place]:
    """Places for a value of this kind, likeliest first."""
    if mode == "before":
        yield Place(_before(anchored, hit), SURE["line"])
    elif anchored.leads(hit):
        yield from _label_places(anchored, hit, kind, mode)
    elif mode == "after":
        yield Place(_rest(anchored, hit, goes_on=True), SURE["line"])
    elif kind in SENTENCE_KINDS:
        yield Place(_rest(anchored, hit, goes_on=True), SURE["sentence"])


def _label_places(anchored: Anchored, hit: Hit, kind: str, mode: Mode) -> Iterator[Place]:
    begun = bool(_rest(anchored, hit, goes_on=False).text)
    rest = _rest(anchored, hit, goes_on=mode == "after" or (kind == "address" and begun))
    if any(sign.isalnum() for sign in rest.text) and not (kind in TRANSLATABLE and _translated(hit, rest)):
        colon = ":" in hit.segment.text[hit.end : hit.end + 40].split(rest.text[:1])[0]
        yield Place(rest, SURE["colon" if colon else "line"])
    part = _part(anchored, hit, kind)
    if part:
        yield from _label_places(anchored, part, "", "label")
    yield from _outside(anchored, hit, kind)


def _outside(anchored: Anchored, hit: Hit, kind: str) -> Iterator[Place]:
    """Right of the label's segment, then under the label, then over it."""
    stops, sheet, box = anchored.label_orders, anchored.sheet, _box(anchored, hit)
    right = next((one for one in sheet.right_of(hit.segment)[:1] if one.order not in stops), None)
    rows = () if right is None else _row_or_column(anchored, hit, right, kind)
    beside = [Place(row, SURE["right"]) for row in rows]
    unders = [one for one in sheet.below(box)[:2] if one.order not in stops]
    under = [Place(row, SURE["below"]) for one in unders for row in _columns(anchored, one, kind)]
    over = [one for one in sheet.above(box)[:1] if one.order not in stops]
    if anchored.under_their_values:
        yield from (Place(_column(anchored, one, ""), SURE["below"]) for one in over)
        return
    if _label_follows(anchored, hit):
        yield from under
    elif right and (_in_anothers_column(anchored, hit, right, unders) or _is_caption(hit, right, unders)):
        yield from (*under, *beside)
    else:
        yield from (*beside, *under)
    yield from (Place(_column(anchored, one, ""), SURE["above"]) for one in over)


def _in_anothers_column(anchored: Anchored, hit: Hit, right: Segment, unders: Sequence[Segment]) -> bool:
    """Whether what stands right has its own label over it, and is far or the label has a value under it."""
    over = anchored.sheet.above(right.box)[:1]
    labelled = any(one.order in anchored.label_orders and one.box.x0 > hit.segment.box.x1 for one in over)
    far = anchored.sheet.across(right.box.x0 - hit.segment.box.x1) > FAR
    return labelled and (far or bool(unders))


def _is_caption(hit: Hit, right: Segment, unders: Sequence[Segment]) -> bool:
    """Whether a label is small, as what stands right of it is, and larger print stands under it."""
    small = hit.segment.height
    return bool(unders) and right.height < small * SMALLER_THAN and unders[0].height > small * LARGER_THAN


def _label_follows(anchored: Anchored, hit: Hit) -> bool:
    """Whether another label stands after this one in its segment, so that what is right is that one's."""
    return any(
        one.segment.order == hit.segment.order
        and one.start > hit.end
        and not _same(one, hit)
        and anchored.ends_values(one)
        for one in anchored.hits
    )


def _part(anchored: Anchored, hit: Hit, kind: str) -> Hit | None:
    """The sub-label that belongs to a heading: the nearest under it in its column."""
    wanted = PARTS.get(kind)
    if not wanted or any(meaning.field.startswith("part_") for meaning in hit.meanings):
        return None
    under = {one.order for one in anchored.sheet.below(_box(anchored, hit), PART_REACH)}
    for one in anchored.hits:
        if one.segment.order not in under or not anchored.leads(one):
            continue
        if any(meaning.field == wanted for meaning in one.meanings):
            return one
        if not all(
            meaning.field.startswith("part_") or meaning.field in {OTHER, ELSEWHERE}
            for meaning in one.meanings
        ):
            return None
    return None


def _rest(anchored: Anchored, hit: Hit, *, goes_on: bool) -> Passage:
    """What follows a label in its segment, up to the next label; `goes_on`: and the line under it."""
    segment = hit.segment
    start = _after_translations(anchored, hit)
    ends = [
        one.start
        for one in anchored.hits
        if one.segment.order == segment.order
        and one.start >= start
        and anchored.ends_values(one)
        and not _same(one, hit)
    ]
    words = _words(segment, start, min(ends, default=len(segment.text) + 1))
    rows = [words] if words else []
    if goes_on and not ends:
        under = [
            one for one in anchored.sheet.below(segment.box, 1.8) if one.order not in anchored.label_orders
        ]
        rows += [one.words for one in under[:1]]
    return Passage((tuple(word for row in rows for word in row),), segment.page)


def _after_translations(anchored: Anchored, hit: Hit) -> int:
    """The end of a label and of the same label in further languages: `Surname / Nom / Apellidos`."""
    text, end = hit.segment.text, hit.end
    for other in anchored.hits:
        between = text[end : other.start]
        follows_on = other.segment.order == hit.segment.order and other.start >= end and _same(other, hit)
        if follows_on and not any(sign.isalnum() for sign in between):
            end = other.end
    follows = text[end:].lstrip(" .")
    if follows[:1] in {"/", "(", "|"}:
        place = text.find({"(": ")"}.get(follows[0], ":"), end)
        return place + 1 if place >= 0 else _after_label_words(text, end, anchored.label_words)
    return end


def _translated(hit: Hit, rest: Passage) -> bool:
    """Whether what follows is the label once more in a language that we have no word of: `Navn / Nimi`."""
    return (
        hit.segment.text[hit.end :].lstrip(" .")[:1] in {"/", "|"}
        and ":" not in rest.text
        and bool(rest.text)
    )


def _after_label_words(text: str, end: int, label_words: frozenset[str]) -> int:
    """After the last of the next few words that labels are made of: `/ Place ot birth` is a label too."""
    ahead = list(re.finditer(r"[^\W\d_]+", text[end:]))[:TRANSLATED_WORDS]
    return max((end + word.end() for word in ahead if squash(word[0]) in label_words), default=end)


def _same(one: Hit, other: Hit) -> bool:
    return bool({meaning.field for meaning in one.meanings} & {meaning.field for meaning in other.meanings})


def _before(anchored: Anchored, hit: Hit) -> Passage:
    """What stands between the phrase and the one before it in the same paragraph."""
    ends = [
        one.end for one in anchored.hits if one.segment.order == hit.segment.order and one.end <= hit.start
    ]
    words = _words(hit.segment, max(ends, default=0), hit.start)
    above = anchored.sheet.above(hit.segment.box)[:1] if not words and not ends else ()
    return Passage((words or tuple(word for one in above for word in one.words),), hit.segment.page)


def _column(anchored: Anchored, segment: Segment, kind: str) -> Passage:
    """A segment up to the first label in it; kinds of many lines take those under it too."""
    if kind not in MANY_ROWS:
        return Passage((_unlabelled(anchored, segment),), segment.page)
    column = anchored.sheet.column_from(segment, anchored.label_orders)
    if kind == "address":
        return Passage(tuple(one.words for one in column[:4]), segment.page)
    named = takewhile(lambda one: not any(sign.isdigit() for sign in one.text), column[1:])
    return Passage(tuple(_unlabelled(anchored, one) for one in (column[0], *named)), segment.page)


def _columns(anchored: Anchored, segment: Segment, kind: str) -> tuple[Passage, ...]:
    """The column from a segment; of an address also with what stands beside its lines, for the town may."""
    column = _column(anchored, segment, kind)
    if kind != "address":
        return (column,)
    lines = anchored.sheet.column_from(segment, anchored.label_orders)[:4]
    rows = (
        (*line.words, *(word for one in anchored.sheet.right_of(line)[:1] for word in one.words))
        for line in lines
    )
    return column, Passage(tuple(rows), segment.page)


def _row_or_column(anchored: Anchored, hit: Hit, segment: Segment, kind: str) -> tuple[Passage, ...]:
    """Names may stand side by side in the columns of a table, one a person."""
    row = [one for one in anchored.sheet.right_of(hit.segment) if one.order not in anchored.label_orders]
    if kind != "people" or len(row) < 2:
        return _columns(anchored, segment, kind)
    return (Passage(tuple(_unlabelled(anchored, one) for one in row), segment.page),)


def _unlabelled(anchored: Anchored, segment: Segment) -> tuple[Word, ...]:
    here = [hit for hit in anchored.hits if hit.segment.order == segment.order]
    starts = [hit.start for hit in here if anchored.ends_values(hit)]
    return _words(segment, 0, min(starts, default=len(segment.text) + 1))


def _words(segment: Segment, start: int, end: int) -> tuple[Word, ...]:
    """The words that begin in `text[start:end]`; a word cut by `start` keeps its tail, with its whole box."""
    kept, position = [], 0
    for word in segment.words:
        if position >= end:
            break
        if position >= start:
            kept += [word] if position + len(word.text) <= end else _head(word, end - position)
        elif position + len(word.text) > start:
            tail = word.text[start - position :].lstrip(":;.,/ ")
            kept += [Word(tail, word.box, word.confidence, word.line)] if any(map(str.isalnum, tail)) else []
        position += len(word.text) + 1
    return tuple(kept)


def _head(word: Word, letters: int) -> list[Word]:
    """The part of a word before a label that begins inside it: `(the` before `the landlord` is `(`."""
    head = word.text[:letters].rstrip("(“\"'")
    return [Word(head, word.box, word.confidence, word.line)] if any(map(str.isalnum, head)) else []


def _box(anchored: Anchored, hit: Hit) -> Box:
    """The label's words with its translations: its whole line where no other label stands on it."""
    if anchored.leads(hit) and not _label_follows(anchored, hit):
        return hit.segment.box
    words = Passage((hit.segment.words,), hit.segment.page).words_in(hit.start, hit.end)
    return enclosing([word.box for word in words])
