"""Rounds of faults on the real embedded system.

python -m evaluation.faults OUT.jsonl --home HOME [--rounds 300] [--seed 1] [--cases 20] [--minutes M]

In each round one thing goes wrong while cases are uploaded, as the seed says: a process is killed or frozen,
the whole system is killed and started again, nobody can write to the ledger, or the case system refuses,
hangs, answers 500 or 423, acts and gives no answer, gets events twice, late, or not at all. Then every case
must have one current verdict on all its files at the case system, told once, in order. A round is a line of
OUT; a run that was broken off goes on where it was. Ends with status 4 when anything was not as promised.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any, Final

from evaluation.benchmarks.intervals import share
from evaluation.faults.case_system import Unreliable, served
from evaluation.faults.inflicting import Bench
from evaluation.faults.rounds import play
from evaluation.running_system import begin, running, started

SETTINGS: Final = {  # as in daily work, but with less patience, so that a round is soon over
    "SAGSKLAR_QUIET_SECONDS": "1",
    "SAGSKLAR_QUIET_CEILING_SECONDS": "20",
    "SAGSKLAR_SCAN_SECONDS": "3",
    "SAGSKLAR_DELIVERY_TIMEOUT_SECONDS": "2",
    "SAGSKLAR_DELIVERY_PAUSE_CEILING_SECONDS": "2",
    "SAGSKLAR_COUNT_FROM": "received",
}
BROKEN: Final = 4


@contextmanager
def bench_at(home: Path, seed: int) -> Iterator[Bench]:
    """A running system whose case system cannot be trusted, until the end of the block."""
    unreliable = Unreliable(lambda: f"{running(home).service('inbox')['url']}/events", Random(seed))
    with served(unreliable) as url:
        settings = {**SETTINGS, "SAGSKLAR_CASE_SYSTEM_URL": url}
        with started(home, settings) as process:
            others: list[subprocess.Popen[bytes]] = [process]

            def again() -> None:
                others[-1].wait()
                others.append(begin(home, settings))

            try:
                yield Bench(home, unreliable, again)
            finally:
                others[-1].terminate()
                others[-1].wait()


def audit_is_whole(home: Path) -> bool:
    """Whether `sagsklar audit verify` finds nothing."""
    command = [sys.executable, "-m", "commands.program", "--home", str(home), "audit", "verify"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def lines_of(out: Path) -> list[dict[str, Any]]:
    """The rounds of earlier runs."""
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []


def summary(rounds: list[dict[str, Any]], *, whole: bool) -> str:
    """The figures of all rounds."""
    bad = [one for one in rounds if one["problems"]]
    kinds = sorted({(one["fault"]["kind"], one["fault"]["victim"]) for one in rounds})
    total = {name: sum(one[name] for one in rounds) for name in ("cases", "events", "repeats")}
    counts = ", ".join(f"{count} {name}" for name, count in total.items())
    lost = [problem for one in bad for problem in one["problems"]]
    return "\n".join(
        [
            f"nothing lost, doubled or out of order: {share(len(rounds) - len(bad), len(rounds))} rounds",
            f"{len(kinds)} kinds of fault; {counts}",
            f"audit {'whole' if whole else 'BROKEN'}",
            *lost,
        ]
    )


def main() -> None:
    """Plays the rounds and prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    chosen = parser.parse_args()
    home, until = chosen.home.resolve(), time.monotonic() + 60 * chosen.minutes
    done = lines_of(chosen.out)
    with bench_at(home, chosen.seed) as bench, chosen.out.open("a", encoding="utf-8") as out:
        for number in range(len(done), chosen.rounds):
            if time.monotonic() > until:
                break
            done.append(asdict(play(bench, chosen.seed, number, chosen.cases)))
            out.write(json.dumps(done[-1]) + "\n")
            out.flush()
    whole = audit_is_whole(home)
    sys.stdout.write(summary(done, whole=whole) + "\n")
    sys.exit(0 if whole and not any(one["problems"] for one in done) else BROKEN)


if __name__ == "__main__":
    main()
