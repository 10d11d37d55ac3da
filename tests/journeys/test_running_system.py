"""From an upload to a signed verdict at the case system, through real parts only."""

import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import psutil
import pytest
from minio import Minio
from standardwebhooks import Webhook

from commands.portal import Submitted, await_verdict, put_case
from tests.collector import Collector
from tests.papers import digital_page
from tests.running import PROGRAM, Running
from tests.waiting import until

pytestmark = pytest.mark.journey
SECONDS = 120
PERSON = {
    "id": "applicant",
    "role": "applicant",
    "surname": "Vindelev",
    "given_names": "Quirina",
    "birth_date": "1991-04-07",
    "nationality": "ESP",
}
LEASE = ("LEJEKONTRAKT", "Lejer: Quirina Vindelev", "Adresse: Novembergade 12B, 2200 Kobenhavn N")


def case_folder(folder: Path, **files: bytes) -> Path:
    """A case folder with a number of its own; every file differs from those of other cases."""
    case_id = f"KBH-{uuid4().hex[:12]}"
    profile = {
        "schema": "sagsklar/profile/1",
        "case_id": case_id,
        "municipality": "0101",
        "service": "dk-cpr-entry",
        "received": "2026-03-02",
        "language": "en",
        "basis": "eu_worker",
        "persons": [PERSON],
        "answers": {"housing": "lease"},
    }
    made = folder / case_id
    made.mkdir()
    (made / "profile.json").write_text(json.dumps(profile))
    for name, content in (files or {"Vindelev": digital_page(*LEASE, case_id)}).items():
        (made / f"{name}.pdf").write_bytes(content)
    return made


def at_inbox(running: Running, case_id: str) -> dict[str, Any]:
    found = running.system.ask(f"{running.system.inbox}/cases/{case_id}")
    assert found is not None
    return found


def submitted(running: Running, folder: Path) -> Submitted:
    case = put_case(running.system, folder)
    await_verdict(running.system, case, SECONDS)
    return case


def test_given_an_upload_by_any_s3_client_then_one_signed_event_arrives(
    running: Running, tmp_path: Path, fits: Callable
):
    case = submitted(running, case_folder(tmp_path))
    found = at_inbox(running, case.case_id)
    (event,) = found["events"]
    Webhook(running.record["webhook_secret"]).verify(event["body"], event["headers"], json_parse=False)
    told = json.loads(event["body"])
    assert len(event["body"]) < 20_000
    assert (told["subject"], told["data"]["sequence"], told["data"]["supersedes"]) == (case.case_id, 1, None)
    fetched = running.system.ask(told["data"]["href"])
    assert fetched == found["current"]["verdict"]
    assert found["profile"]["case_id"] == case.case_id
    for schema, shown in (("event", told), ("verdict", fetched), ("inbox-case", found)):
        fits(schema, shown)


def test_given_a_case_then_its_trace_tells_of_every_stage_and_of_nobody(
    running: Running, collector: Collector, tmp_path: Path
):
    submitted(running, case_folder(tmp_path))
    jobs = {"screen-upload", "screen-case", "deliver"}
    stages = {"admit", "render", "read", "classify", "extract", "match", "decide", "inform"}

    def whole_traces() -> list[str]:
        named: dict[str, set[str]] = {}
        for one in collector.spans:
            named.setdefault(one.trace_id.hex(), set()).add(one.name)
        return [trace for trace, names in named.items() if names >= jobs | stages]

    until(whole_traces, seconds=SECONDS)
    assert not [body for body in collector.sent if b"Vindelev" in body or b"KBH-" in body]


def test_given_a_verdict_then_it_names_every_upload_also_those_that_failed(running: Running, tmp_path: Path):
    folder = case_folder(tmp_path, b=digital_page(*LEASE), a=b"this is no document")
    arrived = await_verdict(running.system, put_case(running.system, folder), SECONDS)
    assert [(one["file"], one["failure"]) for one in arrived.verdict["inputs"]] == [
        ("a.pdf", "unsupported_type"),
        ("b.pdf", None),
    ]


def test_given_the_same_case_again_then_there_is_no_second_event(running: Running, tmp_path: Path):
    folder = case_folder(tmp_path)
    case = submitted(running, folder)
    again = await_verdict(running.system, put_case(running.system, folder), SECONDS)
    assert not again.new
    assert len(at_inbox(running, case.case_id)["events"]) == 1


def test_given_another_upload_then_a_second_verdict_supersedes_the_first(running: Running, tmp_path: Path):
    folder = case_folder(tmp_path)
    case = submitted(running, folder)
    first = at_inbox(running, case.case_id)["current"]["screening_id"]
    (folder / "more.pdf").write_bytes(digital_page("Employment contract", case.case_id))
    submitted(running, folder)
    newest = json.loads(at_inbox(running, case.case_id)["events"][-1]["body"])["data"]
    assert newest["sequence"] > 1
    assert newest["supersedes"] is not None
    assert at_inbox(running, case.case_id)["current"]["screening_id"] != first


def test_given_a_profile_alone_then_there_is_no_verdict(running: Running, tmp_path: Path):
    folder = case_folder(tmp_path)
    (folder / "Vindelev.pdf").unlink()
    case = put_case(running.system, folder)
    known = f"{running.system.review}/v1/cases/{case.case_id}"
    until(lambda: running.system.ask(known), seconds=SECONDS)
    assert running.system.ask(f"{running.system.inbox}/cases/{case.case_id}") is None


def test_given_a_profile_that_cannot_be_used_then_the_api_says_why(running: Running):
    case_id = f"KBH-{uuid4().hex[:12]}"
    put(running, f"0101/{case_id}/profile.json", b'{"schema": "sagsklar/profile/1"}')
    put(running, f"0101/{case_id}/uploads/a.pdf", digital_page(case_id))
    address = f"{running.system.review}/v1/cases/{case_id}"
    problem = until(lambda: (running.system.ask(address) or {}).get("problem"), seconds=SECONDS)
    assert problem["code"] == "profile_invalid"


def put(running: Running, key: str, content: bytes) -> None:
    system = running.system
    client = Minio(urlsplit(system.object_store).netloc, system.access_key, system.secret_key, secure=False)
    client.put_object(system.bucket, key, io.BytesIO(content), len(content))


def test_given_no_token_then_the_api_tells_nothing_but_its_health(running: Running):
    for path in ("/healthz", "/readyz", "/metrics"):
        assert httpx.get(running.system.review + path).status_code == 200
    assert httpx.get(running.system.review + "/v1/backlog").status_code == 401
    assert httpx.get(running.system.inbox + "/cases").status_code == 401


def test_given_a_running_system_then_its_record_is_as_the_contract_says(
    running: Running, fits: Callable[[str, Any], None]
):
    fits("services", running.record)
    assert (running.home / "run" / "services.json").stat().st_mode & 0o777 == 0o600


def test_given_all_is_settled_then_the_backlog_is_empty(
    running: Running, tmp_path: Path, fits: Callable[[str, Any], None]
):
    submitted(running, case_folder(tmp_path))
    fits("inbox-cases", running.system.ask(f"{running.system.inbox}/cases"))
    fits("backlog", running.system.ask(f"{running.system.review}/v1/backlog"))

    def settled() -> bool:
        found = running.system.ask(f"{running.system.review}/v1/backlog") or {}
        return not any(found[of][state] for of, state in WAITING)

    until(settled, seconds=SECONDS)


WAITING = (("uploads", "waiting"), ("uploads", "running"), ("outbox", "waiting"))


def test_given_a_killed_worker_then_it_comes_back_and_works(running: Running, tmp_path: Path):
    before = running.pid("worker")
    psutil.Process(before).kill()
    until(lambda: running.pid("worker") != before, seconds=30)
    assert submitted(running, case_folder(tmp_path))


def test_given_a_killed_object_store_then_uploads_are_seen_again(running: Running, tmp_path: Path):
    before = running.pid("object_store")
    psutil.Process(before).kill()
    until(lambda: running.pid("object_store") != before, seconds=30)
    folder = case_folder(tmp_path)
    case = until(lambda: put_case(running.system, folder), seconds=30, meanwhile=Exception)
    assert await_verdict(running.system, case, SECONDS).new


def test_given_the_running_system_then_whoever_reads_in_bulk_gives_way_to_whoever_waits(running: Running):
    of = {name: psutil.Process(running.pid(name)).nice() for name in ("worker", "checks", "review")}
    assert of["worker"] > of["checks"] == of["review"]


def test_given_a_running_system_then_a_second_one_on_its_home_is_refused(running: Running):
    second = subprocess.run(
        [*PROGRAM, "--home", str(running.home), "up"], capture_output=True, text=True, check=False
    )
    assert second.returncode == 2
    assert "runs already" in second.stderr
    assert running.record["pid"] == running.process.pid


def test_given_cases_then_no_person_stands_in_logs_or_at_prefect(running: Running, tmp_path: Path):
    submitted(running, case_folder(tmp_path))
    wanted = re.compile(rb"Vindelev|Quirina|Novembergade", re.IGNORECASE)
    told = [
        str(file.relative_to(running.home))
        for part in ("logs", "prefect", "run")
        for file in (running.home / part).rglob("*")
        if file.is_file() and wanted.search(file.read_bytes())
    ]
    assert told == []


def test_given_work_then_prefect_shows_its_flows(running: Running, tmp_path: Path):
    submitted(running, case_folder(tmp_path))
    url = next(one["url"] for one in running.record["services"] if one["name"] == "prefect")
    flows = httpx.post(f"{url}/api/flows/filter", json={}).json()
    assert {flow["name"] for flow in flows} == {"screen-upload", "screen-case"}


def test_given_the_submit_command_then_it_shows_when_the_verdict_arrived(running: Running, tmp_path: Path):
    folder = case_folder(tmp_path)
    done = subprocess.run(
        [*PROGRAM, "--home", str(running.home), "submit", str(folder), "--wait"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert folder.name in done.stdout
