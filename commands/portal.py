"""The running system from outside: uploads as a portal does them, verdicts as the case system has them."""

import io
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from minio import Minio

from commands.case_folder import uploads_of
from flows.keys import profile_key, upload_key
from pipeline.errors import Misconfigured, RetryableError, WrongUse

LOOK_SECONDS = 0.25


class NotRunning(Misconfigured):
    code = "not_running"
    message = "No system runs in {home}."
    remedy = "Start it with `sagsklar up`, or name its folder with --home."


class CaseUnknown(WrongUse):
    code = "case_unknown"
    message = "The running system has no case {case_id}."
    remedy = "Check the number, or upload the case with `sagsklar submit`."


class SeveralCases(WrongUse):
    code = "several_cases"
    message = "Several municipalities have a case {case_id}."
    remedy = "Name one with --municipality."


class NoVerdict(RetryableError):
    code = "no_verdict"
    message = "No verdict for {case_id} within {seconds} seconds."
    remedy = "Look at `problem` of GET /v1/cases/{case_id} on the review address, and into the logs."


@dataclass(frozen=True, slots=True)
class RunningSystem:
    """Addresses and keys of a running system, from its services.json."""

    inbox: str
    review: str
    object_store: str
    bucket: str
    access_key: str
    secret_key: str
    api_token: str

    def ask(self, address: str) -> dict[str, Any] | None:
        """What is at an address of the inbox or the read API; None where there is nothing."""
        headers = {"authorization": f"Bearer {self.api_token}"}
        answer = httpx.get(address, headers=headers, timeout=30, trust_env=False)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def link(self, case_id: str, municipality: str | None) -> dict[str, Any] | None:
        """A link to the citizen's page of a case; None for a case that is not known."""
        headers = {"authorization": f"Bearer {self.api_token}"}
        address = f"{self.review}/v1/cases/{quote(case_id, safe='')}/link"
        told = {} if municipality is None else {"municipality": municipality}
        answer = httpx.post(address, params=told, headers=headers, timeout=30, trust_env=False)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.status_code == httpx.codes.CONFLICT:
            raise SeveralCases(case_id=case_id)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found


@dataclass(frozen=True, slots=True)
class Submitted:
    """A case that was put into the store. `sequence`: of its verdict before, 0 when there was none."""

    case_id: str
    sequence: int
    files: frozenset[tuple[str, str]]
    at: float


@dataclass(frozen=True, slots=True)
class Arrived:
    """A verdict at the case system; `seconds` since the upload. `new` False: it stood there before."""

    verdict: dict[str, Any]
    seconds: float
    new: bool


def running_system(home: Path) -> RunningSystem:
    """The system that runs in a home. Raises NotRunning."""
    try:
        record = json.loads((home / "run" / "services.json").read_text())
    except (OSError, ValueError):
        raise NotRunning(home=str(home)) from None
    urls = {service["name"]: service["url"] for service in record["services"]}
    own = {key: record[key] for key in ("bucket", "access_key", "secret_key", "api_token")}
    return RunningSystem(urls["inbox"], urls["review"], urls["object_store"], **own)


def put_case(system: RunningSystem, folder: Path) -> Submitted:
    """Uploads a case folder, the profile first."""
    address = urlsplit(system.object_store)
    client = Minio(address.netloc, system.access_key, system.secret_key, secure=address.scheme == "https")
    raw = (folder / "profile.json").read_bytes()
    profile = json.loads(raw)
    place = (profile["municipality"], profile["case_id"])
    before = system.ask(f"{system.inbox}/cases/{profile['case_id']}")
    put(client, system.bucket, profile_key(*place), raw)
    files = set()
    for file in uploads_of(folder):
        content = file.read_bytes()
        put(client, system.bucket, upload_key(*place, file.name), content)
        files.add((file.name, sha256(content).hexdigest()))
    sequence = before["current"]["sequence"] if before and before["current"] else 0
    return Submitted(profile["case_id"], sequence, frozenset(files), time.monotonic())


def put(client: Minio, bucket: str, key: str, content: bytes) -> None:
    """One object."""
    client.put_object(bucket, key, io.BytesIO(content), len(content))


def await_verdict(system: RunningSystem, case: Submitted, seconds: float) -> Arrived:
    """The verdict that saw all that was submitted, once it has arrived. Raises NoVerdict."""
    return next(arrivals(system, [case], seconds))[1]


def arrivals(
    system: RunningSystem, cases: Sequence[Submitted], seconds: float
) -> Iterator[tuple[Submitted, Arrived]]:
    """Each case with its verdict, as they arrive. Raises NoVerdict when the time is up."""
    deadline = time.monotonic() + seconds
    waiting = {case.case_id: case for case in cases}
    while waiting:
        for case_id in [one for one in sequences(system) if one in waiting]:
            arrived = arrival(system, waiting[case_id])
            if arrived:
                yield waiting.pop(case_id), arrived
        if waiting and time.monotonic() > deadline:
            raise NoVerdict(case_id=next(iter(waiting)), seconds=int(seconds))
        time.sleep(LOOK_SECONDS if waiting else 0)


def sequences(system: RunningSystem) -> dict[str, int]:
    """Case id → sequence of its verdict at the case system, for those that have one."""
    listed = system.ask(f"{system.inbox}/cases")
    return {one["case_id"]: one["sequence"] for one in (listed or {"cases": []})["cases"] if one["sequence"]}


def arrival(system: RunningSystem, case: Submitted) -> Arrived | None:
    """The verdict on all that was submitted, or None as long as there is none."""
    found = system.ask(f"{system.inbox}/cases/{case.case_id}")
    current = found and found["current"]
    if not current or not sees(current["verdict"], case.files):
        return None
    new = current["sequence"] > case.sequence
    seconds = time.monotonic() - case.at
    return Arrived(current["verdict"], seconds, new) if new or settled(system, case) else None


def sees(verdict: dict[str, Any], files: frozenset[tuple[str, str]]) -> bool:
    """Whether a verdict was given on all these files."""
    return files <= {(one["file"], one["sha256"]) for one in verdict["inputs"]}


def settled(system: RunningSystem, case: Submitted) -> bool:
    """Whether nothing of the case waits to be read, screened or sent: the verdict before still holds."""
    known = system.ask(f"{system.review}/v1/cases/{case.case_id}")
    backlog = system.ask(f"{system.review}/v1/backlog")
    return bool(known and known["settled"] and backlog and not backlog["outbox"]["waiting"])
