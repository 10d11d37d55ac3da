"""Brings an event into a case system with files of its own: look, write what lacks, look again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog

from flows.keys import upload_key
from flows.ledger.withdrawals import WITHDRAWN
from flows.ports import (
    Answer,
    CaseFiles,
    Done,
    Doubtful,
    Ending,
    Event,
    Halted,
    Held,
    Paper,
    Told,
)

log = structlog.get_logger()
STATES = {
    "awaiting_citizen": "Afventer borgeren",
    "with_caseworker": "Skal ses af en sagsbehandler",
    "ready_for_verification": "Klar til verifikation: borgeren kan bestille tid",
}
WITHDRAWAL = {
    "da": "Vi trækker vores seneste brev om manglende dokumenter tilbage. Du skal ikke gøre noget.",
    "en": "We withdraw our latest letter about missing documents. You do not need to do anything.",
}


@dataclass(frozen=True, slots=True)
class FiledCaseSystem:
    """A case system that is written to step by step."""

    files: CaseFiles

    async def deliver(self, event: Event) -> Answer:
        """One attempt. What stands already is not written again; what was written is read back."""
        told, body = tell(event), json.loads(event.body)
        try:
            case = await self.files.find_case(told)
            if body["type"] == WITHDRAWN:
                return await self.withdraw(case, str(body["data"]["screening_id"]), told)
            return await self.put(case, told)
        except Halted as halted:
            return halted.answer
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # an answer of another shape than its makers describe; its text may name people
            log.warning("answer.odd", event_id=event.id, kind=type(error).__name__)
            return Doubtful("broken answer")

    async def put(self, case: str, told: Told) -> Answer:
        """The verdict, and its request in the place of older ones."""
        before = await self.files.read_back(case, told)
        if not (lacks := differences(before, told)):
            return Done("stands already")
        if "verdict" in lacks or "state" in lacks:
            await self.files.put_result(case, told)
        ending = Ending.REPLACED if told.asks else Ending.ANSWERED
        for key in before.requests:
            if key != told.key:
                await self.files.close_request(case, key, ending, told)
        if told.asks and before.requests.get(told.key) != told.due:
            await self.files.open_request(case, told)
        lacks = differences(await self.files.read_back(case, told), told)
        return Doubtful(f"not_held {' '.join(lacks)}") if lacks else Done("read back")

    async def withdraw(self, case: str, key: str, told: Told) -> Answer:
        """Takes a request back; one that is not open needs nothing."""
        before = await self.files.read_back(case, told)
        if key not in before.requests:
            return Done("stands already")
        await self.files.close_request(case, key, Ending.WITHDRAWN, told)
        after = await self.files.read_back(case, told)
        return Doubtful("not_held withdrawal") if key in after.requests else Done("read back")


def differences(held: Held, told: Told) -> list[str]:
    """What the case system does not hold as it should."""
    wanted = {told.key: told.due} if told.asks else {}
    looked = {
        "verdict": held.results is None or told.key in held.results,
        "state": held.state in {None, told.state},
        "request": dict(held.requests) == wanted,
    }
    return [name for name, right in looked.items() if not right]


def tell(event: Event) -> Told:
    """What the event means for a case system that holds files."""
    verdict = event.verdict
    state, due = state_of(verdict), due_of(verdict)
    data = json.loads(event.body)["data"]
    return Told(
        key=event.id,
        case_key=event.case_key,
        municipality=str(verdict["municipality"]),
        case_id=str(verdict["case_id"]),
        sequence=int(data.get("sequence") or 0),
        state=state,
        due=due,
        summary=summary_of(verdict, state),
        letter=letter_of(verdict.get("letter", {}), event.language),
        on_paper=event.on_paper,
        link=str(data.get("href", "")),
        papers=tuple(papers_of(verdict)),
    )


def state_of(verdict: Mapping[str, Any]) -> str:
    """What the case waits for."""
    if verdict["outcome"] == "complete":
        return "ready_for_verification"
    return "awaiting_citizen" if verdict["missing_items"] else "with_caseworker"


def due_of(verdict: Mapping[str, Any]) -> date | None:
    """The first day that something is due."""
    days = [date.fromisoformat(one["due"]) for one in verdict["missing_items"]]
    return min(days, default=None)


def summary_of(verdict: Mapping[str, Any], state: str) -> str:
    """A few lines for caseworkers, without what was read of anybody."""
    asked = [f"- {one['request']['da']}" for one in verdict["missing_items"] if "request" in one]
    lines = [
        STATES[state],
        f"Opfyldt: {int(100 * verdict['completeness'])} %",
        *(["Borgeren bliver bedt om:", *asked] if asked else []),
        *(f"- Spørgsmål: {one['text']['da']}" for one in verdict.get("questions", ())),
    ]
    return "\n".join(lines)


def letter_of(letters: Mapping[str, str], language: str | None) -> str:
    """The letter in the citizen's language, and in Danish where that is another."""
    chosen = [one for one in dict.fromkeys((language, "da")) if one in letters]
    if language != "da" and language not in letters and "en" in letters:
        chosen.insert(0, "en")
    return "\n\n----\n\n".join(letters[one] for one in chosen if one is not None)


def papers_of(verdict: Mapping[str, Any]) -> list[Paper]:
    """The uploads that the verdict saw."""
    return [
        Paper(
            name=one["file"],
            key=upload_key(verdict["municipality"], verdict["case_id"], one["file"]),
            sha256=one["sha256"],
        )
        for one in verdict.get("inputs", ())
    ]
