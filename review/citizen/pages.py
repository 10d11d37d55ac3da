"""The citizen's page: how the case stands, what is missing and why, and a way to add it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from flows.ledger import clarity
from flows.ledger.audit import write_audit
from review.citizen.closed import kind_route
from review.citizen.door import Door, Visit, visit
from review.citizen.hints import hint_in
from review.citizen.html import html
from review.citizen.judging import RETAKES, Judgement
from review.citizen.sending import Outcome, take
from review.citizen.sent import FileTooLarge, FormUnclear, NoMultipart, sent_file
from review.citizen.shown import Asked, shown
from review.citizen.tries import left

LARGEST_ANSWER_BYTES: Final = 10_000
RECEIVED: Final = ("good", "good_one_side", "person", "unchecked")


@dataclass(frozen=True, slots=True)
class Message:
    """What is said after something was sent. `kind`: well, again, trouble; `about`: the form it belongs to.

    `tries`, `as_it_is`: what the next try sends along, and the words for sending it as it is.
    """

    kind: str
    heading: str
    text: str = ""
    more: str = ""
    about: str | None = None
    tries: str = ""
    as_it_is: str = ""


def citizen_router(door: Door) -> APIRouter:
    """The pages behind a link; whoever holds one needs nothing else."""
    router = APIRouter(include_in_schema=False, route_class=kind_route(door))

    @router.get("/c/{signed}")
    def look(request: Request, signed: str) -> HTMLResponse:
        visitor = visit(request, signed, "look", door)
        return page(request, visitor, door, came(request, visitor))

    @router.get("/c/{signed}/news")
    def news(request: Request, signed: str) -> Response:
        visitor = visit(request, signed, "look", door)
        if stamp(visitor, request.query_params.get("sent", "")) == request.query_params.get("seen"):
            return Response(status_code=204)
        return page(request, visitor, door, came(request, visitor))

    @router.post("/c/{signed}/papers")
    async def add(request: Request, signed: str) -> Response:
        visitor = await run_in_threadpool(visit, request, signed, "send", door)
        return await added(request, visitor, door)

    @router.post("/c/{signed}/clear")
    async def clear(request: Request, signed: str) -> Response:
        visitor = await run_in_threadpool(visit, request, signed, "say", door)
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_ANSWER_BYTES:
            raise FileTooLarge(limit=LARGEST_ANSWER_BYTES)
        form = await request.form(max_files=0, max_fields=5)
        return await run_in_threadpool(answered, request, visitor, door, form)

    return router


def page(
    request: Request, visitor: Visit, door: Door, message: Message | None = None, *, status: int = 200
) -> HTMLResponse:
    """The whole page."""
    case, say = visitor.case, visitor.say
    told = {name: request.query_params.get(name, "") for name in ("sent", "for", "said")}
    due = coming(visitor, told["sent"])
    return html(
        "page.html",
        status=status,
        say=say,
        visit=visitor,
        case=case,
        shown=shown(case, visitor.policy, say, coming=due),
        message=message,
        came_for=told["for"] if due or not case.settled else "",
        ask_again=urlencode({**told, "seen": stamp(visitor, told["sent"]), "lang": say.language}),
        office=door.office.name("office", case.municipality, say.language),
        service=door.office.name("service", visitor.service, say.language),
        contact=door.office.contacts.get(case.municipality, ""),
        days=door.office.days,
        languages=[(one, say.catalogues.say("own_name", one)) for one in say.catalogues.languages],
    )


def coming(visitor: Visit, sent: str) -> bool:
    """Whether a paper with that mark was just sent and is not in the ledger yet."""
    return bool(sent) and not any(f"-{sent}" in one.name for one in visitor.case.uploads)


def stamp(visitor: Visit, sent: str) -> str:
    """Changes whenever the page would."""
    case = visitor.case
    sequence = case.screening.sequence if case.screening else 0
    read = sum(one.state != "waiting" for one in case.uploads)
    return f"{sequence}-{len(case.uploads)}-{read}-{int(case.settled)}-{int(coming(visitor, sent))}"


def came(request: Request, visitor: Visit) -> Message | None:
    """What is said once a paper was received; the address tells how it was taken, nothing else."""
    say, said = visitor.say, request.query_params.get("said", "")
    if said not in RECEIVED:
        return None
    reading = coming(visitor, request.query_params.get("sent", "")) or not visitor.case.settled
    return Message("well", say("came.received"), say(f"came.received.{said}") if reading else "")


async def added(request: Request, visitor: Visit, door: Door) -> Response:
    """Takes a paper, or says how it would be better; a form without a file is asked for again."""
    say = visitor.say
    try:
        sent = await sent_file(request, door.checking.most_bytes)
    except (FormUnclear, NoMultipart) as error:
        about = str(error.facts.get("about", ""))
        nothing = Message("trouble", say("came.no_file"), say("came.no_file.more"), about=about)
        return page(request, visitor, door, nothing, status=422)
    asked = request_of(visitor, sent.said("about"))
    outcome = await take(sent, asked.expects if asked else (), visitor.case, door)
    if outcome.kind == "received":
        await run_in_threadpool(note_paper, visitor, door)
        return gone_well(visitor, outcome, asked)
    about = asked.about if asked else ""
    if outcome.kind == "away" or outcome.judgement is None:
        away = Message("trouble", say("came.away"), say("came.away.more"), about=about)
        return page(request, visitor, door, away, status=503)
    made = door.checking.tries.made(sent.said("try"))
    return page(request, visitor, door, better(outcome.judgement, made, about, visitor, door))


def note_paper(visitor: Visit, door: Door) -> None:
    """A citizen's deed stands in the audit as any other."""
    write_audit(door.ledger, "citizen", "paper.added", door.now(), case_key=visitor.case.case_key)


def request_of(visitor: Visit, about: str) -> Asked | None:
    """The request that a form belongs to; None for any other paper."""
    asked = shown(visitor.case, visitor.policy, visitor.say, coming=False).asked
    return next((one for one in asked if one.about == about), None)


def gone_well(visitor: Visit, outcome: Outcome, asked: Asked | None) -> RedirectResponse:
    """Back to the page, so that loading it anew sends nothing twice."""
    key = outcome.judgement.key if outcome.judgement else "unchecked"
    said = key if key in RECEIVED else "person"
    told = {"sent": outcome.mark, "for": asked.about if asked else "", "said": said}
    query = urlencode({**told, "lang": visitor.say.language})
    return RedirectResponse(f"{visitor.path}?{query}", status_code=303)


def better(judgement: Judgement, made: int, about: str, visitor: Visit, door: Door) -> Message:
    """What would serve its citizen better than this paper, and the number of tries to send along."""
    say = visitor.say
    return Message(
        kind="again",
        heading=say("came.not_yet"),
        text=hint_in(judgement, say.catalogues, say.language),
        more=say("came.tries_many" if left(made) == RETAKES else "came.tries_one"),
        about=about,
        tries=door.checking.tries.after(made),
        as_it_is=say("send.right_paper" if judgement.verdict == "wrong_document" else "send.as_it_is"),
    )


def answered(request: Request, visitor: Visit, door: Door, form: Mapping[str, Any]) -> Response:
    """Counts whether a request was clear: without a name, and not twice in a row."""
    asked, now = request_of(visitor, str(form.get("about", ""))), door.now()
    told = asked is not None and form.get("answer") in {"yes", "no"}
    if asked and told and not door.pace.too_fast("answer", f"{visitor.case.case_key} {asked.about}", now):
        about = clarity.Request(visitor.service, asked.about.split()[0], asked.code, visitor.say.language)
        clarity.record_answer(door.ledger, about, now, clear=form["answer"] == "yes")
    if request.headers.get("HX-Request"):
        return html("_thanks.html", say=visitor.say)
    return page(request, visitor, door, Message("well", visitor.say("clear.thanks")))
