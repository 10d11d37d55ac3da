"""Workers and machines for a country, from measured processor time.

python -m evaluation.sizing SECONDS.json [--per-day 1000000] [--scale 10]
python -m evaluation.sizing --check HOME PREFIX [--workers 2]

SECONDS.json: a list of the processor's seconds that documents took (`evaluation.benchmarks.document_cost`
writes it). To be quick, one tenth of the load is simulated on one tenth of the workers: larger pools
wait less, so the figures are on the safe side. `--check` holds the model against a run that was measured:
uploads to cases whose id begins with PREFIX. Reading times are taken from half of the uploads, waiting is
foretold for all.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from evaluation.sizing.model import Load, Service, Told, simulate, spread
from evaluation.sizing.replay import foretold, measured

CORES: Final = 16
PEAK: Final = 2.0
"""September beside a day of the year: students and newcomers arrive at once. An assumption."""
SHARES: Final = (0.95, 0.85, 0.7)
"""How busy the workers may be in the busiest hour."""


def rows(service: Service, per_day: int, scale: int) -> Iterator[tuple[str, Told]]:
    """One line of the table each."""
    usual, peak = Load(per_day // scale), Load(int(PEAK * per_day) // scale)
    for name, load in (("a usual day", usual), ("a day in September", peak)):
        for workers in sorted({workers_for(load, service, share) for share in SHARES}):
            yield name, simulate(load, service, workers)
    late = replace(usual, backlog=usual.per_day)
    for workers in sorted({workers_for(usual, service, share) for share in SHARES[1:]}):
        yield "with a day's backlog", simulate(late, service, workers, days=2)


def workers_for(load: Load, service: Service, share: float) -> int:
    """So many that they are busy for that share of the busiest hour."""
    busiest = max(load.rate(3600.0 * hour) for hour in range(24))
    return max(1, round(busiest * service.mean / share))


def line(name: str, found: Told, scale: int) -> str:
    """A row of a Markdown table; workers and machines of the whole load."""
    workers = found.workers * scale
    gone = "–" if found.backlog_gone is None else f"{found.backlog_gone / 3600:.1f} h"
    waited, answered = ("/".join(f"{one:.1f}" for one in pair) for pair in (found.waited, found.answered))
    machines = -(-workers // CORES)
    return f"| {name} | {workers} | {machines} | {found.busy:.0%} | {waited} | {answered} | {gone} |"


def table(service: Service, per_day: int, scale: int) -> str:
    """The whole of it."""
    head = (
        f"{len(service.seconds)} documents measured, mean {service.mean:.2f} CPU s; {per_day} a day\n\n"
        f"| load | workers | machines of {CORES} cores | busy | waiting p50/p95, s | read p50/p95, s "
        "| backlog gone |\n|---|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(line(name, found, scale) for name, found in rows(service, per_day, scale))])


def checked(home: Path, prefix: str, workers: int) -> str:
    """The model beside a measured run."""
    ways = measured(home, prefix)
    if not ways:
        raise SystemExit(f"no upload of a case that begins with {prefix} was read there yet")
    model, truth = foretold(ways, workers), spread_of(ways)
    return "\n".join(
        f"{name:<10} upload to read p50 {pair[0]:.1f} s, p95 {pair[1]:.1f} s  (n = {len(ways)})"
        for name, pair in (("measured", truth), ("foretold", model))
    )


def spread_of(ways: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """p50 and p95 of seconds from being seen to being read."""
    return spread([end - seen for seen, _, end in ways])


def main() -> None:
    """Prints the table, or the comparison."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seconds", type=Path, nargs="?")
    parser.add_argument("--per-day", type=int, default=1_000_000)
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--check", nargs=2, metavar=("HOME", "PREFIX"))
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    if chosen.check:
        sys.stdout.write(checked(Path(chosen.check[0]), chosen.check[1], chosen.workers) + "\n")
    else:
        service = Service(tuple(json.loads(chosen.seconds.read_text())))
        sys.stdout.write(table(service, chosen.per_day, chosen.scale) + "\n")


if __name__ == "__main__":
    main()
