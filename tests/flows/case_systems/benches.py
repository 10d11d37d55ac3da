"""Each adapter with what it talks to, seen from the other side: what does the case system hold now?"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx

from flows.adapters.answers import Line
from flows.adapters.f2 import F2Files
from flows.adapters.f2_session import F2Login, F2Session
from flows.adapters.rt import RtFiles
from flows.adapters.webhook import WebhookCaseSystem
from flows.adapters.zgw import TaskFiles
from flows.filing import FiledCaseSystem
from flows.inbox.app import Keys, inbox_app
from flows.inbox.store import InboxStore, case, open_store
from flows.ports import CaseSystem
from tests.flows.case_systems.f2_fake import CLIENT, Case, F2Fake
from tests.flows.case_systems.rt_fake import TOKEN as RT_TOKEN
from tests.flows.case_systems.rt_fake import RtFake, Ticket
from tests.flows.case_systems.serving import Net, Stage
from tests.flows.case_systems.tasks_fake import TOKEN as TASK_TOKEN
from tests.flows.case_systems.tasks_fake import TasksFake
from tests.flows.stores_at_hand import MemoryStore

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0ISE="


@dataclass
class MemorySteps:
    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    async def find(self, case_key: str, step: str) -> str | None:
        return self.kept.get((case_key, step))

    async def keep(self, case_key: str, step: str, value: str) -> None:
        self.kept[case_key, step] = value


class Bench(Protocol):
    """One adapter. `reads_back`: it sees a yes that was none. `writes_letters`: they go through it."""

    name: str
    net: Net
    system: CaseSystem
    store: MemoryStore
    known: dict[str, Any]
    reads_back: bool
    writes_letters: bool

    def prepare(self, case_id: str) -> None: ...
    def results(self, case_id: str) -> list[str]: ...
    def requests(self, case_id: str) -> dict[str, str]: ...
    def ended(self, case_id: str, key: str) -> bool: ...
    def letters(self, case_id: str) -> list[str]: ...
    def documents(self, case_id: str) -> list[bytes]: ...
    def lie(self) -> None: ...
    def shut(self) -> None: ...


@dataclass
class Base:
    net: Net = field(default_factory=Net)
    store: MemoryStore = field(default_factory=MemoryStore)
    steps: MemorySteps = field(default_factory=MemorySteps)
    known: dict[str, Any] = field(default_factory=dict)
    reads_back: bool = True
    writes_letters: bool = True

    def prepare(self, case_id: str) -> None:
        pass

    def letters(self, case_id: str) -> list[str]:
        return []

    def documents(self, case_id: str) -> list[bytes]:
        return []


class WebhookBench(Base):
    """The case inbox, over HTTP."""

    name = "webhook"

    def __init__(self, url: str, inbox: InboxStore, known: dict[str, Any]) -> None:
        super().__init__(reads_back=False, writes_letters=False, known=known)
        self.inbox = inbox
        self.system = WebhookCaseSystem(self.net.line(), f"{url}/events", SECRET)

    def events(self, case_id: str) -> list[dict[str, Any]]:
        found = case(self.inbox, case_id) or {"events": []}
        return [json.loads(one["body"]) for one in found["events"] if not one["repeat"]]

    def results(self, case_id: str) -> list[str]:
        return [one["id"] for one in self.events(case_id) if one["type"] == "dk.sagsklar.verdict.v1"]

    def requests(self, case_id: str) -> dict[str, str]:
        found = case(self.inbox, case_id) or {}
        if not (current := found.get("current")) or self.ended(case_id, current["screening_id"]):
            return {}
        items = current["verdict"]["missing_items"]
        return {current["screening_id"]: items[0]["due"]} if items else {}

    def ended(self, case_id: str, key: str) -> bool:
        later = [one["data"] for one in self.events(case_id) if one["id"] != key]
        return any(key in {one.get("supersedes"), one["screening_id"]} for one in later)

    def lie(self) -> None:
        raise NotImplementedError

    def shut(self) -> None:
        self.net.refusals = [httpx.Response(410)] * 9


class F2Bench(Base):
    """The fake F2."""

    name = "f2"

    def __init__(self, url: str, fake: F2Fake) -> None:
        super().__init__()
        self.fake = fake
        login = F2Login(*CLIENT, user="SAGSKLAR")
        self.session = F2Session(Line(self.net.line()), f"{url}/F2Rest/ServiceIndex", login)
        self.system = FiledCaseSystem(F2Files(self.session, self.steps, self.store))

    def prepare(self, case_id: str) -> None:
        self.fake.cases.append(Case(f"0101/{case_id}", f"2026 - {len(self.fake.cases) + 1}"))

    def matters(self, case_id: str, kind: str) -> list[dict[str, str]]:
        found = next(one for one in self.fake.cases if one.external_id == f"0101/{case_id}")
        return [one.fields for one in found.matters if one.fields["Type"] == kind]

    def results(self, case_id: str) -> list[str]:
        return [key_of(one["Title"]) for one in self.matters(case_id, "Internal")]

    def requests(self, case_id: str) -> dict[str, str]:
        found = [one for one in self.matters(case_id, "Outbound") if one["Title"].startswith("Brev")]
        return {key_of(one["Title"]): one["Deadline"][:10] for one in found if "Deadline" in one}

    def ended(self, case_id: str, key: str) -> bool:
        found = [one["Title"] for one in self.matters(case_id, "Outbound") if key in one["Title"]]
        return bool(found) and not found[0].startswith("Brev")

    def letters(self, case_id: str) -> list[str]:
        return [one["Text"] for one in self.matters(case_id, "Outbound")]

    def documents(self, case_id: str) -> list[bytes]:
        found = next(one for one in self.fake.cases if one.external_id == f"0101/{case_id}")
        return [content for matter in found.matters for _, content in matter.documents]

    def lie(self) -> None:
        self.fake.lies = True

    def shut(self) -> None:
        self.fake.cases[-1].closed = True


class RtBench(Base):
    """The fake Request Tracker."""

    name = "rt"

    def __init__(self, url: str, fake: RtFake) -> None:
        super().__init__()
        self.fake = fake
        line = Line(self.net.line(f"{url}/REST/2.0", authorization=f"token {RT_TOKEN}"))
        self.files = RtFiles(line, "Sagsklar", self.steps, self.store)
        self.system = FiledCaseSystem(self.files)

    def prepare(self, case_id: str) -> None:
        self.fake.tickets.append(
            Ticket("Ansøgning", {"Sagsklar-Case": f"0101/{case_id}"}, f"{case_id}@example.test")
        )

    def ticket(self, case_id: str) -> Ticket:
        return next(one for one in self.fake.tickets if one.fields["Sagsklar-Case"] == f"0101/{case_id}")

    def results(self, case_id: str) -> list[str]:
        return [
            key_of(data) for kind, data, _ in self.ticket(case_id).history if data.startswith("Sagsklar ")
        ]

    def requests(self, case_id: str) -> dict[str, str]:
        ticket = self.ticket(case_id)
        if ticket.status != "stalled":
            return {}
        return {ticket.fields["Sagsklar-Request"]: ticket.due[:10]}

    def ended(self, case_id: str, key: str) -> bool:
        return any(
            data.startswith("Anmodning") and key in data for _, data, _ in self.ticket(case_id).history
        )

    def letters(self, case_id: str) -> list[str]:
        return [text for to, _, text in self.fake.mailbox if to == self.ticket(case_id).requestor]

    def documents(self, case_id: str) -> list[bytes]:
        return [content for _, content in self.ticket(case_id).files]

    def lie(self) -> None:
        self.fake.statuses.discard("stalled")

    def shut(self) -> None:
        self.net.refusals = [httpx.Response(403)] * 9


class TasksBench(Base):
    """The fake Open VTB."""

    name = "zgw"

    def __init__(self, url: str, fake: TasksFake) -> None:
        super().__init__(writes_letters=False)
        self.fake = fake
        line = Line(self.net.line(url, authorization=f"Token {TASK_TOKEN}"))
        self.system = FiledCaseSystem(TaskFiles(line, "https://portal.example.test/sag/{case_id}"))

    def tasks(self, case_id: str) -> list[dict[str, Any]]:
        return [
            one for one in self.fake.tasks if one["isGerelateerdAan"] == f"urn:sagsklar:case:0101:{case_id}"
        ]

    def results(self, case_id: str) -> list[str]:
        return [one["verwerkerTaakId"] for one in self.tasks(case_id)]

    def requests(self, case_id: str) -> dict[str, str]:
        found = [one for one in self.tasks(case_id) if one["status"] == "open"]
        return {one["verwerkerTaakId"]: one["einddatumHandelingsTermijn"][:10] for one in found}

    def ended(self, case_id: str, key: str) -> bool:
        found = {one["verwerkerTaakId"]: one["status"] for one in self.tasks(case_id)}
        return found.get(key) in {"verwerkt", "afgebroken"}

    def lie(self) -> None:
        self.fake.lies = True

    def shut(self) -> None:
        self.net.refusals = [httpx.Response(403)] * 9


def key_of(title: str) -> str:
    return title.rstrip().rpartition("[")[2].removesuffix("]")


def bench(name: str, stage: Stage, folder: Path) -> Any:
    """A fresh adapter with an empty case system on the stage."""
    if name == "webhook":
        known: dict[str, Any] = {}

        async def fetch(path: str) -> dict[str, Any] | None:
            return {"profile": None} if path.startswith("/v1/cases/") else known.get(path)

        inbox = open_store(folder / "inbox.sqlite")
        stage.app = inbox_app(inbox, Keys(SECRET, "token"), fetch)
        return WebhookBench(stage.url, inbox, known)
    kinds = {"f2": (F2Fake, F2Bench), "rt": (RtFake, RtBench), "zgw": (TasksFake, TasksBench)}
    make_fake, make_bench = kinds[name]
    fake: Any = make_fake()
    stage.app = fake.app()
    return make_bench(stage.url, fake)
