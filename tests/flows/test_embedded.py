"""The pieces of `sagsklar up`: private files, ports, processes that end, a supervisor that cares."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from flows.embedded.free_ports import GRPC, PAIRED, ports_of
from flows.embedded.home import AlreadyUp, occupied, tidy
from flows.embedded.private_files import write_private
from flows.embedded.processes import began, end_all
from flows.embedded.record import note_processes, read_record, write_record
from flows.embedded.secret_keys import secrets_of
from flows.embedded.services import Place, Service
from flows.embedded.supervisor import ServiceFailed, Supervisor
from flows.settings import Settings
from tests.waiting import until

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")
TOUCH = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text('1'); time.sleep(60)"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    tidy_home(tmp_path)
    return Place(tmp_path, ports_of(tmp_path, {}), secrets_of(tmp_path), Settings(home=tmp_path))


@pytest.fixture
def supervisor(place: Place) -> Iterator[Supervisor]:
    made = Supervisor(place, lambda _name: None)
    yield made
    made.end()


def tidy_home(home: Path) -> None:
    (home / "run").mkdir()
    tidy(home)


def sleeper(place: Place, *, ready: bool = True) -> Service:
    file = place.home / "run" / "sleeper.ready"
    command = (sys.executable, "-c", TOUCH, str(file)) if ready else (sys.executable, "-c", "pass")
    return Service("sleeper", command, dict(os.environ), ready_file=file)


def test_given_a_private_file_then_only_its_owner_reads_it(tmp_path: Path):
    write_private(tmp_path / "secret", "one")
    write_private(tmp_path / "secret", "two")
    assert (tmp_path / "secret").read_text() == "two"
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_given_a_home_then_its_secrets_and_ports_stay(tmp_path: Path):
    assert secrets_of(tmp_path) == secrets_of(tmp_path)
    assert ports_of(tmp_path, {}) == ports_of(tmp_path, {})


def test_given_ports_then_all_are_apart_and_none_is_above_the_limit(tmp_path: Path):
    ports = ports_of(tmp_path, {"review": 8080})
    everything = [*ports.values(), *(ports[name] + GRPC for name in PAIRED)]
    assert ports["review"] == 8080
    assert len(set(everything)) == len(everything)
    assert max(everything) < 32768


def test_given_a_home_in_use_then_a_second_one_is_refused(tmp_path: Path):
    with occupied(tmp_path), pytest.raises(AlreadyUp), occupied(tmp_path):
        pass
    with occupied(tmp_path):
        pass


def test_given_leftovers_of_a_killed_run_then_they_are_ended(tmp_path: Path):
    tidy_home(tmp_path)
    orphan = subprocess.Popen(SLEEP)
    stranger = subprocess.Popen(SLEEP)
    note_processes(tmp_path, [orphan.pid])
    recorded = json.loads((tmp_path / "run" / "processes.json").read_text())
    recorded.append([stranger.pid, began(stranger.pid) - 100])  # the pid came again, another process has it
    (tmp_path / "run" / "processes.json").write_text(json.dumps(recorded))
    tidy(tmp_path)
    assert orphan.wait() is not None  # ended; who waited for it first also took its status
    assert stranger.poll() is None
    end_all([stranger], 5)


def test_given_a_record_then_it_says_what_the_contract_says(place: Place):
    service = Service("review", (), {}, "http://127.0.0.1:1")
    write_record(place, datetime(2026, 3, 2, 9, 15, 0, 123456, tzinfo=UTC), [(service, 7)])
    record = read_record(place.home)
    assert record is not None
    assert record["started"] == "2026-03-02T09:15:00.123Z"
    assert record["services"] == [{"name": "review", "pid": 7, "url": "http://127.0.0.1:1"}]
    assert (place.home / "run" / "services.json").stat().st_mode & 0o777 == 0o600
    assert {
        "ready",
        "pid",
        "bucket",
        "access_key",
        "secret_key",
        "api_token",
        "webhook_secret",
    } <= record.keys()


def test_given_a_service_that_dies_then_it_comes_back_and_the_record_follows(supervisor: Supervisor):
    supervisor.start_all((sleeper(supervisor.place),))
    first = ready_pid(supervisor)
    psutil.Process(first).kill()
    until(lambda: ready_pid(supervisor) != first, seconds=20)


def ready_pid(supervisor: Supervisor) -> int:
    """The pid in the record, once there is one."""

    def look() -> int | None:
        supervisor.look()
        record = read_record(supervisor.place.home)
        return record["services"][0]["pid"] if record else None

    return until(look, seconds=20)


def test_given_a_service_that_never_stays_then_the_supervisor_gives_up(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("flows.embedded.supervisor.PAUSES", (0.0, 0.1))
    supervisor.start_all((sleeper(supervisor.place, ready=False),))
    with pytest.raises(ServiceFailed, match="sleeper"):
        until(supervisor.look, seconds=20)


def test_given_a_killed_parent_then_its_services_die_with_it(place: Place):
    code = (
        "import sys, time; from pathlib import Path; from flows.embedded.processes import start;"
        "from flows.embedded.services import Service;"
        f"print(start(Service('s', {SLEEP!r}, {{}}), Path(sys.argv[1])).pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(place.home / "logs")], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    until(lambda: ended(child), seconds=10)


def ended(pid: int) -> bool:
    """Whether it runs no more; one that the machine has yet to reap has ended too."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
