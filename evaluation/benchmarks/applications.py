"""Whole applications from their pictures to the verdict: what comes out beside what is right.

python -m evaluation.benchmarks.applications CASES OUT [--show N] [--jobs N]

CASES holds case folders as `sagsklar generate --cases` writes them (`expected.json` beside the files). What
was read of each upload is kept under OUT, one file a case, and taken from there the next time: delete OUT
after a change to anything before matching.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.verdicts import Screened, told
from pipeline import chain
from pipeline.equip import equipment
from pipeline.exchange import (
    inspection_from_json,
    inspection_json,
    json_line,
    profile_from_json,
    verdict_json,
)
from pipeline.records import CaseFile, Inspection
from pipeline.vocabulary import UNKNOWN
from samples.applications.application import EXPECTED

_PROFILE: Final = "profile.json"
_NO_UPLOADS: Final = frozenset({_PROFILE, EXPECTED})


@cache
def kit() -> chain.Equipment:
    """What ships, once a process."""
    return equipment()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was sent and as it was taken.

    `said` is the label of the document on its first page, `unknown` where it was not accepted.
    """

    way: str
    label: str
    right: tuple[str, ...]
    said: str


def inspections(folder: Path, kept: Path) -> tuple[Inspection, ...]:
    """What was read of a case's uploads, now or the last time."""
    if not kept.exists():
        files = sorted(one for one in folder.iterdir() if one.name not in _NO_UPLOADS)
        received = [chain.Received(one.name, one.name, one.read_bytes()) for one in files]
        lines = [json_line(inspection_json(chain.inspect_upload(one, kit()))) for one in received]
        kept.write_text("\n".join(lines), "utf-8")
    return tuple(inspection_from_json(json.loads(line)) for line in kept.read_text("utf-8").splitlines())


def screened(number: int, folders: Sequence[Path], out: Path) -> tuple[Screened, list[Paper]]:
    """One case with its papers."""
    folder = folders[number]
    expected = json.loads((folder / EXPECTED).read_text("utf-8"))
    profile = profile_from_json((folder / _PROFILE).read_bytes())
    found = inspections(folder, out / f"{folder.name}.jsonl")
    verdict = chain.screen_case(CaseFile(profile, found, profile.received), kit())
    return Screened(number, expected, verdict_json(verdict)), list(papers(expected, found))


def papers(expected: Mapping[str, Any], found: Sequence[Inspection]) -> Iterator[Paper]:
    """Each paper that was sent in a file that opens."""
    by_file = {one.file: one for one in found}
    for upload in expected["uploads"]:
        for one in upload["documents"]:
            at_first = [
                document.label if document.accepted else UNKNOWN
                for document in by_file[upload["file"]].documents
                if one["pages"][0] in document.pages
            ]
            right = (one["label"], *one.get("label_also", ()))
            yield Paper(upload["capture"], one["label"], right, at_first[0] if at_first else "-")


def by_paper(sent: Sequence[Paper]) -> Iterator[str]:
    """How papers were named, by the way they were sent."""
    for way in ("", *sorted({one.way for one in sent})):
        own = [one for one in sent if one.way == way or not way]
        right = sum(one.said in one.right for one in own)
        left = sum(one.said in (UNKNOWN, "-") and one.said not in one.right for one in own)
        yield f"papers {way or 'in all'}: named rightly {share(right, len(own))}, left to a person {left}"


def measure(cases: Path, out: Path, show: int, jobs: int) -> Iterator[str]:
    """Screens every case folder."""
    folders = sorted(path.parent for path in cases.glob(f"*/{EXPECTED}"))
    out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(jobs) as pool:
        done = list(pool.map(partial(screened, folders=folders, out=out), range(len(folders))))
    yield from told([case for case, _ in done], show)
    reviewed = sum(case.verdict["outcome"] == "needs_review" for case, _ in done)
    yield f"cases that go to a person: {share(reviewed, len(done))}"
    yield from by_paper([paper for _, sent in done for paper in sent])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    sys.stdout.writelines(f"{line}\n" for line in measure(asked.cases, asked.out, asked.show, asked.jobs))
