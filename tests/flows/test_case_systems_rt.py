"""What only Request Tracker has; with `make test-rt` on a real one, started from Debian's packages."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.adapters.answers import Line
from flows.adapters.rt import RtFiles
from flows.filing import FiledCaseSystem
from flows.keys import upload_key
from flows.ports import Answer, Blocked, Done, Doubtful, Event, Later
from tests.flows.case_systems.benches import Base, RtBench, bench, key_of
from tests.flows.case_systems.rt_server import RequestTracker, request_tracker
from tests.flows.case_systems.serving import Stage
from tests.flows.case_systems.told import PAPERS, event, verdict, withdrawal

LETTER = "\n\n----\n\n".join(verdict("KBH-1")["letter"][language] for language in ("en", "da"))
CASE, KEYS = "KBH-1", ("a" * 32, "b" * 32, "c" * 32)


def deliver(desk: Any, *events: Event) -> list[Answer]:
    async def all_of_them() -> list[Answer]:
        return [await desk.system.deliver(one) for one in events]

    return asyncio.run(all_of_them())


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> RtBench:
    found: RtBench = bench("rt", stage, tmp_path)
    return found


def test_given_no_ticket_then_one_is_made_and_the_letter_waits_to_be_posted(desk: RtBench):
    assert deliver(desk, event(verdict(CASE), KEYS[0], 1)) == [Done("read back")]
    (ticket,) = desk.fake.tickets
    assert [text for _, subject, text in ticket.history if "skal sendes med posten" in subject] == [LETTER]
    assert desk.requests(CASE) == {KEYS[0]: "2026-03-16"}


def test_given_a_citizen_on_paper_then_no_mail_goes(desk: RtBench):
    desk.prepare(CASE)
    one = replace(event(verdict(CASE), KEYS[0], 1), on_paper=True)
    deliver(desk, one, one)
    assert desk.letters(CASE) == []
    assert desk.requests(CASE) == {KEYS[0]: "2026-03-16"}
    deliver(desk, replace(withdrawal(dict(one.verdict), KEYS[0]), on_paper=True))
    subjects = [subject for _, subject, _ in desk.ticket(CASE).history if "skal sendes med posten" in subject]
    assert len(subjects) == 2


def test_given_a_queue_without_our_fields_then_people_are_told_which(desk: RtBench):
    desk.fake.names = ("Sagsklar-Case", "Sagsklar-Screening")
    desk.prepare(CASE)
    (answer,) = deliver(desk, event(verdict(CASE), KEYS[0], 1))
    assert answer == Blocked("not_offered Sagsklar-State Sagsklar-Request")


def test_given_a_ticket_that_a_person_changed_in_between_then_it_is_looked_at_again(desk: RtBench):
    desk.prepare(CASE)
    ticket = desk.ticket(CASE)
    shown = desk.fake.shown

    def change_after_look(one: Any) -> dict[str, Any]:
        found = shown(one)
        if any(data.startswith("Sagsklar 1") for _, data, _ in ticket.history):
            ticket.history.append(("Set", "Owner", ""))
        return found

    desk.fake.shown = change_after_look  # type: ignore[method-assign]
    one = event(verdict(CASE), KEYS[0], 1)
    assert deliver(desk, one) == [Later("changed 412")]
    desk.fake.shown = shown  # type: ignore[method-assign]
    assert deliver(desk, one) == [Done("read back")]
    assert desk.results(CASE) == [KEYS[0]]


@pytest.fixture(scope="session")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    with request_tracker(tmp_path_factory.mktemp("rt")) as found:
        yield found


class RealDesk(Base):
    """The adapter before the real one."""

    def __init__(self, tracker: RequestTracker) -> None:
        super().__init__()
        self.tracker = tracker
        line = self.net.line(f"{tracker.url}/REST/2.0", authorization=f"token {tracker.token}")
        line.timeout = 60  # type: ignore[assignment]
        self.system = FiledCaseSystem(RtFiles(Line(line), "Sagsklar", self.steps, self.store))

    def open_ticket(self, case_id: str) -> int:
        """As a portal does: with the citizen as requestor."""
        for name, content in PAPERS.items():
            self.store.put(upload_key("0101", case_id, name), content)
        fields = {"Sagsklar-Case": f"0101/{case_id}"}
        said = {"Queue": "Sagsklar", "Subject": "Ansøgning", "Requestor": f"{case_id}@example.test"}
        return int(self.tracker.ask("POST", "/ticket", json={**said, "CustomFields": fields})["id"])

    def ticket(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.tracker.ask("GET", f"/ticket/{number}")
        fields = {one["name"]: "".join(filter(None, one["values"])) for one in found["CustomFields"]}
        return {"status": found["Status"], "due": found["Due"][:10], **fields}

    def subjects(self, number: int) -> list[str]:
        wish = {"fields": "Type,Data", "per_page": 100}
        found = self.tracker.ask("GET", f"/ticket/{number}/history", params=wish)["items"]
        return [one["Data"].strip() for one in found if one["Type"] in {"Comment", "Correspond"}]

    def files(self, number: int) -> set[str]:
        wish = {"fields": "Filename", "per_page": 100}
        found = self.tracker.ask("GET", f"/ticket/{number}/attachments", params=wish)["items"]
        return {one["Filename"] for one in found} - {""}


@pytest.mark.rt
@pytest.mark.timeout(900)
def test_given_a_real_tracker_then_a_case_goes_its_whole_way(tracker: RequestTracker):
    desk = RealDesk(tracker)
    number = desk.open_ticket("KBH-11")
    first = event(verdict("KBH-11"), KEYS[0], 1)
    assert deliver(desk, first, first) == [Done("read back"), Done("stands already")]
    found = desk.ticket(number)
    assert (found["status"], found["due"], found["Sagsklar-Request"]) == ("stalled", "2026-03-16", KEYS[0])
    assert found["Sagsklar-State"] == "awaiting_citizen"
    (letter,) = tracker.mailbox("KBH-11@example.test")
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Kære Testesen-Hansen" in body.get_content()
    assert desk.files(number) == set(PAPERS)
    assert deliver(desk, event(verdict("KBH-11", "complete"), KEYS[1], 2, KEYS[0])) == [Done("read back")]
    found = desk.ticket(number)
    assert (found["status"], found["Sagsklar-State"]) == ("open", "ready_for_verification")
    assert found["Sagsklar-Request"] == ""
    assert len(tracker.mailbox("KBH-11@example.test")) == 2


@pytest.mark.rt
@pytest.mark.timeout(900)
@pytest.mark.parametrize("lost", range(1, 7))
def test_given_a_real_tracker_and_any_answer_lost_then_the_effect_is_one(tracker: RequestTracker, lost: int):
    desk, case_id = RealDesk(tracker), f"KBH-2{lost}"
    number, one = desk.open_ticket(case_id), event(verdict(case_id), KEYS[0], 1)
    desk.net.lose = lost
    first, then = deliver(desk, one, one)
    assert isinstance(first, Later)
    assert isinstance(then, Done)
    keys = [key_of(subject) for subject in desk.subjects(number)]
    assert len(keys) == len(set(keys))
    assert len(tracker.mailbox(f"{case_id}@example.test")) == 1
    assert desk.ticket(number)["Sagsklar-Request"] == KEYS[0]


@pytest.mark.rt
@pytest.mark.timeout(900)
def test_given_a_real_tracker_then_a_withdrawal_is_seen(tracker: RequestTracker):
    desk = RealDesk(tracker)
    number = desk.open_ticket("KBH-31")
    one = event(verdict("KBH-31"), KEYS[0], 1)
    deliver(desk, one, withdrawal(dict(one.verdict), KEYS[0]))
    found = desk.ticket(number)
    assert (found["status"], found["due"], found["Sagsklar-Request"]) == ("open", "1970-01-01", "")
    assert any(subject.startswith("Anmodning trukket tilbage") for subject in desk.subjects(number))


@pytest.mark.rt
@pytest.mark.timeout(900)
def test_given_a_real_tracker_that_says_yes_to_an_unknown_status_then_it_is_noticed(
    tracker: RequestTracker, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("flows.adapters.rt.WAITING", "waiting-for-citizen")
    desk = RealDesk(tracker)
    number = desk.open_ticket("KBH-41")
    assert deliver(desk, event(verdict("KBH-41"), KEYS[0], 1)) == [Doubtful("not_held request")]
    assert desk.ticket(number)["status"] == "open"


@pytest.mark.rt
@pytest.mark.timeout(900)
def test_given_a_real_tracker_without_a_ticket_then_one_is_made_once(tracker: RequestTracker):
    desk = RealDesk(tracker)
    one = event(verdict("KBH-51"), KEYS[0], 1)
    desk.net.lose = 1
    first, then = deliver(desk, one, one)
    assert (type(first), then) == (Later, Done("read back"))
    query = "Queue = 'Sagsklar' AND 'CF.{Sagsklar-Case}' = '0101/KBH-51'"
    assert tracker.ask("GET", "/tickets", params={"query": query})["total"] == 1
