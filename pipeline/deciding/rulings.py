"""What a caseworker ruled about a requirement beats all that the machine found."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.deciding.judging import Judged
from pipeline.deciding.rules.flaws import Flaw
from pipeline.records import Ruling


def ruled(judged: Sequence[Judged], rulings: Sequence[Ruling]) -> tuple[Judged, ...]:
    """The last ruling on each requirement and subject replaces what was found."""
    said = {(ruling.requirement, ruling.subject): ruling for ruling in rulings}
    return tuple(
        _by(one, said[key]) if (key := (one.owed.requirement.id, one.owed.person.id)) in said else one
        for one in judged
    )


def to_a_person(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Where the policy wants no request by machine (`on_fail: review`), a gap becomes a question."""
    return tuple(
        replace(one, status="uncertain")
        if one.status in ("missing", "defective") and one.owed.requirement.on_fail == "review"
        else one
        for one in judged
    )


def _by(judged: Judged, ruling: Ruling) -> Judged:
    if ruling.status in ("missing", "defective"):
        own = judged.owed.requirement.missing_code
        code = ruling.code or judged.code or own
        kept = tuple(flaw for flaw in judged.flaws if flaw.code == code)
        flaws = tuple(replace(flaw, certain=True) for flaw in kept[:1]) or _flaw(judged, code, own)
        return replace(judged, status=ruling.status, code=code, flaws=flaws, pending=(), strays=())
    return replace(judged, status=ruling.status, code=None, flaws=(), pending=(), strays=())


def _flaw(judged: Judged, code: str, own: str) -> tuple[Flaw, ...]:
    """The person's finding, at the paper they looked at; nothing to point at when nothing was sent."""
    if code == own or judged.document is None:
        return ()
    return (Flaw(code, page=judged.document.document.pages[0]),)
