"""`run/services.json`: how the outside finds a running system."""

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.embedded.private_files import write_private
from flows.embedded.processes import began, end_orphans
from flows.embedded.services import Place, Service


def write_record(place: Place, started: datetime, running: Iterable[tuple[Service, int]]) -> None:
    """Writes it anew and whole; `running`: each service with its pid."""
    record = {
        "ready": True,
        "pid": os.getpid(),
        "started": started.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "services": [{"name": one.name, "pid": pid, "url": one.url} for one, pid in running],
        "bucket": place.settings.bucket,
        "access_key": place.secrets.access_key,
        "secret_key": place.secrets.secret_key,
        "api_token": place.secrets.api_token,
        "webhook_secret": place.secrets.webhook_secret,
    }
    write_private(record_file(place.home), json.dumps(record, indent=1))


def read_record(home: Path) -> dict[str, Any] | None:
    """What a running system says of itself, or None when none runs."""
    try:
        record: dict[str, Any] = json.loads(record_file(home).read_text())
    except (OSError, ValueError):
        return None
    return record


def remove_record(home: Path) -> None:
    """Takes it away: nothing is ready here any more."""
    record_file(home).unlink(missing_ok=True)


def record_file(home: Path) -> Path:
    """Where it stands."""
    return home / "run" / "services.json"


def note_processes(home: Path, pids: list[int]) -> None:
    """Writes down which processes are ours, so that the next `up` can end those a killed one left."""
    write_private(home / "run" / "processes.json", json.dumps([[pid, began(pid)] for pid in pids]))


def end_leftovers(home: Path) -> None:
    """Ends what an earlier `up` on this home left running."""
    file = home / "run" / "processes.json"
    if file.exists():
        end_orphans([(int(pid), float(start)) for pid, start in json.loads(file.read_text())])
        file.unlink()
