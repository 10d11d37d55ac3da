"""How long a citizen waits for `POST /v1/checks` in a running system, alone and while a batch is read.

python -m evaluation.benchmarks.checks --home HOME [--photos FOLDER] [--count N] [--batch N]

Sends each of N photos once, one after the other; then again while a batch of scanned pages, each different,
waits to be read. Prints the middle and the longest waiting, the processor time that the pool took for a photo
(it does not depend on what else the machine does), and the load of the machine.
"""

import argparse
import io
import json
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import psutil
from PIL import Image, ImageDraw

from evaluation.benchmarks.processes import cpu_seconds
from flows import wiring
from flows.embedded.record import read_record
from flows.keys import profile_key, upload_key
from flows.settings import Settings

SAMPLES: Final = Path(__file__).parents[2] / "samples" / "cases"
PROFILE: Final = {
    "schema": "sagsklar/profile/1",
    "service": "dk-cpr-entry",
    "received": "2026-03-02",
    "language": "en",
    "basis": "eu_worker",
    "persons": [{"id": "applicant", "role": "applicant", "surname": "Vindelev", "given_names": "Quirina"}],
    "answers": {},
}


@dataclass(frozen=True, slots=True)
class System:
    """A running one, as its services.json tells of it."""

    record: Mapping[str, Any]

    @property
    def portal(self) -> httpx.Client:
        """The review address, with the token."""
        headers = {"authorization": f"Bearer {self.record['api_token']}"}
        url = self.service("review")["url"]
        return httpx.Client(base_url=url, headers=headers, timeout=120, trust_env=False)

    def service(self, name: str) -> Mapping[str, Any]:
        """Pid and address of a service."""
        found: Mapping[str, Any] = next(one for one in self.record["services"] if one["name"] == name)
        return found

    def put(self, key: str, content: bytes) -> None:
        """One object into its store."""
        settings = Settings(
            s3_url=self.service("object_store")["url"],
            s3_access_key=self.record["access_key"],
            s3_secret_key=self.record["secret_key"],
            bucket=self.record["bucket"],
        )
        wiring.object_store(settings).write(key, content)


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds until the answer, a photo each, and the processor's seconds that the pool took for all."""

    seconds: tuple[float, ...]
    processor: float


def waits(system: System, photos: Sequence[Path]) -> Waited:
    """Sends the photos. A check that is refused stops the benchmark."""
    pool = psutil.Process(system.service("checks")["pid"])
    taken, found = cpu_seconds(pool), []
    with system.portal as portal:
        for photo in photos:
            content = photo.read_bytes()
            began = time.perf_counter()
            portal.post("/v1/checks", files={"file": (photo.name, content)}).raise_for_status()
            found.append(time.perf_counter() - began)
    return Waited(tuple(found), cpu_seconds(pool) - taken)


def put_batch(system: System, count: int) -> None:
    """A case of so many scanned pages that were never read before."""
    place = ("0101", f"BATCH-{uuid4().hex[:12]}")
    told_of_it = {**PROFILE, "municipality": place[0], "case_id": place[1]}
    system.put(profile_key(*place), json.dumps(told_of_it).encode())
    for number in range(count):
        system.put(upload_key(*place, f"{number}.png"), scanned_page(f"{place[1]} {number}"))


def scanned_page(line: str) -> bytes:
    """A picture of a full page without a text layer; reading it takes seconds."""
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for number in range(45):
        pen.text((120, 120 + 48 * number), f"{number} Lejemålet er beliggende {line}", fill=0, font_size=28)
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(200, 200))
    return kept.getvalue()


def told(title: str, found: Waited) -> str:
    """One line of the report."""
    count, load = len(found.seconds), os.getloadavg()[0]
    waited = f"p50 {statistics.median(found.seconds):.1f} s  longest {max(found.seconds):.1f} s"
    processor = f"processor {found.processor / count:.1f} s a photo"
    return f"{title:<28} n = {count}  {waited}  {processor}  (load {load:.0f})"


def main() -> None:
    """Prints both figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--photos", type=Path, default=SAMPLES)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--batch", type=int, default=20)
    chosen = parser.parse_args()
    system = System(read_record(chosen.home) or parser.error(f"no system runs in {chosen.home}"))
    photos = sorted(chosen.photos.rglob("*.jpg"))[: chosen.count]
    sys.stdout.write(told("alone", waits(system, photos)) + "\n")
    put_batch(system, chosen.batch)
    time.sleep(2)  # until the first are being read
    sys.stdout.write(told(f"while {chosen.batch} uploads are read", waits(system, photos)) + "\n")
    sys.stdout.write(
        f"still to be read at the end: {system.portal.get('/v1/backlog').json()['uploads']}" + "\n"
    )


if __name__ == "__main__":
    main()
