"""Whether verdicts follow from the facts: generated cases with perfect reading, truth instead of pixels.

python -m evaluation.benchmarks.verdicts [--count N] [--seed S] [--split test] [--service S] [--show N]

What is right comes from the facts that each case was planned from (`samples/applications`), never from the
code that screens.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from evaluation.benchmarks.expectations import Difference, differences
from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.perfect import inspections
from pipeline.catalogue import load_catalogues
from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.deciding.policy import Policy
from pipeline.equip import MESSAGES, POLICIES
from pipeline.exchange import json_line, profile_from_json, verdict_json
from pipeline.informing import Stationery, inform
from pipeline.matching import match
from pipeline.records import CaseFile, Verdict
from pipeline.vocabulary import MISSING_CODES
from samples.applications.application import expected_of, make_application, planned_uploads
from samples.document import Split


@dataclass(frozen=True, slots=True)
class Screened:
    """One case with what was expected and what came out."""

    index: int
    expected: Mapping[str, Any]
    verdict: Mapping[str, Any]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All in which the verdict is not one of the right ones."""
        return tuple(differences(self.expected, self.verdict))


@cache
def shipped() -> tuple[Mapping[str, tuple[Policy, ...]], Stationery]:
    """The policies and words that ship, once a process."""
    return load_policies(POLICIES), Stationery(load_catalogues(MESSAGES))


def screened(index: int, seed: int, split: Split) -> Screened:
    """One planned case, screened as if all had been read."""
    application = make_application(seed, index, split)
    uploads = planned_uploads(application)
    profile = profile_from_json(json_line(application.profile))
    case = CaseFile(profile, inspections(application, uploads), profile.received)
    policies, stationery = shipped()
    policy = policy_in_force(policies, profile.service, profile.received)
    assessment = decide(match(case), using=policy)
    verdict = Verdict(assessment, (), inform(assessment, using=stationery), 0.0, {})
    return Screened(index, expected_of(application, uploads), verdict_json(verdict))


def told(cases: Sequence[Screened], show: int) -> Iterator[str]:
    """Figures with intervals, codes that occurred, then the first cases that differ."""
    wrong = [one for one in cases if one.differences]
    yield f"verdicts all as expected: {share(len(cases) - len(wrong), len(cases))}"
    for kind in ("outcome", "status", "missing item", "note"):
        bad = sum(any(one.kind == kind for one in case.differences) for case in cases)
        yield f"  cases with every {kind} right: {share(len(cases) - bad, len(cases))}"
    complete = [one for one in cases if one.expected["outcome"] == "complete"]
    asked = sum(bool(one.verdict["missing_items"]) for one in complete)
    yield f"complete cases asked for anything: {share(asked, len(complete))}"
    gaps = [one for one in cases if "complete" not in _right(one)]
    passed = sum(one.verdict["outcome"] == "complete" for one in gaps)
    yield f"incomplete cases called complete: {share(passed, len(gaps))}"
    yield f"codes asked for or put to a person: {len(codes(cases))} of {len(MISSING_CODES)}"
    never = [code for code in MISSING_CODES if code not in codes(cases)]
    yield f"  never occurred: {', '.join(never) or 'none'}"
    yield from (f"  {text}: {count}" for text, count in Counter(_gists(wrong)).most_common(40))
    for one in wrong[:show]:
        yield f"case {one.index} {one.expected['service']} {one.expected['basis']}: {one.expected['why']}"
        yield from (f"  {difference}" for difference in one.differences)


def codes(cases: Iterable[Screened]) -> set[str]:
    """The missing-item codes of what was found in cases that came out right."""
    return {
        found["code"]
        for one in cases
        if not one.differences
        for found in (
            *one.verdict["missing_items"],
            *(finding for result in one.verdict["requirements"] for finding in result["findings"]),
        )
    } & set(MISSING_CODES)


def _right(case: Screened) -> tuple[str, ...]:
    return (case.expected["outcome"], *case.expected.get("outcome_also", ()))


def _gists(cases: Iterable[Screened]) -> Iterator[str]:
    for case in cases:
        for one in case.differences:
            yield f"{case.expected['service']} {one.gist}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", default="test")
    parser.add_argument("--service", default="")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with ProcessPoolExecutor(asked.jobs) as pool:
        done = pool.map(
            partial(screened, seed=asked.seed, split=asked.split), range(asked.count), chunksize=20
        )
        kept = [one for one in done if one.expected["service"].startswith(asked.service)]
    sys.stdout.writelines(f"{line}\n" for line in told(kept, asked.show))
