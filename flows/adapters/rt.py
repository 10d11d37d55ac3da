"""Request Tracker 5 over REST 2: a case is a ticket, a verdict a comment, a letter correspondence.

RT answers 200 to much that it does not do, and a repeated call acts twice: so what stands in the ticket is
looked at before each write, and each piece of ours carries a mark in its subject.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.adapters.answers import Line, json_of
from flows.adapters.papers import content_of, mark_in
from flows.filing import STATES, WITHDRAWAL
from flows.ports import Blocked, Ending, Halted, Held, ObjectStore, Steps, Told

CASE, SCREENING, STATE, REQUEST = "Sagsklar-Case", "Sagsklar-Screening", "Sagsklar-State", "Sagsklar-Request"
FIELDS = (CASE, SCREENING, STATE, REQUEST)
"""Custom fields of the queue, each for one value."""
WAITING, WORKING = "stalled", "open"
UNSET = "1970-01-01 00:00:00"
PAGE = 100
ENDED = {
    Ending.ANSWERED: "Anmodning besvaret",
    Ending.REPLACED: "Anmodning erstattet af en nyere",
    Ending.WITHDRAWN: "Anmodning trukket tilbage",
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stands now. `pieces`: kind and mark of each comment and letter of ours."""

    number: str
    status: str
    due: date | None
    fields: Mapping[str, str]
    reaches_citizen: bool
    pieces: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A comment, or a letter that RT mails to the requestor (`correspond`)."""

    kind: str
    mark: str
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class RtFiles:
    """One queue. `papers`: where the uploads stand."""

    line: Line
    queue: str
    steps: Steps
    papers: ObjectStore

    async def find_case(self, told: Told) -> str:
        """The ticket with our reference; where a portal made none, one without a requestor is made."""
        kept = await self.steps.find(told.case_key, "ticket")
        found = await self.search(told.reference)
        if found or kept:
            return found or str(kept)
        made = json_of(await self.line.ask("POST", "/ticket", json=self.new_ticket(told)))
        await self.steps.keep(told.case_key, "ticket", str(made["id"]))
        return str(made["id"])

    def new_ticket(self, told: Told) -> dict[str, Any]:
        """A ticket for a case."""
        return {"Queue": self.queue, "Subject": f"Sag {told.case_id}", "CustomFields": {CASE: told.reference}}

    async def search(self, reference: str) -> str | None:
        """The oldest ticket of the queue with this reference."""
        wanted = reference.replace("\\", "\\\\").replace("'", "\\'")
        query = f"Queue = '{self.queue}' AND 'CF.{{{CASE}}}' = '{wanted}'"
        answer = await self.line.ask("GET", "/tickets", params={"query": query, "orderby": "id"})
        return min((str(one["id"]) for one in json_of(answer)["items"]), key=int, default=None)

    async def look(self, number: str) -> Ticket:
        """The ticket with what stands in it."""
        found = json_of(await self.line.ask("GET", f"/ticket/{number}"))
        due = str(found.get("Due") or "")[:10]
        return Ticket(
            number=number,
            status=found["Status"],
            due=date.fromisoformat(due) if due > UNSET[:10] else None,
            fields={one["name"]: "".join(filter(None, one["values"])) for one in found["CustomFields"]},
            reaches_citizen=bool(found.get("Requestor")),
            pieces=frozenset([piece async for piece in self.pieces(number)]),
        )

    async def pieces(self, number: str) -> AsyncIterator[tuple[str, str]]:
        """Kind and mark of each of our comments and letters; RT keeps their subjects in its history."""
        page = pages = 1
        while page <= pages:
            wish = {"fields": "Type,Data", "per_page": PAGE, "page": page}
            found = json_of(await self.line.ask("GET", f"/ticket/{number}/history", params=wish))
            page, pages = page + 1, int(found.get("pages") or 1)
            for one in found["items"]:
                if (mark := mark_in(one.get("Data") or "")) is not None:
                    yield one["Type"].lower(), mark

    async def read_back(self, case: str, told: Told) -> Held:  # noqa: ARG002
        """What the ticket says. A request stands only while the ticket waits for it, with its letter."""
        ticket = await self.look(case)
        lacking = [name for name in FIELDS if name not in ticket.fields]
        if lacking:
            raise Halted(Blocked(f"not_offered {' '.join(lacking)}"))
        key = ticket.fields[REQUEST]
        told_of = bool({(kind, f"{key}-letter") for kind in ("comment", "correspond")} & ticket.pieces)
        due = ticket.due if ticket.status == WAITING and told_of else None
        results = {ticket.fields[SCREENING]} & {mark for kind, mark in ticket.pieces if kind == "comment"}
        return Held(frozenset(results), {key: due} if key else {}, ticket.fields[STATE])

    async def put_result(self, case: str, told: Told) -> None:
        """The documents, a comment each; the letter where all is there; the verdict; then the fields."""
        ticket = await self.look(case)
        for paper in told.papers:
            if ("comment", paper.mark) not in ticket.pieces:
                content = await content_of(self.papers, paper)
                if content is not None:
                    subject, files = f"Dokument: {paper.name}", ((paper.name, content),)
                    await self.write(ticket, Piece("comment", paper.mark, subject, paper.name, files))
        if told.writes and not told.asks:
            await self.send(ticket, f"{told.key}-letter", "Vi har modtaget alt", told.letter, told)
        subject = f"Sagsklar {told.sequence}: {STATES[told.state]}"
        await self.write(ticket, Piece("comment", told.key, subject, f"{told.summary}\n\n{told.link}"))
        await self.change(case, {"CustomFields": {SCREENING: told.key, STATE: told.state}})

    async def open_request(self, case: str, told: Told) -> None:
        """The letter to the citizen, the day it is due, and a ticket that waits."""
        ticket = await self.look(case)
        await self.send(ticket, f"{told.key}-letter", "Send det, der mangler", told.letter, told)
        due = f"{told.due} 00:00:00"
        await self.change(case, {"CustomFields": {REQUEST: told.key}, "Due": due, "Status": WAITING})

    async def close_request(self, case: str, key: str, ending: Ending, told: Told) -> None:
        """A comment that says why, and a ticket that waits no longer; a withdrawal also brings a letter."""
        ticket = await self.look(case)
        if ending is Ending.WITHDRAWN:
            text = "\n\n".join(WITHDRAWAL.values())
            subject = "Vi trækker vores anmodning tilbage"
            await self.send(ticket, f"{key}-withdrawn-letter", subject, text, told)
        await self.write(ticket, Piece("comment", f"{key}-{ending}", ENDED[ending], ENDED[ending]))
        await self.change(case, {"CustomFields": {REQUEST: ""}, "Due": UNSET, "Status": WORKING})

    async def send(self, ticket: Ticket, mark: str, subject: str, text: str, told: Told) -> None:
        """A letter by mail; on paper, or where the ticket has no requestor, a comment for who posts it."""
        if ticket.reaches_citizen and not told.on_paper:
            await self.write(ticket, Piece("correspond", mark, subject, text))
        else:
            posted = f"Brev, der skal sendes med posten: {subject}"
            await self.write(ticket, Piece("comment", mark, posted, text))

    async def write(self, ticket: Ticket, piece: Piece) -> None:
        """A piece, unless it stands there."""
        if (piece.kind, piece.mark) in ticket.pieces:
            return
        said = {
            "Subject": f"{piece.subject} [{piece.mark}]",
            "Content": piece.text,
            "ContentType": "text/plain",
        }
        files = [("Attachments", (name, content)) for name, content in piece.files]
        what = {"data": {"JSON": json.dumps(said)}, "files": files} if files else {"json": said}
        await self.line.ask("POST", f"/ticket/{ticket.number}/{piece.kind}", **what)

    async def change(self, number: str, values: Mapping[str, Any]) -> None:
        """Sets fields of the ticket as it was just seen; another's change in between ends the attempt."""
        answer = await self.line.ask("GET", f"/ticket/{number}")
        match = {"if-match": answer.headers["etag"]} if "etag" in answer.headers else {}
        await self.line.ask("PUT", f"/ticket/{number}", json=dict(values), headers=match)
