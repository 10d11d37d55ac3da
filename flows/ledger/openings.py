"""How a person begins a letter. It goes out with a verdict of its own, and ends when the case changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from flows.ledger.audit import note
from flows.ledger.changes import touch
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, openings
from flows.ledger.undone import Decided


@dataclass(frozen=True, slots=True)
class Opening:
    """Language → a person's first words. `stands`: the case has not changed since, so the letter has them."""

    texts: Mapping[str, str]
    by: str
    at: datetime
    stands: bool


def record_opening(
    ledger: Ledger, case_key: str, texts: Mapping[str, str], *, by: str, now: datetime
) -> Decided:
    """Keeps how the letter of the case begins as it stands now; it goes out at once."""
    with ledger.writing() as connection:
        touch(connection, case_key, now, urgent=True)
        revision = select(cases.c.revision).where(cases.c.case_key == case_key).scalar_subquery()
        said = {"case_key": case_key, "revision": revision, "texts": dict(texts), "by": by, "at": now}
        kept = insert(openings).values(**said).returning(openings.c.id)
        number = int(connection.execute(kept).scalar_one())
        note(connection, now, by, "letter.written", case_key=case_key, languages=",".join(sorted(texts)))
        return Decided("opening", number)


def opening_of(connection: Connection, case_key: str) -> Opening | None:
    """What a person wrote last, whether it still stands or not."""
    joined = openings.join(cases, cases.c.case_key == openings.c.case_key)
    query = select(openings, cases.c.revision.label("now")).select_from(joined)
    newest = query.where(openings.c.case_key == case_key).order_by(openings.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return Opening(row.texts, row.by, row.at, row.revision == row.now) if row else None


def last_opening(ledger: Ledger, case_key: str) -> Opening | None:
    """The same, for a page."""
    with ledger.reading() as connection:
        return opening_of(connection, case_key)


def standing(opening: Opening | None) -> Mapping[str, str]:
    """The first words that the next letter has."""
    return opening.texts if opening and opening.stands else {}
