"""Proposals of all sources → one field each, with its confidence, its conflicts and what they mean.

A value whose sources agree is surer than each; one whose sources disagree is less sure, and both are shown.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.kinds import KIND_OF, LISTS
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.transliteration import agrees, alike_in_print, begins_with, nearly_agrees
from pipeline.extracting.weighing import Trust
from pipeline.extracting.zone import PROVED
from pipeline.records import Field, FieldSource, Finding, JsonValue, enclosing

ACCEPTED_FROM: Final[dict[FieldSource, float]] = {
    "mrz": 0.75, "anchor": 0.6, "rule": 0.55, "layer": 0.6, "model": 0.6, "signature": 0.5, "person": 0.0,
}  # fmt: skip
"""Source → the confidence at which a value may be used without a person; by hand until calibrated."""
DISAGREEING: Final = 0.6
"""What is left of a confidence when a source of equal standing says another thing."""
STANDING: Final = 0.72
"""From this confidence a proposal can contradict the zone."""
DOUBTING: Final = 0.5
"""From this confidence it is shown beside a value that is in doubt."""
NAMES: Final = frozenset({"surname", "given_names"})
NUMBERS: Final = frozenset({"document_number", "personal_number"})
MOST_NAMES: Final = {"parent_names": 2, "spouse_names": 2}
TAGGER_YIELDS: Final = 0.72
"""What the tagger's probability counts against the confidence of other sources: on papers of other makers
labels were right in six of seven disagreements."""
IN_WORDS: Final = frozenset({"person", "people", "party", "organisation", "place", "address", "text"})
"""Kinds of which a source may read too few words."""
CLOSE: Final = 0.04
"""Confidences no farther apart are alike."""
LIST_SPREAD: Final = 0.08
"""Lists are joined from proposals that are about as sure as the surest."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Fields in the order asked for, and the findings about them."""

    fields: tuple[Field, ...]
    findings: tuple[Finding, ...]


def join(candidates: Iterable[Candidate], wanted: Sequence[str], trust: Trust | None = None) -> Joined:
    """One field for each wanted name that has a proposal; with `trust` proposals are weighed by it."""
    by_name: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_name.setdefault(one.name, []).append(one)
    fields = [_field(by_name[name], trust) for name in wanted if name in by_name]
    findings = [_finding(field) for field, sources in fields if field.conflicts and "mrz" in sources]
    return Joined(tuple(field for field, _ in fields), tuple(findings))


def _finding(field: Field) -> Finding:
    return Finding("conflicting_fields", page=field.page, box=field.box, field=field.name)


def _field(candidates: list[Candidate], trust: Trust | None) -> tuple[Field, set[FieldSource]]:
    sources = {one.source for one in candidates}
    zone = next((one for one in candidates if one.source == "mrz"), None)
    if zone:
        return _with_zone(zone, [one for one in candidates if one is not zone]), sources
    if trust and candidates[0].name in KIND_OF:
        return _weighed(candidates, trust), sources
    best = max(candidates, key=lambda one: one.confidence)
    if best.name in LISTS:
        return _as_field(_listed(best, candidates)), sources
    others = [one for one in candidates if one.source != best.source and one.confidence >= STANDING]
    against = [one for one in others if not _same(best, one)]
    agreeing = any(_same(best, one) for one in candidates if one is not best)
    sure = best.confidence * (DISAGREEING if against and not agreeing else 1.0)
    return _as_field(replace(best, confidence=_more(sure) if agreeing else sure), against), sources


def _weighed(candidates: list[Candidate], trust: Trust) -> Field:
    """The value that has most standing, with the probability that it is right; others stand beside it."""
    values = clusters(candidates)
    chosen = foremost(values)
    others = [own for own in values if own is not chosen]
    sure = trust.confidence(chosen, [one for own in others for one in own])
    best = max(chosen, key=lambda one: (one.source != "model", one.confidence))
    against = [max(own, key=lambda one: one.confidence) for own in others]
    accepted = sure >= trust.accept
    least = STANDING if accepted else DOUBTING
    field = _as_field(replace(best, confidence=sure), [one for one in against if one.confidence >= least])
    return replace(field, accepted=accepted)


def foremost(values: Sequence[Sequence[Candidate]]) -> Sequence[Candidate]:
    """The value with most standing; of those that stand alike the one that more sources tell."""
    return max(
        values, key=lambda own: (round(standing(own), 2), len({one.source for one in own}), standing(own))
    )


def standing(own: Sequence[Candidate]) -> float:
    """The surest proposal counts; the tagger yields to a label that leads to the value (see decision 35)."""
    return max(one.confidence * (TAGGER_YIELDS if one.source == "model" else 1.0) for one in own)


def clusters(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Proposals by the value that they agree on; lists of one source become one list first."""
    if candidates[0].name in LISTS:
        by_source = [
            [one for one in candidates if (one.source == "model") is model] for model in (False, True)
        ]
        candidates = [_listed(max(some, key=lambda one: one.confidence), some) for some in by_source if some]
    found: list[list[Candidate]] = []
    for one in candidates:
        alike = next((own for own in found if any(_same(other, one) for other in own)), None)
        own = alike or next((own for own in found if _part_of(own[0], one)), None)
        if own is None:
            found.append([one])
        else:
            own.append(one)
    return found


def _part_of(one: Candidate, other: Candidate) -> bool:
    """Whether the tagger proposes a part of what another source reads, or more than that."""
    if (one.source == "model") == (other.source == "model") or KIND_OF.get(one.name) not in IN_WORDS:
        return False
    mine, theirs = (set(fold(" ".join(_list(it.value))).split()) for it in (one, other))
    return mine <= theirs or theirs <= mine


def _with_zone(zone: Candidate, visual: list[Candidate]) -> Field:
    agreeing = [one for one in visual if _same(one, zone) or _goes_on(one, zone)]
    if agreeing:
        best = max(agreeing, key=lambda one: one.confidence)
        own = zone.name in NAMES and _is_latin(str(best.value))
        value = _as_printed(best) if zone.name in NUMBERS else zone.value
        chosen = best if own else replace(best, value=value, source="mrz")
        return _as_field(replace(chosen, confidence=_more(max(best.confidence, zone.confidence))))
    nearly = [one for one in visual if zone.name in NAMES and _nearly(str(one.value), str(zone.value))]
    if nearly:
        return _as_field(max(nearly, key=lambda one: one.confidence))
    proved = zone.confidence >= PROVED  # by a check digit: then the tagger alone contradicts nothing
    rivals = [one for one in visual if one.confidence >= STANDING and not (proved and one.source == "model")]
    if not rivals:
        return _as_field(zone)
    best = max(rivals, key=lambda one: one.confidence)
    winner, loser = (zone, best) if zone.confidence >= best.confidence else (best, zone)
    return _as_field(replace(winner, confidence=winner.confidence * DISAGREEING), [loser])


def _nearly(printed: str, machine: str) -> bool:
    return nearly_agrees(printed, machine) or alike_in_print(printed, machine)


def _as_printed(number: Candidate) -> str:
    """A number with the strokes that its print has and a zone can't hold; blanks only part groups."""
    return "".join(str(number.value).split()).strip(".,:;-/ ")


def _is_latin(name: str) -> bool:
    """Whether a name is printed in Latin letters; one that is not stands as the zone spells it."""
    return all("LATIN" in unicodedata.name(sign, "") for sign in name if sign.isalpha())


def _goes_on(printed: Candidate, zone: Candidate) -> bool:
    """Whether the zone's name stops at the end of its line, and the printed one goes on from there."""
    return (
        zone.name in NAMES and not zone.raw.endswith("<") and begins_with(str(printed.value), str(zone.value))
    )


def _more(confidence: float) -> float:
    """Two that agree leave half the doubt."""
    return 1 - (1 - confidence) / 2


def _same(one: Candidate, other: Candidate) -> bool:
    if one.value == other.value:
        return True
    if "mrz" in {one.source, other.source} and one.name in NAMES:
        printed, machine = (one, other) if other.source == "mrz" else (other, one)
        return agrees(str(printed.value), str(machine.value))
    if isinstance(one.value, list) and isinstance(other.value, list):
        return {_compact(name) for name in one.value} == {_compact(name) for name in other.value}
    if isinstance(one.value, str) and isinstance(other.value, str):
        if "X" in one.value[5:] and one.name == "birth_date":
            return one.value[:4] == other.value[:4]
        return _compact(one.value) == _compact(other.value)
    return False


def _compact(value: str) -> str:
    return "".join(sign for sign in fold(value) if sign.isalnum())


def _listed(best: Candidate, candidates: list[Candidate]) -> Candidate:
    """Names of all labels about as sure as the surest, each once, in order of place.

    Of a name that one has with more words the fuller stands, unless it was read less surely: then words of
    the next line may have run into it.
    """
    near = sorted((one for one in candidates if one.confidence >= best.confidence - LIST_SPREAD), key=_place)
    told = [(name, one) for one in near for name in _list(one.value)]
    kept: list[tuple[str, Candidate]] = []
    for name, one in sorted(told, key=lambda said: -len(said[0].split())):
        fuller = next((place for place, (other, _) in enumerate(kept) if _alike(name, other)), None)
        if fuller is None:
            kept.append((name, one))
        elif kept[fuller][1].confidence < one.confidence - CLOSE:
            kept[fuller] = (name, one)
    kept.sort(key=told.index)
    most = MOST_NAMES.get(best.name, len(kept))
    used = [one for one in near if any(one is own for _, own in kept)]
    here = [one for one in used if one.page == used[0].page]
    words = tuple(word for one in here for word in one.words)
    raw = "; ".join(one.raw for one in used)
    return replace(best, value=[name for name, _ in kept[:most]], raw=raw, words=words, page=used[0].page)


def _place(one: Candidate) -> tuple[int, float, float]:
    return (one.page, one.words[0].box.y0, one.words[0].box.x0) if one.words else (one.page, 0, 0)


def _alike(one: str, other: str) -> bool:
    """Whether one name has all words of the other, perhaps more."""
    words, others = set(fold(one).split()), set(fold(other).split())
    return words <= others or others <= words


def _list(value: JsonValue) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _as_field(chosen: Candidate, against: Sequence[Candidate] = ()) -> Field:
    return Field(
        name=chosen.name,
        value=chosen.value,
        raw=chosen.raw,
        confidence=round(chosen.confidence, 4),
        accepted=chosen.confidence >= ACCEPTED_FROM[chosen.source],
        page=chosen.page,
        box=enclosing([word.box for word in chosen.words]) if chosen.words else None,
        source=chosen.source,
        conflicts=tuple(dict.fromkeys(f"{one.source}: {one.value}" for one in against)),
    )
