"""A running system as measurements and faults see it: started, uploaded to, asked."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx

from flows import wiring
from flows.embedded.record import read_record
from flows.keys import profile_key, upload_key
from flows.ports import ObjectStore
from flows.settings import Settings

START_SECONDS: Final = 300  # on an idle machine it takes ten
STOP_SECONDS: Final = 20
PROFILE: Final = {
    "schema": "sagsklar/profile/1",
    "service": "dk-cpr-entry",
    "received": "2026-03-02",
    "language": "en",
    "basis": "eu_worker",
    "persons": [{"id": "applicant", "role": "applicant", "surname": "Vindelev", "given_names": "Quirina"}],
    "answers": {},
}
MUNICIPALITY: Final = "0101"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class System:
    """A running one, as its services.json tells of it."""

    record: Mapping[str, Any]

    @property
    def portal(self) -> httpx.Client:
        """The review address, with the token."""
        return self.client("review")

    def client(self, service: str) -> httpx.Client:
        """A service's address, with the token."""
        headers = {"authorization": f"Bearer {self.record['api_token']}"}
        url = self.service(service)["url"]
        return httpx.Client(base_url=url, headers=headers, timeout=120, trust_env=False)

    def service(self, name: str) -> Mapping[str, Any]:
        """Pid and address of a service."""
        found: Mapping[str, Any] = next(one for one in self.record["services"] if one["name"] == name)
        return found

    @property
    def store(self) -> ObjectStore:
        """Its object store, as a portal reaches it."""
        settings = Settings(
            s3_url=self.service("object_store")["url"],
            s3_access_key=self.record["access_key"],
            s3_secret_key=self.record["secret_key"],
            bucket=self.record["bucket"],
        )
        return wiring.object_store(settings)

    def put(self, key: str, content: bytes) -> None:
        """One object into its store."""
        self.store.write(key, content)


def put_case(system: System, case_id: str, files: Mapping[str, bytes]) -> None:
    """A case with these uploads, the profile first."""
    store = system.store
    profile = {**PROFILE, "municipality": MUNICIPALITY, "case_id": case_id}
    store.write(profile_key(MUNICIPALITY, case_id), json.dumps(profile).encode())
    for name, content in files.items():
        store.write(upload_key(MUNICIPALITY, case_id, name), content)


@contextmanager
def started(home: Path, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`sagsklar up` on a home until the end of the block; what it says stands in HOME/said.txt."""
    process = begin(home, settings)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def begin(home: Path, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Starts it and waits until all is ready."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "said.txt").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "commands.program", "--home", str(home), "up"],
            env={**os.environ, **settings},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        await_that(lambda: process.poll() is not None or pid_of(home) == process.pid, START_SECONDS)
    except BaseException:
        process.terminate()
        raise
    if process.poll() is not None:
        raise RuntimeError(f"the system on {home} did not start; see said.txt there")
    return process


def pid_of(home: Path) -> int | None:
    """The process of the system that runs on a home and is ready."""
    record = read_record(home)
    return int(record["pid"]) if record else None


def running(home: Path) -> System:
    """The system that runs there, as it stands now."""
    return System(await_that(lambda: read_record(home), START_SECONDS))


def await_that(look: Callable[[], T | None], seconds: float, pause: float = 0.1) -> T:
    """The first true thing that `look` gives. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so within {seconds:.0f} s")
        time.sleep(pause)
    return found
