"""Dutch external tasks (Open VTB): what a citizen is asked for is a task; verdicts are not kept.

Source: docs/externe-taak.openapi.yaml, written after the Taken API of maykinmedia/open-vtb, 2026.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from flows.adapters.answers import Line, json_of
from flows.ports import Ending, Held, Told

OPEN, CARRIED_OUT, PROCESSED, BROKEN_OFF = "open", "uitgevoerd", "verwerkt", "afgebroken"
STANDING = frozenset({OPEN, CARRIED_OUT})
TITLE = {"da": "Send det, der mangler i din sag", "en": "Send what is missing in your case"}
EXPLAINED = "Se brevet. / See the letter."


@dataclass(frozen=True, slots=True)
class TaskFiles:
    """The tasks of one municipality. `upload_url`: where the citizen sends documents, with `{case_id}`."""

    line: Line
    upload_url: str

    async def find_case(self, told: Told) -> str:
        """Tasks name the case by our own reference."""
        return urn_of(told)

    async def read_back(self, case: str, told: Told) -> Held:  # noqa: ARG002
        """The tasks of the case that were neither processed nor broken off."""
        standing = [one async for one in self.tasks(case) if one["status"] in STANDING]
        return Held(None, {one["verwerkerTaakId"]: due_of(one) for one in standing})

    async def tasks(self, case: str) -> AsyncIterator[dict[str, Any]]:
        """All tasks of the case; notices of change may be lost, a list is not."""
        page: int | None = 1
        while page is not None:
            wish = {"isGerelateerdAan": case, "page": page}
            found = json_of(await self.line.ask("GET", "/externetaken", params=wish))
            for one in found["results"]:
                if one.get("isGerelateerdAan") == case:  # a server that ignores the filter gives all
                    yield one
            page = page + 1 if found.get("next") else None

    async def put_result(self, case: str, told: Told) -> None:
        """Nothing: whoever looks after the case reads the verdict at the address in the event."""

    async def open_request(self, case: str, told: Told) -> None:
        """A task with the day it is due and the page to upload at."""
        standing = [one async for one in self.tasks(case) if one["verwerkerTaakId"] == told.key]
        due = f"{told.due}T00:00:00Z"
        if standing:
            change = {"status": OPEN, "einddatumHandelingsTermijn": due}
            await self.line.ask("PATCH", f"/externetaken/{standing[0]['uuid']}", json=change)
            return
        task = {
            "titel": " / ".join(TITLE.values()),
            "toelichting": EXPLAINED,
            "status": OPEN,
            "taakSoort": "urltaak",
            "einddatumHandelingsTermijn": due,
            "verwerkerTaakId": told.key,
            "isGerelateerdAan": case,
            "details": {"url": self.upload_url.replace("{case_id}", quote(told.case_id, safe=""))},
        }
        await self.line.ask("POST", "/externetaken", json=task)

    async def close_request(self, case: str, key: str, ending: Ending, told: Told) -> None:  # noqa: ARG002
        """Processed when the citizen did it, else broken off: the portal shows either."""
        async for one in self.tasks(case):
            if one["verwerkerTaakId"] == key and one["status"] in STANDING:
                done = ending is Ending.ANSWERED or one["status"] == CARRIED_OUT
                status = PROCESSED if done and ending is not Ending.WITHDRAWN else BROKEN_OFF
                await self.line.ask("PATCH", f"/externetaken/{one['uuid']}", json={"status": status})


def urn_of(told: Told) -> str:
    """The case as a URN."""
    return f"urn:sagsklar:case:{told.municipality}:{quote(told.case_id, safe='')}"


def due_of(task: dict[str, Any]) -> date | None:
    """The day a task is due; one that the citizen has carried out is still to be looked at."""
    due = task.get("einddatumHandelingsTermijn")
    return date.fromisoformat(due[:10]) if due else None
