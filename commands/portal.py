"""The running system from outside: uploads as a portal does them, verdicts as the case system has them."""

import io
import json
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from minio import Minio

from commands.case_folder import uploads_of
from flows.keys import profile_key, upload_key
from pipeline.errors import Misconfigured, RetryableError

LOOK_SECONDS = 0.2


class NotRunning(Misconfigured):
    code = "not_running"
    message = "No system runs in {home}."
    remedy = "Start it with `sagsklar up`, or name its folder with --home."


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
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = system.ask(f"{system.inbox}/cases/{case.case_id}")
        current = found and found["current"]
        if current and sees(current["verdict"], case.files):
            new = current["sequence"] > case.sequence
            if new or settled(system, case):
                return Arrived(current["verdict"], time.monotonic() - case.at, new)
        time.sleep(LOOK_SECONDS)
    raise NoVerdict(case_id=case.case_id, seconds=int(seconds))


def sees(verdict: dict[str, Any], files: frozenset[tuple[str, str]]) -> bool:
    """Whether a verdict was given on all these files."""
    return files <= {(one["file"], one["sha256"]) for one in verdict["inputs"]}


def settled(system: RunningSystem, case: Submitted) -> bool:
    """Whether nothing of the case waits to be read, screened or sent: the verdict before still holds."""
    known = system.ask(f"{system.review}/v1/cases/{case.case_id}")
    backlog = system.ask(f"{system.review}/v1/backlog")
    return bool(known and known["settled"] and backlog and not backlog["outbox"]["waiting"])
