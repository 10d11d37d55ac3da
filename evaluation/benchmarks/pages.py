"""Ten thousand cases wait for a person: how long each page of the desk takes.

python -m evaluation.benchmarks.pages --home HOME [--queued 10000]

HOME: a running system in which a case waits for a person, as after `sagsklar demo`. Afterwards its ledger
holds so many copies of that case. Times by the clock, with the browser's half left out.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
from sqlalchemy import Connection, Table, insert, select

from evaluation.benchmarks.system_load import Subject, load_told
from flows.ledger.accounts import new_account, remove_account
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, outbox, screenings, tallies, uploads, waiting

ROWS_A_STATEMENT: Final = 1000
TIMES: Final = 5
NAME: Final = "pace"
TOWNS: Final = ("0101", "0151", "0201", "0251")

Row = Mapping[str, Any]
Change = Callable[[int, Row], Any]


def crowd(ledger: Ledger, case_key: str, queued: int, now: datetime) -> None:
    """Copies of a waiting case, as if one had come each minute before `now`, in four municipalities."""
    town: dict[str, Change] = {"municipality": lambda n, _row: TOWNS[n % 4]}
    own: dict[str, Change] = {"case_key": lambda n, _row: f"case{n:028}"}
    made: dict[str, Change] = {"made_at": lambda n, _row: now - timedelta(hours=n % 8000)}
    told: dict[str, Change] = {"screening_id": lambda n, _row: f"scre{n:028}"}
    changes: Sequence[tuple[Table, dict[str, Change]]] = (
        (cases, {**own, **town, "case_id": lambda n, _row: f"PACE-{n:06}"}),
        (uploads, {**own, "id": lambda n, row: f"{n:08}{row['id'][:24]}", "version": own["case_key"]}),
        (screenings, {**own, **made, "id": told["screening_id"]}),
        (
            waiting,
            {
                **own,
                **town,
                "since": lambda n, _row: now - timedelta(minutes=n),
                "answer_by": lambda n, _row: now - timedelta(minutes=n) + timedelta(days=3),
            },
        ),
        (tallies, {**own, **town, **made, **told}),
        (outbox, {**own, **told, "id": told["screening_id"]}),
    )
    with ledger.writing() as connection:
        for table, changed in changes:
            copy_rows(connection, table, case_key, queued, changed)


def copy_rows(
    connection: Connection, table: Table, case_key: str, queued: int, changed: Mapping[str, Change]
) -> None:
    """The newest of the case's rows of a table again and again; uploads are copied all."""
    found = connection.execute(select(table).where(table.c.case_key == case_key))
    rows = [dict(row) for row in found.mappings()]
    rows = rows if table is uploads else rows[-1:]
    for begin in range(0, queued, ROWS_A_STATEMENT):
        many = [
            {**row, **{name: change(n, row) for name, change in changed.items()}}
            for n in range(begin, min(begin + ROWS_A_STATEMENT, queued))
            for row in rows
        ]
        if many:
            connection.execute(insert(table), many)


def signed_in(url: str, name: str, password: str) -> httpx.Client:
    """A browser without scripts."""
    client = httpx.Client(base_url=url, follow_redirects=True, timeout=60, trust_env=False)
    page = client.get("/sign-in", headers={"accept": "text/html"}).text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    form = {"name": name, "password": password, "csrf": token[1] if token else ""}
    client.post("/sign-in", data=form).raise_for_status()
    return client


def milliseconds(client: httpx.Client, path: str) -> float:
    """The middle of several, after a first that fills caches."""
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        client.get(path, headers={"accept": "text/html"}).raise_for_status()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken[1:])


def waiting_case(ledger: Ledger) -> tuple[str, str]:
    """Key and number of the case that waits longest."""
    with ledger.reading() as connection:
        both = select(waiting.c.case_key, cases.c.case_id).join(cases, cases.c.case_key == waiting.c.case_key)
        found = connection.execute(both.order_by(waiting.c.since)).first()
    if found is None:
        raise SystemExit("no case waits for a person there; run `sagsklar demo` on that home first")
    return found[0], found[1]


def document_of(client: httpx.Client, case_path: str) -> str:
    """The path of the first document of a case."""
    found = re.search(rf'href="({case_path}/documents/[0-9a-f]+/\d+)', client.get(case_path).text)
    if found is None:
        raise SystemExit(f"{case_path} shows no document")
    return found[1]


def main() -> None:
    """Prints the milliseconds of each page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--queued", type=int, default=10_000)
    chosen = parser.parse_args()
    subject, now = Subject(chosen.home), datetime.now(UTC)
    ledger = subject.ledger
    case_key, case_id = waiting_case(ledger)
    crowd(ledger, case_key, chosen.queued, now)
    paths: dict[str, tuple[str, ...]] = {
        "caseworker": (
            "/queue",
            "/queue/rows?number=150",
            "/queue?municipality=0151&reason=label&assignee=-",
            "/queue?service=dk-cpr-entry&number=100",
            f"/cases?case_id={case_id}x",
            f"/cases/{case_key}",
            "DOCUMENT",
            "/blind-checks",
        ),
        "manager": ("/figures", "/figures.csv?months=1"),
    }
    for role, of_role in paths.items():
        password = new_account(ledger, NAME, role, None, now)
        with signed_in(subject.system.service("review")["url"], NAME, password) as client:
            for path in of_role:
                shown = document_of(client, f"/cases/{case_key}") if path == "DOCUMENT" else path
                name = path.replace(case_key, "CASE").replace(case_id, "ID")
                sys.stdout.write(f"{name:<52} {milliseconds(client, shown):6.0f} ms\n")
    remove_account(ledger, NAME, now)
    ledger.close()
    sys.stdout.write(f"{chosen.queued} cases wait; {TIMES} times each ({load_told()})\n")


if __name__ == "__main__":
    main()
