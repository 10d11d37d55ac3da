"""Rules about a value that a paper states: an amount, a test, whether it is final or for good."""

from decimal import Decimal, InvalidOperation
from typing import Final

from pipeline.deciding.rules.flaws import FINE, Flaws, Scene, at, day_of, doubt_at, found, known_absent, read
from pipeline.records import MatchedDocument

_NEAR_SHARE: Final = Decimal("0.1")
_CURRENCY: Final = "DKK"


def amount_at_least(
    document: MatchedDocument,
    scene: Scene,  # noqa: ARG001 - every rule is called alike
    *,
    field: str,
    least: float,
    once: float | None = None,
) -> Flaws:
    """States at least so much in kroner; up to a tenth less, and other currencies, go to a person.

    `once`: an amount that was enough earlier: from there on a person looks too.
    """
    told = read(document, field)
    amount = _kroner(str(told.value)) if told else None
    if amount is None:
        return (doubt_at(document, field),)
    wanted = Decimal(str(least))
    if amount >= wanted:
        return FINE
    near = amount >= (wanted * (1 - _NEAR_SHARE) if once is None else Decimal(str(once)))
    return ((doubt_at if near else at)(document, field, "amount_too_low"),)


def unconditional(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001
    """Admits without open conditions; a letter that says nothing of conditions has none."""
    told = read(document, "conditional")
    if told is None:
        return (doubt_at(document, "conditional"),) if found(document, "conditional") else FINE
    return (at(document, "conditional", "conditional_admission"),) if told.value is True else FINE


def permanent(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001
    """Is for good, by its mark or by the wording of its kind."""
    told, kind = read(document, "permanent"), read(document, "permit_kind")
    if told is not None and isinstance(told.value, bool):
        return FINE if told.value else (at(document, "permanent", "wrong_type"),)
    if kind is None:
        return (doubt_at(document, "permanent"),)
    said = str(kind.value).casefold()
    if "perman" in said or "tidsubegr" in said:
        return FINE
    return (at(document, "permit_kind", "wrong_type"),)


def own_ground(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001
    """Stands on its holder's own work, studies or means; that of family goes to a person."""
    told = read(document, "basis")
    if told is not None and told.value == "family":
        return (doubt_at(document, "basis", "wrong_type", wording="wrong_type.family"),)
    return FINE


def test_is(
    document: MatchedDocument,
    scene: Scene,  # noqa: ARG001
    *,
    one_of: list[str],
    review: list[str],
    never: list[str],
) -> Flaws:
    """Is one of these tests, and was passed; `never`: tests that can't serve; any other, a person weighs."""
    told, passed = read(document, "test"), read(document, "passed")
    if told is None:
        return (doubt_at(document, "test"),)
    if told.value in never:
        return (at(document, "test", "wrong_type"),)
    if passed is not None and passed.value is False:
        return (at(document, "passed", "wrong_type", wording="wrong_type.not_passed"),)
    if told.value in one_of:
        return FINE
    return (doubt_at(document, "test", "wrong_type" if told.value in review else "low_confidence"),)


def degree_has(document: MatchedDocument, scene: Scene, *, words: list[str]) -> Flaws:  # noqa: ARG001
    """The degree holds one of these words; any other, a person weighs."""
    told = read(document, "degree")
    if told is not None and any(word in str(told.value).casefold() for word in words):
        return FINE
    return (doubt_at(document, "degree", "wrong_type"),)


def filled(document: MatchedDocument, scene: Scene, *, fields: list[str]) -> Flaws:  # noqa: ARG001
    """No place of the form is left empty; where nobody said that it is, it may be unread as well."""
    return tuple(
        (at if known_absent(document, name) else doubt_at)(document, name, "form_incomplete")
        for name in fields
        if read(document, name) is None
    )


def held_for(document: MatchedDocument, scene: Scene, *, field: str, days: int, near_days: int = 0) -> Flaws:
    """Has run for so many days; who gets there within `near_days` goes to a person."""
    since = day_of(read(document, field))
    if since is None:
        return (doubt_at(document, field),)
    held = (scene.case.as_of - since).days
    if held >= days:
        return FINE
    flaw = doubt_at if held + near_days >= days else at
    return (flaw(document, field, "period_too_short", wording="period_too_short.held", date=since),)


def _kroner(value: str) -> Decimal | None:
    number, _, currency = value.partition(" ")
    if currency != _CURRENCY:
        return None
    try:
        return Decimal(number)
    except InvalidOperation:
        return None
