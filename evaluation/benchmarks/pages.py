"""Ten thousand cases wait for a person: how long each page of the desk takes.

python -m evaluation.benchmarks.pages --home HOME [--queued 10000]

HOME: a running system in which a case waits for a person, as after `sagsklar submit` of sample 10. Afterwards
its ledger holds so many copies of that case. Times by the clock, with the browser's half left out.
"""

import argparse
import re
import statistics
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

from evaluation.benchmarks.system_load import Subject, load_told
from flows.ledger.accounts import new_account, remove_account
from flows.ledger.crowd import crowd, longest_waiting
from flows.roles import Post

TIMES: Final = 5
NAME: Final = "pace"


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
    found = longest_waiting(ledger)
    if found is None:
        raise SystemExit("no case waits for a person there; submit one that needs a look first")
    case_key, case_id = found
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
        password = new_account(ledger, NAME, Post(role), now)
        with closing(signed_in(subject.system.service("review")["url"], NAME, password)) as client:
            for path in of_role:
                shown = document_of(client, f"/cases/{case_key}") if path == "DOCUMENT" else path
                name = path.replace(case_key, "CASE").replace(case_id, "ID")
                sys.stdout.write(f"{name:<52} {milliseconds(client, shown):6.0f} ms\n")
    remove_account(ledger, NAME, now)
    ledger.close()
    sys.stdout.write(f"{chosen.queued} cases wait; {TIMES} times each ({load_told()})\n")


if __name__ == "__main__":
    main()
