"""Whose a document is: the names and numbers that it carries against the persons of the profile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from pipeline.matching.birth_dates import Agreement, agreement
from pipeline.matching.names import Likeness, Name, compare, known_name, shares_both, strangeness
from pipeline.records import ExtractedDocument, Field, Finding, Person, Profile
from pipeline.vocabulary import FIELDS

_CARD_NAME: Final = ("given_names", "surname")
_HOLDERS: Final = (
    "person_name",
    "tenant_names",
    "owner_names",
    "guest_names",
    "spouse_names",
    "child_names",
    "holder_names",
)
HOLDER_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    label: _CARD_NAME if "surname" in fields else next(((one,) for one in _HOLDERS if one in fields), ())
    for label, fields in FIELDS.items()
}
"""Label → the fields that name the person it belongs to; none for papers that name nobody we know."""

HOUSEHOLD: Final = frozenset({"lease", "sublease", "owner_proof", "landlord_declaration", "utility_bill"})
"""Papers of the whole household: naming nobody of it is a fact about them, no doubt about whose they are."""


_AT_WORK: Final = frozenset(
    {"employment_contract", "employer_letter", "payslip", "tax_statement", "company_registration"}
)
_ABOUT_CHILDREN: Final = frozenset({"custody_or_consent"})
_GROWN_UP: Final = 18


class Standing(IntEnum):
    """How a person stands to a document. `OTHER`: somebody else's, by birth date or number too."""

    OTHER = 0
    NOT_NAMED = 1
    DOUBTFUL = 2
    HOLDER = 3


@dataclass(frozen=True, slots=True)
class Ownership:
    """The person a document is laid to; `sure` is about the person alone."""

    subject: str | None
    sure: bool
    set_aside: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """What a document carries to know its holder by: names as printed, birth date, CPR number."""

    names: tuple[str, ...]
    birth_date: str | None
    cpr: str | None
    accepted: bool
    field: Field | None


def owned(document: ExtractedDocument, profile: Profile) -> Ownership:
    """Lays a document to the person of the profile that it names best; the applicant first among equals."""
    if not HOLDER_FIELDS.get(document.label):
        return Ownership(None, sure=True)
    people = in_order(profile)
    if document.label == "death_certificate":
        return _of_the_widowed(people)
    carried = _carried(document)
    standings = [(_standing(carried, person), person) for person in people]
    best = max(standing for standing, _ in standings)
    holders = [person for standing, person in standings if standing == best]
    if best == Standing.HOLDER:
        holders = _fullest(holders, carried, document.label, profile.received.year)
        alone = len(holders) == 1 or document.label in HOUSEHOLD
        # one name that several bear is nobody's yet, so that none of them is asked for the paper again
        subject = holders[0].id if alone or len(carried.names) > 1 else None
        return Ownership(subject, sure=carried.accepted and alone, findings=_unread(carried))
    if best == Standing.DOUBTFUL:
        movers = [person for person in holders if person.moves_in]
        alone = len(movers) < 2 or document.label in HOUSEHOLD
        subject = holders[0].id if alone else None
        return Ownership(subject, sure=False, findings=_doubts(carried, holders[0]))
    return _nobodys(document, carried, best, people)


def _fullest(holders: list[Person], carried: Carried, label: str, year: int) -> list[Person]:
    """Of several whom a paper may name, those whose name it writes out best: a parent, not the child."""
    if len(holders) == 1 or label in HOUSEHOLD:
        return holders
    left = [min(strangeness(name, name_of(person)) for name in carried.names or ("",)) for person in holders]
    alike = [person for person, strange in zip(holders, left, strict=True) if strange == min(left)]
    for likelier in (_of_an_age(label, year), lambda person: person.moves_in):
        alike = [person for person in alike if likelier(person)] or alike
    return alike


def is_minor(person: Person, year: int) -> bool:
    """Whether somebody is a child in that year, as far as the profile tells."""
    born = (person.birth_date or "")[:4]
    return person.role == "child" or (born.isdigit() and year - int(born) < _GROWN_UP)


def _of_an_age(label: str, year: int) -> Callable[[Person], bool]:
    """Work is a grown-up's, consent is about a child: of a parent and a child of one name, the likelier."""

    def fits(person: Person) -> bool:
        return bool(person.birth_date) and is_minor(person, year) == (label in _ABOUT_CHILDREN)

    return fits if label in _ABOUT_CHILDREN | _AT_WORK else lambda _: True


def in_order(profile: Profile) -> list[Person]:
    """The persons who move in before all others, the applicant before them, else as the profile has them."""
    return sorted(profile.persons, key=lambda person: (not person.moves_in, person.role != "applicant"))


def only_mover(document: ExtractedDocument, profile: Profile) -> str | None:
    """Whose a personal paper must be that tells nothing itself: the one who moves in, if it is just one."""
    return _only(profile.persons) if HOLDER_FIELDS.get(document.label) else None


def name_of(person: Person) -> Name:
    """A person's name ready to be compared."""
    return known_name(person.given_names, person.surname, person.former_names)


def label_is_sure(document: ExtractedDocument) -> bool:
    """Whether a decision may rest on the label."""
    return document.accepted and document.label != "unknown"


def _carried(document: ExtractedDocument) -> Carried:
    found = [document.field(name) for name in HOLDER_FIELDS[document.label]]
    read = [field for field in found if field is not None and field.value]
    birth_date, cpr = (_text(document.field(name)) for name in ("birth_date", "cpr"))
    accepted = bool(read) and all(field.accepted for field in read)
    return Carried(_names(read), birth_date, cpr, accepted, read[0] if read else None)


def _names(read: Sequence[Field]) -> tuple[str, ...]:
    lists = [name for field in read if isinstance(field.value, list) for name in field.value]
    single = " ".join(str(field.value) for field in read if not isinstance(field.value, list))
    return tuple(one for one in (*lists, single) if one)


def _text(field: Field | None) -> str | None:
    return str(field.value) if field is not None and field.accepted and field.value else None


def _standing(carried: Carried, person: Person) -> Standing:
    dates = _key_agreement(carried, person)
    name = name_of(person)
    agree = dates == Agreement.AGREE
    likeness = max(
        (compare(one, name, same_birth_date=agree) for one in carried.names),
        default=Likeness.MAYBE if agree or not carried.birth_date else Likeness.OTHER,
    )
    if likeness == Likeness.SAME:
        return Standing.HOLDER if dates >= Agreement.UNKNOWN else Standing.DOUBTFUL
    if dates == Agreement.CONTRADICT:
        both = any(shares_both(one, name) for one in carried.names)
        return Standing.DOUBTFUL if likeness == Likeness.MAYBE and both else Standing.OTHER
    return Standing.DOUBTFUL if likeness == Likeness.MAYBE else Standing.NOT_NAMED


def _key_agreement(carried: Carried, person: Person) -> Agreement:
    """What birth date and CPR number say; an equal number outweighs a birth date that differs."""
    if carried.cpr and person.cpr and carried.cpr == person.cpr.replace("-", ""):
        return Agreement.AGREE
    return agreement(carried.birth_date, person.birth_date)


def _of_the_widowed(people: Sequence[Person]) -> Ownership:
    """A death certificate names the dead: it belongs to the one who is left."""
    widowed = [person for person in people if person.marital_status == "widowed"]
    return Ownership(widowed[0].id, sure=True) if len(widowed) == 1 else Ownership(None, sure=not widowed)


def _nobodys(
    document: ExtractedDocument, carried: Carried, best: Standing, people: Sequence[Person]
) -> Ownership:
    """A paper that names nobody of the case."""
    if document.label in HOUSEHOLD:
        return Ownership(
            None, sure=carried.accepted, findings=(*_unread(carried), _finding("person_not_named", carried))
        )
    if best == Standing.OTHER and carried.accepted:
        return Ownership(
            None, sure=True, set_aside="wrong_person", findings=(_finding("wrong_person", carried),)
        )
    alone = _only(people)
    return Ownership(alone, sure=False, findings=(_finding("name_mismatch_needs_proof", carried),))


def _only(people: Sequence[Person]) -> str | None:
    movers = [person for person in people if person.moves_in]
    return movers[0].id if len(movers) == 1 else None


def _doubts(carried: Carried, person: Person) -> tuple[Finding, ...]:
    if not carried.names:
        return (_finding("low_confidence", carried),)
    if _key_agreement(carried, person) in (Agreement.CONTRADICT, Agreement.SLIP):
        return (_finding("birth_date_mismatch", carried),)
    return (*_unread(carried), _finding("name_mismatch_needs_proof", carried))


def _unread(carried: Carried) -> tuple[Finding, ...]:
    return () if carried.accepted else (_finding("low_confidence", carried),)


def _finding(code: str, carried: Carried) -> Finding:
    """Points at the first field that names the holder, where one was read."""
    if carried.field is None:
        return Finding(code)
    return Finding(code, page=carried.field.page, box=carried.field.box, field=carried.field.name)
