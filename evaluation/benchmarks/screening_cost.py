"""What screening a case of eight documents costs that were read before: CPU milliseconds, letters included.

python -m evaluation.benchmarks.screening_cost [--cases N] [--repeats N] [--goal MS]

Planned cases of all services with perfect reading; the first screening of a process is left out, for it loads
calendars and compiles patterns. Ends with status 1 when the slowest twentieth is above the goal.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from statistics import median, quantiles
from typing import Any

from evaluation.benchmarks.perfect import inspections
from evaluation.benchmarks.verdicts import shipped
from pipeline.deciding import decide, policy_in_force
from pipeline.exchange import (
    inspection_from_json,
    inspection_json,
    json_line,
    profile_from_json,
    verdict_json,
)
from pipeline.informing import inform
from pipeline.matching import match
from pipeline.records import CaseFile, Inspection, Verdict
from samples.applications.application import make_application, planned_uploads

DOCUMENTS = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds of one case: from stored inspections to records, from there to the verdict's JSON."""

    loading: float
    screening: float


def costs(cases: int, repeats: int) -> Iterator[Cost]:
    """One a case and repeat."""
    for place, case in enumerate(islice(_cases(), cases + 1)):
        stored = [inspection_json(one, words=True) for one in case.inspections]
        for _ in range(repeats):
            loading = _cpu(partial(_loaded, stored))
            screening = _cpu(partial(_screened, case))
            if place:
                yield Cost(loading, screening)


def _cases() -> Iterator[CaseFile]:
    """Cases of eight documents, as they come."""
    for index in count():
        application = make_application(1, index, "test")
        uploads = planned_uploads(application)
        if sum(len(one["documents"]) for one in uploads) == DOCUMENTS:
            profile = profile_from_json(json_line(application.profile))
            yield CaseFile(profile, inspections(application, uploads), profile.received)


def _loaded(stored: Sequence[Mapping[str, Any]]) -> list[Inspection]:
    return [inspection_from_json(one) for one in stored]


def _screened(case: CaseFile) -> str:
    policies, catalogues = shipped()
    profile = case.profile
    policy = policy_in_force(policies, profile.service, profile.received, profile.municipality)
    assessment = decide(match(case), using=policy)
    return json_line(verdict_json(Verdict(assessment, (), inform(assessment, using=catalogues), 0.0, {})))


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def told(name: str, all_of: list[float]) -> str:
    """Median and slowest twentieth."""
    return f"{name}: median {median(all_of):.1f} ms, 95th of 100 {quantiles(all_of, n=20)[-1]:.1f} ms"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--goal", type=float, default=50.0)
    asked = parser.parse_args()
    found = list(costs(asked.cases, asked.repeats))
    screening = [one.screening for one in found]
    sys.stdout.write(f"{asked.cases} cases of {DOCUMENTS} documents, {len(found)} runs, CPU time\n")
    sys.stdout.write(told("inspections from the ledger to records", [one.loading for one in found]) + "\n")
    sys.stdout.write(told("matching, deciding, letters, JSON", screening) + "\n")
    sys.exit(quantiles(screening, n=20)[-1] > asked.goal)
