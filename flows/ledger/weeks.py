"""What came in, week by week, as the watch over drift needs it: counts, no content."""

import json
from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from flows.ledger.store import Ledger
from flows.ledger.tables import corrections, inspections
from models.drift import BINS, Week, tenth
from pipeline.exchange import is_accepted


def weeks(ledger: Ledger, classifier: str, since: datetime) -> tuple[Week, ...]:
    """The weeks since then, oldest first, of what that model judged; a week without documents is left out."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with ledger.reading() as connection:
        read = select(inspections.c.body, inspections.c.made_at).where(inspections.c.made_at >= since)
        for row in connection.execute(read):
            body = json.loads(row.body)
            if body["versions"]["classifier"].partition("+")[0] == classifier:
                told[week_of(row.made_at)].append(body)
        labelled = select(corrections.c.at).where(corrections.c.at >= since, corrections.c.label.is_not(None))
        corrected = Counter(week_of(row.at) for row in connection.execute(labelled))
    return tuple(week(name, told[name], corrected[name]) for name in sorted(told))


def week_of(moment: datetime) -> str:
    """Its ISO week, `2026-W10`."""
    year, number, _ = moment.isocalendar()
    return f"{year}-W{number:02d}"


def week(name: str, bodies: list[dict[str, Any]], corrected: int) -> Week:
    """One week's inspections, counted."""
    documents = [document for body in bodies for document in body["documents"]]
    pages = [page for body in bodies for page in body["pages"]]
    tenths = Counter(tenth(float(document["confidence"])) for document in documents)
    mixes = {
        "language": dict(Counter(str(page["language"]) for page in pages)),
        "script": dict(Counter(str(page["script"]) for page in pages)),
        "text source": dict(Counter(str(page["text_source"]) for page in pages)),
        "readable": dict(Counter(str(page["quality"]["readable"]) for page in pages)),
    }
    abstained = sum(not is_accepted(document) for document in documents)
    return Week(name, len(documents), abstained, corrected, [tenths[place] for place in range(BINS)], mixes)


def labels_corrected(ledger: Ledger, since: datetime) -> int:
    """How many labels persons corrected since then."""
    with ledger.reading() as connection:
        found = select(corrections.c.id).where(corrections.c.at >= since, corrections.c.label.is_not(None))
        return len(connection.execute(found).all())
