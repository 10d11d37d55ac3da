"""Other names of a person that a paper in the case explains: a marriage, a change of name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.matching.letters import agree
from pipeline.matching.names import Likeness, compare, tokens
from pipeline.matching.ownership import label_is_sure, name_of
from pipeline.records import ExtractedDocument, Inspection, Person, Profile

Key = tuple[str, tuple[int, ...]]
"""Digest and pages of a document."""
_ENDINGS = (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka"), ("ov", "ova"), ("ev", "eva"), ("in", "ina"))
"""Surnames of a husband and a wife."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The profile with the names that papers explain; `by`: person → the paper."""

    profile: Profile
    by: Mapping[str, Key]


def explained(profile: Profile, inspections: Sequence[Inspection]) -> Explained:
    """Adds to each person's former names those that a certificate of the case gives them beside their own.

    The person must stand there with a given name and, by marriage, with the own surname or the other
    spouse's; a paper whose kind or names are doubtful explains nothing.
    """
    persons, by = list(profile.persons), {}
    for key, names, married in _certificates(inspections):
        for place, person in enumerate(persons):
            more = _by_marriage(person, names) if married else _by_change(person, names)
            if more:
                persons[place] = replace(person, former_names=(*person.former_names, more))
                by[person.id] = key
    return Explained(replace(profile, persons=tuple(persons)), by)


def _certificates(inspections: Sequence[Inspection]) -> Iterator[tuple[Key, list[str], bool]]:
    """Two names each, and whether they are those of a couple; in an order of content."""
    for upload in sorted(inspections, key=lambda one: one.sha256):
        for document in upload.documents:
            names = _names(document) if label_is_sure(document) else []
            if len(names) == 2:
                yield (upload.sha256, document.pages), names, document.label == "marriage_certificate"


def _names(document: ExtractedDocument) -> list[str]:
    wanted = {"marriage_certificate": ("spouse_names",), "name_change": ("former_name", "person_name")}
    fields = [document.field(name) for name in wanted.get(document.label, ())]
    if not all(field is not None and field.accepted and field.value for field in fields):
        return []
    values = [field.value for field in fields if field is not None]
    return [str(one) for value in values for one in (value if isinstance(value, list) else [value])]


def _by_marriage(person: Person, names: Sequence[str]) -> str | None:
    """The other spouse's surname where the person stands there under the own one; or the name before."""
    for own, other in (names, (names[1], names[0])):
        if compare(own, name_of(person)) == Likeness.SAME:
            return " ".join(form for word in tokens(other) for form in _forms(word))
        if _has_given(person, own) and any(
            agree(form, family)
            for word in tokens(other)
            for form in _forms(word)
            for family in name_of(person).family
        ):
            return own
    return None


def _by_change(person: Person, names: Sequence[str]) -> str | None:
    """The name before or after, where the other one is the person's; given names must stay."""
    before, after = names
    for own, other in ((after, before), (before, after)):
        if compare(own, name_of(person)) == Likeness.SAME and _has_given(person, other):
            return other
    return None


def _has_given(person: Person, printed: str) -> bool:
    given = name_of(person).given
    return any(agree(word, one) for word in tokens(printed) for one in given)


def _forms(word: str) -> Iterator[str]:
    """A surname, and as the other spouse bears it."""
    yield word
    for his, hers in _ENDINGS:
        if word.endswith(his):
            yield word.removesuffix(his) + hers
        if word.endswith(hers):
            yield word.removesuffix(hers) + his
