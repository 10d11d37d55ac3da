"""What the profile bears out: a value that says just what the applicant told was read right.

A misread name is never by chance the name of one who applies, so agreement tells more than any confidence of
a reader. Disagreement tells nothing here: it is weighed in `ownership.py`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.matching.letters import agree, in_latin
from pipeline.matching.names import Likeness, Name, compare, known_name, one_edit, strangeness, tokens
from pipeline.matching.ownership import HOLDER_FIELDS, is_minor, name_of
from pipeline.matching.zone_names import names_in
from pipeline.records import ExtractedDocument, Field, InspectedPage, Inspection, Person, Profile

_ON_THE_PAPER: Final = 0.9
"""Confidence of a name that was looked for and stands there, while no label led to it."""
_ONE_OF_TWO: Final = frozenset({"spouse_names"})
"""Lists of which one name alone would say that the other is not named."""
_IN_PASSING: Final = frozenset({"holder_names"})
"""Bank statements name whoever sent or got money, so a name somewhere on one is not its holder's."""
_NO_HOLDERS: Final = frozenset({"host", "representative", "custody_holder"})
"""Roles of persons whom papers of others name."""
_LONG: Final = 4
"""Letters of a word in which a misread one leaves no doubt, where zone and profile say the same."""
_STOPS: Final = ".,;:()[]"
_APART: Final = re.compile(r"[\s/]+")
"""Between the words of a page; cards print two spellings of a name with a stroke between."""
_FILLER: Final = "<"
"""In words of a zone, which must not bear out itself."""
_POSTCODE: Final = re.compile(r"\b\d{4}\b")
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_ALIKE: Final = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o"})
_MISREAD: Final = str.maketrans({"Þ": "P", "þ": "p", "Ł": "T", "ł": "t"})
"""Letters outside the reader's usual ones, and what it takes them for."""


def corroborated(inspection: Inspection, profile: Profile) -> Inspection:
    """The inspection with names, birth dates and the home's address accepted where they are the profile's.

    Where the holder's name was not read, not surely or in part, the paper's words are searched for it: all
    names of one person, one after the other and nothing between. So are a child's parents. The address is
    never searched for: a lease of one home names another as the tenant's.
    """
    documents = tuple(_borne_out(one, _pages(inspection, one), profile) for one in inspection.documents)
    return replace(inspection, documents=documents)


def _pages(inspection: Inspection, document: ExtractedDocument) -> list[InspectedPage]:
    return [page for page in inspection.pages if page.number in document.pages]


def _borne_out(
    document: ExtractedDocument, pages: Sequence[InspectedPage], profile: Profile
) -> ExtractedDocument:
    names = HOLDER_FIELDS.get(document.label, ())
    if not names:
        return document
    children = [one for one in profile.persons if is_minor(one, profile.received.year)]
    document = _with(document, set(), _parents(document, pages, profile.persons, children))
    document = _with(document, set(), _home(document, profile.address))
    document = _with(document, set(), _spelled(document, profile.persons))
    document = _with(document, set(), _in_own_letters(document, names, profile.persons))
    document = _with(document, set(), _other_half(document, pages, profile.persons))
    told = {person.birth_date for person in profile.persons if person.birth_date}
    agreed = {"birth_date"} if _value(document, "birth_date") in told else set()
    persons = _may_give(document, profile.persons)
    if are_known(document, names, persons) or _by_an_only_name(document, names, persons):
        return _with(document, agreed | set(names), ())
    found = _looked_for(names, pages, _may_hold(document, names, profile.persons, children))
    return _with(document, agreed, found if found and _gives_way(document, found[0]) else ())


def _may_give(document: ExtractedDocument, persons: Sequence[Person]) -> list[Person]:
    """All of them, but nobody gives authority to herself."""
    return [one for one in persons if (document.label, one.role) != ("power_of_attorney", "representative")]


def _may_hold(
    document: ExtractedDocument,
    names: Sequence[str],
    persons: Sequence[Person],
    children: Sequence[Person],
) -> list[Person]:
    """Those whose paper it may be: papers about a child name grown-ups too, and papers of all name hosts."""
    if "child_names" in names or (document.label == "birth_certificate" and children):
        return list(children)
    born = document.field("birth_date")
    read = born.value if born and born.accepted else None
    return [
        one for one in persons if one.role not in _NO_HOLDERS and (not read or one.birth_date in (None, read))
    ]


def _with(document: ExtractedDocument, agreed: set[str], found: Sequence[Field]) -> ExtractedDocument:
    """The document with some fields accepted, and others in place of what was read."""
    instead = {one.name: one for one in found}
    kept = [instead.pop(one.name, one) for one in document.fields]
    fields = (
        *(replace(one, accepted=True) if one.name in agreed else one for one in kept),
        *instead.values(),
    )
    return document if fields == document.fields else replace(document, fields=fields)


def _gives_way(document: ExtractedDocument, found: Field) -> bool:
    """Whether what was read may be replaced: nothing, a doubt, a lone word, or a part of the name."""
    read = document.field(found.name)
    if read is None or not read.accepted or len(_words(read)) == 1:
        return True
    return set(_words(read)) < set(_words(found))


def _words(field: Field) -> tuple[str, ...]:
    names = field.value if isinstance(field.value, list) else [field.value]
    return tuple(word for name in names for word in tokens(str(name)))


def _parents(
    document: ExtractedDocument,
    pages: Sequence[InspectedPage],
    persons: Sequence[Person],
    children: Sequence[Person],
) -> tuple[Field, ...]:
    """The parents that a child's birth certificate names, where they were not read surely."""
    read, grown_up = document.field("parent_names"), [one for one in persons if one not in children]
    if document.label != "birth_certificate" or not children or (read and read.accepted):
        return ()
    return _looked_for(("parent_names",), pages, grown_up)


def _spelled(document: ExtractedDocument, persons: Sequence[Person]) -> tuple[Field, ...]:
    """Names as a sound zone spells them, if a person's of the profile, where print was read in part."""
    if document.mrz is None or not document.mrz.valid:
        return ()
    surname, given = names_in(document.mrz)
    known = [one for one in persons if one.surname]
    if not any(compare(f"{given} {surname}", name_of(one)) == Likeness.SAME for one in known):
        return ()
    own = [word for name in (surname, given) for word in tokens(name)]
    read = [(document.field(name), zone) for name, zone in (("surname", surname), ("given_names", given))]
    return tuple(
        replace(one, value=zone, raw=zone, confidence=_ON_THE_PAPER, accepted=True, box=None, source="mrz")
        for one, zone in read
        if one and zone and not one.accepted and all(_begins(word, own) for word in _words(one))
    )


def _in_own_letters(
    document: ExtractedDocument, names: Sequence[str], persons: Sequence[Person]
) -> tuple[Field, ...]:
    """Names with the words of the profile's where a reader takes its letters for others (`Radostaw`)."""
    words = {word for one in persons for word in one.name.split()}
    taken_for = {word: word.translate(_MISREAD) for word in words}
    misread = {seen.casefold(): word for word, seen in taken_for.items() if seen != word}
    read = [(one, one.value) for one in map(document.field, names) if one and one.value]
    said = [
        [_mended(str(name), misread) for name in value]
        if isinstance(value, list)
        else _mended(str(value), misread)
        for _, value in read
    ]
    return tuple(
        replace(one, value=mended) for (one, value), mended in zip(read, said, strict=True) if mended != value
    )


def _other_half(
    document: ExtractedDocument, pages: Sequence[InspectedPage], persons: Sequence[Person]
) -> tuple[Field, ...]:
    """The surname that stands on a card with a person's given names and birth date; or these by it."""
    born = document.field("birth_date")
    if born is None or not born.accepted:
        return ()
    of_that_day = [one for one in persons if one.birth_date == born.value and one.surname and one.given_names]
    for wanted, known in (("surname", "given_names"), ("given_names", "surname")):
        read, lacking = document.field(known), document.field(wanted)
        if read is None or not read.accepted or (lacking and lacking.accepted):
            continue
        for person in of_that_day:
            meant = str(getattr(person, wanted))
            found = _written(pages, meant)
            if found and compare(f"{meant} {read.value}", name_of(person)) == Likeness.SAME:
                page, printed = found
                return (_on_the_page(wanted, printed, printed, page),)
    return ()


def _written(pages: Sequence[InspectedPage], name: str) -> tuple[int, str] | None:
    """The page and the printed words that write out a name; a zone's do not count."""
    meant = tokens(name)
    for page in pages:
        words = [word for word in _APART.split(page.text) if word and _FILLER not in word]
        for printed in _runs(words, len(meant)):
            here = tokens(printed)
            if len(here) == len(meant) and all(map(agree, here, meant)):
                return page.number, printed
    return None


def _runs(words: Sequence[str], size: int) -> Iterator[str]:
    """So many words of a page, one after the other, from each place on it."""
    starts = range(len(words) - size + 1)
    return (" ".join(words[start : start + size]).strip(_STOPS) for start in starts)


def _on_the_page(name: str, value: str | list[str], printed: str, page: int) -> Field:
    return Field(name, value, printed, _ON_THE_PAPER, accepted=True, page=page, box=None, source="rule")


def _mended(name: str, misread: Mapping[str, str]) -> str:
    """The name, each word that was misread in its own letters, in capitals where it stands in capitals."""
    pairs = [(printed, misread.get(printed.casefold(), printed)) for printed in name.split()]
    return " ".join(meant.upper() if printed.isupper() else meant for printed, meant in pairs)


def _begins(word: str, own: Sequence[str]) -> bool:
    """Whether it is one of these words but for a letter misread, or how one begins."""
    return any(agree(word, one) or one.startswith(word) or _one_letter_off(word, one) for one in own)


def _one_letter_off(word: str, meant: str) -> bool:
    """Whether one letter of a word of some length was taken for another (`UČUR` for `UGUR`)."""
    return min(len(word), len(meant)) >= _LONG and one_edit(in_latin(word), in_latin(meant))


def _home(document: ExtractedDocument, told: str | None) -> tuple[Field, ...]:
    """The address that was read, where a reader may take it for the one that the applicant told."""
    read = document.field("address")
    if read is None or not told or _as_seen(str(read.value)) != _as_seen(told):
        return ()
    return (replace(read, value=told, accepted=True),)


def _as_seen(address: str) -> str:
    """Letters and figures up to the postcode, those alike to a reader written alike."""
    postcode = _POSTCODE.search(address)
    told = address[: postcode.end()] if postcode else address
    plain = unicodedata.normalize("NFKD", told.casefold().translate(_LETTERS))
    return "".join(sign for sign in plain.translate(_ALIKE) if sign.isalnum())


def _value(document: ExtractedDocument, name: str) -> object:
    field = document.field(name)
    return None if field is None else field.value


def are_known(document: ExtractedDocument, names: Sequence[str], persons: Sequence[Person]) -> bool:
    """Whether all names that were read are, in full, those of persons of the profile."""
    values = [value for value in (_value(document, name) for name in names) if value]
    listed = [str(name) for value in values if isinstance(value, list) for name in value]
    single = " ".join(str(value) for value in values if not isinstance(value, list))
    printed = [one for one in (*listed, single) if one]
    if set(names) & _ONE_OF_TWO and len(printed) < 2:
        return False
    return bool(printed) and all(
        len(tokens(one)) > 1
        and any(compare(one, name_of(person)) == Likeness.SAME for person in persons if person.surname)
        for one in printed
    )


def _by_an_only_name(document: ExtractedDocument, names: Sequence[str], persons: Sequence[Person]) -> bool:
    """Whether it says the only name of somebody, who bears no other, and the day of birth."""
    born = document.field("birth_date")
    printed = {word for name in names if (field := document.field(name)) for word in _words(field)}
    return (
        born is not None
        and born.accepted
        and any(
            one.birth_date == born.value and printed == {*tokens(one.name)}
            for one in persons
            if len(tokens(one.name)) == 1
        )
    )


def _looked_for(
    names: Sequence[str], pages: Sequence[InspectedPage], persons: Sequence[Person]
) -> tuple[Field, ...]:
    """The field that names the holder, from the names that stand on the pages; for cards none."""
    if len(names) > 1 or set(names) & _IN_PASSING:
        return ()
    name, listed = names[0], names[0].endswith("_names")
    found = [hit for person in persons if (hit := _first_named(pages, person))]
    if not found or (len(found) > 1 and not listed) or (len(found) == 1 and name in _ONE_OF_TWO):
        return ()
    page, printed = found[0]
    value = [one for _, one in found] if listed else printed
    return (_on_the_page(name, value, printed, page),)


def _first_named(pages: Sequence[InspectedPage], person: Person) -> tuple[int, str] | None:
    """The page and the words that first write out a person's full name, one after the other in any order."""
    if not (person.given_names and person.surname):
        return None
    misread = known_name(person.given_names.translate(_MISREAD), person.surname.translate(_MISREAD))
    names, size = (name_of(person), misread), len(person.name.split())
    for page in pages:
        for printed in _runs(page.text.split(), size):
            if any(_all_of(printed, name) for name in names):
                return page.number, printed
    return None


def _all_of(printed: str, name: Name) -> bool:
    """Whether it is the name in full and nothing else."""
    return compare(printed, name) == Likeness.SAME and not strangeness(printed, name)
