"""A system is backed up, lost, brought back: nothing is lost or told twice, who was erased stays so."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commands.portal import put_case
from tests.journeys.test_erasure import left_behind
from tests.journeys.test_running_system import SECONDS, case_folder, put
from tests.papers import digital_page
from tests.running import PROGRAM, Running, run
from tests.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1500)]


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A case system that is not lost with the home: its address, and the events it was sent."""
    got: list[dict[str, Any]] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", got
    server.shutdown()
    server.server_close()


def sagsklar(home: Path, *words: str) -> str:
    command = [*PROGRAM, "--home", str(home), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_given_a_lost_home_when_restored_then_all_is_as_before_but_for_the_erased(
    tmp_path: Path, elsewhere: tuple[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
):
    home, backup, register = tmp_path / "home", tmp_path / "backup", tmp_path / "erasures.jsonl"
    url, got = elsewhere
    monkeypatch.setenv("SAGSKLAR_ERASURES_FILE", str(register))
    monkeypatch.setenv("SAGSKLAR_CASE_SYSTEM_URL", url)
    kept, erased, late = (case_folder(tmp_path) for _ in range(3))
    (home / "municipalities").mkdir(parents=True)
    (home / "municipalities" / "note.txt").write_text("ours")

    with run(home) as system:
        for folder in (kept, erased):
            told_of(system, folder, got)
        sagsklar(home, "backup", str(backup))
        told_of(system, late, got)
        sagsklar(home, "erase", erased.name)
    sent = len(got)
    shutil.rmtree(home)

    said = sagsklar(home, "restore", str(backup), "--erasures", str(register))
    assert "1 cases erased again, 2 of their objects left out" in said
    assert left_behind(home, [], erased.name) == []
    assert (home / "municipalities" / "note.txt").read_text() == "ours"

    with run(home) as system:
        assert "hang together" in sagsklar(home, "audit", "verify")
        known = {
            name: system.system.ask(f"{system.system.review}/v1/cases/{name}")
            for name in (kept.name, erased.name)
        }
        assert known[kept.name] is not None
        assert known[erased.name] is None
        told_of(system, late, got, again=True)
        put(system, f"0101/{kept.name}/uploads/more.pdf", digital_page("Employment contract", kept.name))
        until(lambda: newest(got, kept.name)["data"]["sequence"] > 1, seconds=SECONDS)
    assert [event["subject"] for event in got[sent:]] == [late.name, kept.name]
    first, second = (event for event in got if event["subject"] == late.name)
    assert first["id"] == second["id"]  # the case system knows that it has it
    assert (
        newest(got, kept.name)["data"]["supersedes"]
        == next(e for e in got if e["subject"] == kept.name)["id"]
    )


def told_of(system: Running, folder: Path, got: list[dict[str, Any]], *, again: bool = False) -> None:
    """Uploads a case and waits until the case system is told of it."""
    before = sum(event["subject"] == folder.name for event in got)
    assert before == (1 if again else 0)
    put_case(system.system, folder)
    until(lambda: sum(event["subject"] == folder.name for event in got) > before, seconds=SECONDS)
    until(lambda: not waiting(system), seconds=SECONDS)


def waiting(system: Running) -> bool:
    backlog: dict[str, Any] = system.system.ask(f"{system.system.review}/v1/backlog") or {}
    return bool(backlog["outbox"]["waiting"])


def newest(got: list[dict[str, Any]], case_id: str) -> dict[str, Any]:
    return [event for event in got if event["subject"] == case_id][-1]
