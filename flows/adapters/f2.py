"""cBrain F2 over REST version 13: a verdict is an internal matter of the case, a request an outbound one.

Source: F2-REST Documentation 13, 8 December 2025.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from flows.adapters.f2_session import F2Session, links_of, text_of
from flows.adapters.papers import content_of, mark_in
from flows.filing import STATES, WITHDRAWAL
from flows.ports import Blocked, Doubtful, Ending, Halted, Held, ObjectStore, Paper, Steps, Told

ENDED = {
    Ending.ANSWERED: "Besvaret: ",
    Ending.REPLACED: "Erstattet: ",
    Ending.WITHDRAWN: "Trukket tilbage: ",
}
"""How the title of an ended request begins."""
DONE = "done "


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter (akt) of a case."""

    url: str
    title: str
    kind: str
    due: date | None


@dataclass(frozen=True, slots=True)
class F2Files:
    """The cases of one F2. `papers`: where the uploads stand."""

    session: F2Session
    steps: Steps
    papers: ObjectStore

    async def find_case(self, told: Told) -> str:
        """The address of the case that has our reference as external id, or our case id as its number."""
        self.session.index.clear()  # addresses hold for one attempt: the server may have started anew
        for terms in ({"externalId": told.reference}, {"caseNumber": told.case_id}):
            found = await self.session.search("case-search-filter", terms)
            if len(found) == 1:
                return found[0]
            if found:
                raise Halted(Blocked("case_ambiguous"))
        raise Halted(Blocked("case_not_found"))

    async def read_back(self, case: str, told: Told) -> Held:
        """The matters of the case that carry our marks."""
        ours = [(mark, one) for one in await self.matters(case) if (mark := mark_in(one.title))]
        results = {mark for mark, one in ours if one.kind == "Internal"}
        if await self.steps.find(told.case_key, f"filed {told.key}") is None:
            results.discard(told.key)  # begun, but perhaps without its documents
        ended = tuple(ENDED.values())
        letters = [(mark, one) for mark, one in ours if one.kind == "Outbound" and one.due is not None]
        return Held(
            frozenset(results), {mark: one.due for mark, one in letters if not one.title.startswith(ended)}
        )

    async def put_result(self, case: str, told: Told) -> None:
        """The internal matter, and the documents that were not filed before."""
        title = f"Sagsklar {told.sequence}: {STATES[told.state]} [{told.key}]"
        payload = {"Title": title, "Type": "Internal", "Text": html_of(f"{told.summary}\n{told.link}")}
        matter = await self.create_matter(case, told, f"result {told.key}", payload)
        for paper in told.papers:
            await self.file(matter, paper, told)
        if told.writes and not told.asks:
            payload = letter(told, "alt er modtaget", told.letter)
            await self.create_matter(case, told, f"letter {told.key}", payload)
        await self.steps.keep(told.case_key, f"filed {told.key}", DONE + matter)

    async def open_request(self, case: str, told: Told) -> None:
        """The outbound matter with the letter; a caseworker looks at it and sends it."""
        payload = {**letter(told, "send det, der mangler", told.letter), "Deadline": f"{told.due}T00:00:00"}
        await self.create_matter(case, told, f"request {told.key}", payload)

    async def close_request(self, case: str, key: str, ending: Ending, told: Told) -> None:
        """A withdrawal brings a letter that says so; then the title says how the request ended."""
        if ending is Ending.WITHDRAWN:
            payload = letter(told, "vi trækker vores anmodning tilbage", "\n\n".join(WITHDRAWAL.values()))
            await self.create_matter(case, told, f"withdrawal {told.key}", payload)
        for one in await self.matters(case):
            if mark_in(one.title) == key and one.due is not None and not one.title.startswith(ENDED[ending]):
                title = f"{ENDED[ending]}{one.title}"
                await self.session.patch(one.url, [{"op": "replace", "path": "/Title", "value": title}])

    async def matters(self, case: str) -> list[Matter]:
        """All matters of a case."""
        down = await self.follow(case, "down")
        return [matter_of(one, case) for one in await self.session.get(down)]

    async def follow(self, url: str, relation: str) -> str:
        """Where a resource's link leads; one that is absent is not allowed to this user."""
        links = links_of(await self.session.get(url))
        if relation not in links:
            raise Halted(Blocked(f"no_right {relation}"))
        return urljoin(url, links[relation])

    async def create_matter(self, case: str, told: Told, step: str, payload: Mapping[str, str]) -> str:
        """The address of a matter of the case, made once."""

        async def known() -> str | None:
            return next((one.url for one in await self.matters(case) if one.title == payload["Title"]), None)

        factory = await self.follow(case, "create-matter")
        made = await self.once(told.case_key, step, factory, {"json": dict(payload)}, known)
        return await known() or made  # an address kept from before may be old

    async def file(self, matter: str, paper: Paper, told: Told) -> None:
        """A document, once in the whole case; one that changed meanwhile comes with the next verdict."""
        step = f"paper {paper.mark}"
        if (await self.steps.find(told.case_key, step) or "").startswith(DONE):
            return
        content = await content_of(self.papers, paper)
        if content is None:
            return

        async def known() -> str | None:
            documents = await self.session.get(await self.follow(matter, "down"))
            titles = {text_of(one, "Title"): links_of(one).get("self") for one in documents}
            return titles.get(paper.name)

        factory = await self.follow(matter, "create-document")
        payload = {"data": {"Title": paper.name}, "files": {"File": (paper.name, content)}}
        await self.once(told.case_key, step, factory, payload, known)

    async def once(
        self,
        case_key: str,
        step: str,
        factory: str,
        payload: Mapping[str, Any],
        known: Callable[[], Awaitable[str | None]],
    ) -> str:
        """Posts once exactly: the address to post to is kept before the payload goes.

        Where the server has forgotten that address, what was made is looked for before another is taken.
        """
        kept = await self.steps.find(case_key, step)
        if kept is not None and kept.startswith(DONE):
            return kept.removeprefix(DONE)
        made = None
        if kept is not None:
            made = await self.session.post_once(kept, payload) or await known()
        if made is None:
            url = await self.session.once_url(factory)
            await self.steps.keep(case_key, step, url)
            made = await self.session.post_once(url, payload)
        if made is None:
            raise Halted(Doubtful("broken post-once"))
        await self.steps.keep(case_key, step, DONE + made)
        return made


def letter(told: Told, about: str, text: str) -> dict[str, str]:
    """An outbound matter that waits to be sent."""
    paper = " (borgeren får papirpost)" if told.on_paper else ""
    title = f"Brev: {about}{paper} [{told.key}]"
    return {"Title": title, "Type": "Outbound", "Text": html_of(text), "DeliveryType": "None"}


def matter_of(element: Element, base: str) -> Matter:
    """A matter as F2 lists it."""
    due = text_of(element, "Deadline")
    return Matter(
        url=urljoin(base, links_of(element).get("self", "")),
        title=text_of(element, "Title") or "",
        kind=text_of(element, "Type") or "",
        due=date.fromisoformat(due[:10]) if due else None,
    )


def html_of(text: str) -> str:
    """Plain text as HTML."""
    return "".join(f"<p>{escape(one)}</p>" for one in text.split("\n"))
