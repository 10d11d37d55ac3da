"""Hostile tasks of our own in the process apart; they are found through a folder of the test alone."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from pipeline.intake import Limits
from pipeline.intake.refusals import SandboxUnavailable, WallsMissing
from pipeline.intake.sandbox import Sandbox
from pipeline.intake.walls import stand, walled

TASKS = """
import os, time

def answer(request, content):
    if content == b"hang":
        time.sleep(60)
    if content == b"half":
        yield {"n": 1}, b"kept"
        os.kill(os.getpid(), 9)
    if content == b"crash":
        os.abort()
    if content == b"fault":
        raise RuntimeError("words of a document")
    if content == b"memory":
        bytearray(10**11)
    if content == b"write":
        with open(os.memfd_create("much"), "wb") as file:
            file.write(bytes(10**7))
    if content == b"spin":
        while True:
            pass
    if content == b"reach":
        import socket
        try:
            socket.create_connection(("192.0.2.1", 80), 0.5)
        except OSError as error:
            yield {}, b"nothing" if error.errno == 101 else b"a network"
    if content == b"look":
        seen = [one for one in (request["secret"], "/etc/passwd", "/home", "/var/log") if os.path.exists(one)]
        yield {}, b"files" if seen else b"nothing"
    if content == b"leave":
        try:
            open("/usr/mark", "w")
        except OSError:
            yield {}, b"nothing"
    if content == b"print":
        print("words of a document", flush=True)
    yield {"pid": os.getpid(), **request}, content
"""


@pytest.fixture(scope="module")
def tasks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tasks")
    (folder / "hostile_tasks.py").write_text(TASKS)
    return folder


@pytest.fixture
def sandbox(tasks):
    limits = Limits(seconds=1, workers=2, files_per_worker=5, upload_bytes=1_000_000)
    with Sandbox("hostile_tasks:answer", limits, beside=tasks) as sandbox:
        yield sandbox


def workers(parent: int | None = None) -> list[psutil.Process]:
    """The workers of these tests; the walls around them are processes of another name."""
    found = []
    for one in psutil.Process(parent).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if one.name() != "bwrap" and "hostile_tasks" in " ".join(one.cmdline()):
                found.append(one)
    return found


def test_given_bytes_then_the_answer_is_plain_data_from_another_process(sandbox):
    parts, trouble = sandbox.run({"asked": "this"}, b"\0\xff" * 1000, file="f")
    facts, blob = parts[0]
    assert (trouble, blob, facts["asked"]) == (None, b"\0\xff" * 1000, "this")
    assert facts["pid"] != os.getpid()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"crash", "engine_crashed"),
        (b"fault", "engine_crashed"),
        (b"write", "engine_crashed"),
        (b"hang", "too_complex"),
        (b"spin", "too_complex"),
        (b"memory", "too_complex"),
    ],
)
def test_given_a_hostile_file_then_it_costs_itself_and_the_next_is_served(sandbox, content, code):
    parts, trouble = sandbox.run({}, content, file="bad.pdf")
    assert (parts, trouble.code, trouble.facts) == ((), code, {"file": "bad.pdf"})
    assert sandbox.run({}, b"next", file="f")[1] is None


def test_given_a_crash_in_the_middle_then_the_finished_parts_are_kept(sandbox):
    parts, trouble = sandbox.run({}, b"half", file="f")
    assert (parts, trouble.code) == ((({"n": 1}, b"kept"),), "engine_crashed")


def test_given_a_worker_killed_from_outside_then_its_file_is_tried_once_more(sandbox):
    sandbox.run({}, b"x", file="f")
    threading.Timer(0.3, workers()[0].kill).start()
    assert sandbox.run({}, b"hang", file="f")[1].code == "too_complex"
    assert sandbox.run({}, b"next", file="f")[1] is None


def test_given_a_worker_killed_while_it_starts_then_nothing_is_to_blame_but_that(sandbox):
    def kill_what_starts():
        over = time.monotonic() + 1
        while time.monotonic() < over:
            for worker in workers():
                with suppress(psutil.NoSuchProcess):
                    worker.kill()

    killer = threading.Thread(target=kill_what_starts)
    killer.start()
    trouble = sandbox.run({}, b"x", file="f")[1]
    killer.join()
    assert trouble is None or trouble.code == "engine_crashed"
    assert sandbox.run({}, b"next", file="f")[1] is None


def test_given_a_worker_that_served_its_share_then_it_is_renewed(sandbox):
    first, later = (
        [sandbox.run({}, b"x", file="f") for _ in range(3)] and workers()[0].pid for _ in range(2)
    )
    assert first != later


def test_given_a_library_that_prints_then_the_answer_is_unharmed(sandbox, capfd):
    assert sandbox.run({}, b"print", file="f")[0][0][1] == b"print"
    assert capfd.readouterr() == ("", "")


def test_given_two_threads_then_two_files_are_served_at_once(sandbox):
    sandbox.warm()
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(sandbox.run({}, b"hang", file="f"))) for _ in range(2)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2
    assert time.monotonic() - started < 1.8


def test_given_a_task_that_does_not_exist_then_the_set_up_is_to_blame():
    with Sandbox("no_such_module:task", Limits()) as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.run({}, b"x", file="f")


def test_given_a_parent_that_is_killed_then_the_busy_worker_ends_too(tasks):
    program = f"""
        import sys
        sys.path.insert(0, {str(Path.cwd())!r})
        from pathlib import Path
        from pipeline.intake import Limits
        from pipeline.intake.sandbox import Sandbox
        apart = Sandbox("hostile_tasks:answer", Limits(seconds=50, workers=1), beside=Path({str(tasks)!r}))
        print(apart.run({{}}, b"x", file="f")[1], flush=True)
        apart.run({{}}, b"spin", file="f")
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout.readline() == "None\n"
        (worker,) = workers(parent.pid)
        time.sleep(0.3)
        parent.kill()
    psutil.wait_procs([worker], timeout=3)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_given_a_closed_sandbox_then_no_worker_is_left(tasks, sandbox):
    sandbox.run({}, b"x", file="f")
    (worker,) = workers()
    sandbox.close()
    psutil.wait_procs([worker], timeout=3)
    assert not worker.is_running()


@pytest.mark.skipif(not stand(), reason="bubblewrap does not work here")
@pytest.mark.parametrize("content", [b"reach", b"look", b"leave"])
def test_given_walls_then_neither_network_nor_files_of_the_host_are_there(sandbox, content, tmp_path):
    secret = tmp_path / "another-case.txt"
    secret.write_text("another citizen's paper")
    assert sandbox.run({"secret": str(secret)}, content, file="f")[0][0][1] == b"nothing"


def test_given_no_bubblewrap_then_there_is_a_warning_or_a_refusal(monkeypatch, caplog):
    monkeypatch.setenv("PATH", "/nowhere")
    stand.cache_clear()
    assert walled(["true"], [], required=False) == ["true"]
    assert "without_walls" in caplog.text
    with pytest.raises(WallsMissing, match="SAGSKLAR_WALLS"):
        walled(["true"], [], required=True)
    stand.cache_clear()
