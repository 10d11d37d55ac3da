"""What the profile bears out: a value that says just what the applicant told was read right.

A misread name is never by chance the name of one who applies, so agreement tells more than any confidence of
a reader. Disagreement tells nothing here: it is weighed in `ownership.py`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.matching.names import Likeness, Name, compare, known_name, strangeness, tokens
from pipeline.matching.ownership import HOLDER_FIELDS, name_of
from pipeline.records import ExtractedDocument, Field, InspectedPage, Inspection, Person, Profile
from pipeline.vocabulary import FIELDS

_ON_THE_PAPER: Final = 0.9
"""Confidence of a name that was looked for and stands there, while no label led to it."""
_ONE_OF_TWO: Final = frozenset({"spouse_names"})
"""Lists of which one name alone would say that the other is not named."""
_SIGNS: Final = frozenset({"holder_names"})
"""Whoever is named there has to consent; a name somewhere on the paper is not enough."""
_STOPS: Final = ".,;:()[]"
_POSTCODE: Final = re.compile(r"\b\d{4}\b")
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_ALIKE: Final = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o"})
_MISREAD: Final = str.maketrans({"Þ": "P", "þ": "p", "Ł": "T", "ł": "t"})
"""Letters outside the reader's usual ones, and what it takes them for."""


def corroborated(inspection: Inspection, profile: Profile) -> Inspection:
    """The inspection with names, birth dates and the home's address accepted where they are the profile's.

    Where the holder's name was not read, not surely or in part, the paper's words are searched for it: all
    names of one person, one after the other and nothing between. So are a child's parents and the address.
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
    document = _with(document, set(), _parents(document, pages, profile.persons))
    document = _with(document, set(), _home(document, pages, profile.address))
    told = {person.birth_date for person in profile.persons if person.birth_date}
    agreed = {"birth_date"} if _value(document, "birth_date") in told else set()
    if _are_known(document, names, profile.persons):
        return _with(document, agreed | set(names), ())
    found = _looked_for(names, pages, profile.persons)
    return _with(document, agreed, found if found and _gives_way(document, found[0]) else ())


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
    document: ExtractedDocument, pages: Sequence[InspectedPage], persons: Sequence[Person]
) -> tuple[Field, ...]:
    """The parents that a birth certificate names, where they were not read surely."""
    read = document.field("parent_names")
    if document.label != "birth_certificate" or (read and read.accepted):
        return ()
    return _looked_for(("parent_names",), pages, [one for one in persons if one.role != "child"])


def _home(document: ExtractedDocument, pages: Sequence[InspectedPage], told: str | None) -> tuple[Field, ...]:
    """The address that the applicant told, where the paper shows it and no other was read surely."""
    wanted = _as_seen(told or "")
    if not wanted or "address" not in FIELDS[document.label]:
        return ()
    read = document.field("address")
    if read and _as_seen(str(read.value)) == wanted:
        return (replace(read, value=told, accepted=True),)
    page = next((one for one in pages if wanted in _as_seen(one.text, whole=True)), None)
    if page is None or (read and read.accepted):
        return ()
    return (
        Field(
            "address",
            told,
            str(told),
            _ON_THE_PAPER,
            accepted=True,
            page=page.number,
            box=None,
            source="rule",
        ),
    )


def _as_seen(text: str, *, whole: bool = False) -> str:
    """Letters and figures, those alike to a reader written alike; of an address all up to the postcode."""
    postcode = None if whole else _POSTCODE.search(text)
    told = text[: postcode.end()] if postcode else text
    plain = unicodedata.normalize("NFKD", told.casefold().translate(_LETTERS))
    return "".join(sign for sign in plain.translate(_ALIKE) if sign.isalnum())


def _value(document: ExtractedDocument, name: str) -> object:
    field = document.field(name)
    return None if field is None else field.value


def _are_known(document: ExtractedDocument, names: Sequence[str], persons: Sequence[Person]) -> bool:
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


def _looked_for(
    names: Sequence[str], pages: Sequence[InspectedPage], persons: Sequence[Person]
) -> tuple[Field, ...]:
    """The field that names the holder, from the names that stand on the pages; for cards none."""
    if len(names) > 1 or set(names) & _SIGNS:
        return ()
    name, listed = names[0], names[0].endswith("_names")
    found = [hit for person in persons if (hit := _first_named(pages, person))]
    if not found or (len(found) > 1 and not listed) or (len(found) == 1 and name in _ONE_OF_TWO):
        return ()
    page, printed = found[0]
    value = [one for _, one in found] if listed else printed
    return (Field(name, value, printed, _ON_THE_PAPER, accepted=True, page=page, box=None, source="rule"),)


def _first_named(pages: Sequence[InspectedPage], person: Person) -> tuple[int, str] | None:
    """The page and the words that first write out a person's full name, one after the other in any order."""
    if not (person.given_names and person.surname):
        return None
    misread = known_name(person.given_names.translate(_MISREAD), person.surname.translate(_MISREAD))
    names, size = (name_of(person), misread), len(person.name.split())
    for page in pages:
        words = page.text.split()
        for start in range(len(words) - size + 1):
            printed = " ".join(words[start : start + size]).strip(_STOPS)
            if any(_all_of(printed, name) for name in names):
                return page.number, printed
    return None


def _all_of(printed: str, name: Name) -> bool:
    """Whether it is the name in full and nothing else."""
    return compare(printed, name) == Likeness.SAME and not strangeness(printed, name)
