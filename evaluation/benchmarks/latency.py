"""From an upload to its verdict at the case system, one after the other, and where the time goes.

python -m evaluation.benchmarks.latency --home HOME [--count N] [--kind digital|scan] [--picture OUT.png]

HOME: a running system, started with SAGSKLAR_QUIET_SECONDS=0. Each upload is one page of a case of its own.
Times by the clock hold only on a machine with nothing else to do; the processor's seconds hold on any.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Final
from uuid import uuid4

from evaluation.benchmarks.system_load import Subject, load_told
from evaluation.papers import digital_page, scanned_page
from evaluation.running_system import await_that, put_case
from flows.ledger.timings import Way, ways

KINDS: Final[Mapping[str, tuple[str, Callable[[str], bytes]]]] = {
    "digital": ("a.pdf", lambda said: digital_page("LEJEKONTRAKT", f"Lejer: {said}", "Side 1 af 1")),
    "scan": ("a.png", scanned_page),
}
STATIONS: Final = ("seen", "read", "judged", "received")
VERDICT_SECONDS: Final = 900


@dataclass(frozen=True, slots=True)
class Trip:
    """Seconds that an upload took to each station from the one before, and the whole system's CPU seconds."""

    parts: tuple[float, ...]
    processor: float

    @property
    def whole(self) -> float:
        """From the upload to its verdict at the case system."""
        return sum(self.parts)


def trip(subject: Subject, kind: str) -> Trip:
    """One upload, waited for."""
    case_id, (name, paper) = f"LATENCY-{uuid4().hex[:12]}", KINDS[kind]
    content, before = paper(case_id), subject.processor()
    put_case(subject.system, case_id, {name: content})
    sent = datetime.now(UTC)
    ledger = subject.ledger
    try:
        way = await_that(lambda: received(ways(ledger, case_id)), VERDICT_SECONDS, 0.05)
    finally:
        ledger.close()
    time.sleep(1)  # what follows an event belongs to it
    return Trip(parts_of(sent, way), subject.processor() - before)


def received(found: Sequence[Way]) -> Way | None:
    """The upload's way once it has ended."""
    return found[0] if found and found[0].received else None


def parts_of(sent: datetime, way: Way) -> tuple[float, ...]:
    """Seconds from station to station."""
    moments = [sent, *(getattr(way, station) for station in STATIONS)]
    return tuple(max(0.0, (later - earlier).total_seconds()) for earlier, later in pairwise(moments))


def ninety_fifth(values: Sequence[float]) -> float:
    """At most one in twenty is higher."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def told(kind: str, trips: Sequence[Trip]) -> str:
    """The figures of all trips."""
    wholes = [one.whole for one in trips]
    parts = ", ".join(
        f"{station} {statistics.median(one.parts[at] for one in trips):.2f}"
        for at, station in enumerate(STATIONS)
    )
    processor = statistics.median(one.processor for one in trips)
    return (
        f"{kind}: n = {len(trips)}, upload to verdict p50 {statistics.median(wholes):.2f} s, "
        f"p95 {ninety_fifth(wholes):.2f} s; p50 of each part, s: {parts}; "
        f"processor p50 {processor:.2f} s ({load_told()})\n"
    )


def draw(trips: Sequence[Trip], out: Path) -> None:
    """A bar an upload, in order of time, each part in its own colour."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 3.2), layout="constrained")
    ordered = sorted(trips, key=lambda one: one.whole)
    bottom = [0.0] * len(ordered)
    for at, station in enumerate(STATIONS):
        heights = [one.parts[at] for one in ordered]
        axes.bar(range(len(ordered)), heights, bottom=bottom, label=f"until {station}", width=0.9)
        bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
    axes.set(ylabel="seconds", xlabel="uploads, quickest first", title=f"Upload to verdict ({load_told()})")
    axes.margins(y=0.3)  # room for the legend above the bars
    axes.legend(frameon=False, ncols=len(STATIONS), loc="upper left")
    figure.savefig(out, dpi=110)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--kind", choices=KINDS, default="digital")
    parser.add_argument("--picture", type=Path)
    chosen = parser.parse_args()
    subject = Subject(chosen.home)
    trip(subject, chosen.kind)  # the first one warms what is cold
    trips = [trip(subject, chosen.kind) for _ in range(chosen.count)]
    sys.stdout.write(told(chosen.kind, trips))
    if chosen.picture:
        draw(trips, chosen.picture)


if __name__ == "__main__":
    main()
