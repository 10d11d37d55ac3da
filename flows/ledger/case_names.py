"""Finding a case by what people call it."""

from dataclasses import dataclass

from sqlalchemy import select

from flows.ledger.screenings import SeveralCases
from flows.ledger.store import Ledger
from flows.ledger.tables import cases
from pipeline.errors import WrongUse


class NoCase(WrongUse):
    code = "no_case"
    message = "There is no case {case_id} in the ledger."
    remedy = "Check the case id and SAGSKLAR_HOME. If its erasure was broken off, `sagsklar purge` ends it."


@dataclass(frozen=True, slots=True)
class CaseName:
    """A case as we call it (`case_key`, random) and as others do."""

    case_key: str
    municipality: str
    case_id: str


def named_case(ledger: Ledger, said: str) -> CaseName:
    """The case of an id, or of `municipality/id`. Raises NoCase, SeveralCases."""
    municipality, _, own = said.rpartition("/")
    here = [cases.c.case_id == own, *([cases.c.municipality == municipality] if municipality else [])]
    with ledger.reading() as connection:
        rows = connection.execute(select(cases).where(*here)).all()
    if not rows:
        raise NoCase(case_id=said)
    if len(rows) > 1:
        raise SeveralCases(case_id=own)
    return CaseName(rows[0].case_key, rows[0].municipality, rows[0].case_id)
