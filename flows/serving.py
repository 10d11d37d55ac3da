"""One service in this process, until SIGTERM or Ctrl-C: what each needs is built from settings."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from flows import wiring
from flows.logs import set_up_logs
from flows.settings import Settings
from flows.tracing import set_up_traces

if TYPE_CHECKING:
    from flows.workshop import Workshop

LOOK_SECONDS = 0.5
GIVEN_WAY = 10  # niceness: about a tenth of the weight of what is not nice
GRACE_SECONDS = 3  # for requests that are being answered when the end comes
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service listens."""

    host: str
    port: int


def begin(name: str, settings: Settings) -> None:
    """Sets up the logs of a service's process."""
    set_up_logs(settings.log_level)
    set_up_traces(settings.traces_url, name)
    structlog.contextvars.bind_contextvars(service=name)
    log.info("service.started", pid=os.getpid())


def ready(settings: Settings) -> None:
    """Tells whoever started this process that it can work now."""
    log.info("service.ready", pid=os.getpid())
    if settings.ready_file is not None:
        settings.ready_file.write_text(str(os.getpid()))


def scanner(settings: Settings, _: Address) -> None:
    """Sees what arrives."""
    from flows.scanner import watch

    work = wiring.watch(settings)
    asyncio.run(until_told(lambda stop: watch(work, stop, lambda: ready(settings))))


def worker(settings: Settings, _: Address) -> None:
    """Reads uploads and screens cases."""
    from flows.worker import Bench, work

    give_way()
    shop = wiring.workshop(settings)
    bench = Bench(
        shop=shop,
        name=wiring.holder(settings),
        at_once=settings.concurrency,
        lease_seconds=settings.lease_seconds,
        attempts=settings.upload_attempts,
        outdated=wiring.outdated(settings, shop),
        chores=partial(retain, settings, shop),
    )
    note_equipment(shop)
    asyncio.run(until_told(lambda stop: work(bench, stop, lambda: ready(settings))))


def give_way() -> None:
    """Lets whoever waits at a screen go first: this process and its children take what they leave."""
    os.nice(GIVEN_WAY)
    with suppress(OSError):  # where the kernel weighs sessions, a niceness counts only within one
        Path("/proc/self/autogroup").write_text(str(GIVEN_WAY))


def note_equipment(shop: "Workshop") -> None:
    """What this worker reads and decides with from now on, for the audit."""
    from flows.ledger.audit import write_audit

    named = {name: version for name, version in shop.kit.versions.items() if isinstance(version, str)}
    now, reading = datetime.now(UTC), shop.versions_digest
    write_audit(shop.ledger, "worker", "worker.equipped", now, reading=reading, **named)


def retain(settings: Settings, shop: "Workshop") -> None:
    """Purges when it is time to."""
    from flows.purge_daily import purge_daily
    from flows.purging import is_due

    if is_due(shop.ledger, settings):
        purge_daily()


def dispatcher(settings: Settings, _: Address) -> None:
    """Delivers verdicts."""
    from flows.dispatcher import dispatch

    work = wiring.dispatch(settings)
    asyncio.run(until_told(lambda stop: dispatch(work, stop, lambda: ready(settings))))


def inbox(settings: Settings, address: Address) -> None:
    """The case system of the embedded defaults."""
    from flows.inbox.app import Keys, inbox_app
    from flows.inbox.store import open_store

    store = open_store(settings.home / "inbox" / "inbox.sqlite")
    keys = Keys(settings.webhook_secret.get_secret_value(), settings.api_token.get_secret_value())
    listen(inbox_app(store, keys, wiring.verdicts(settings)), address)


def checks(settings: Settings, address: Address) -> None:
    """Reads files while their citizens wait."""
    from flows.checking import checks_app

    pool = wiring.check_pool(settings)
    outdated = wiring.checks_outdated(settings, pool)
    listen(checks_app(pool, settings.api_token.get_secret_value(), outdated), address)


def hooks(settings: Settings, address: Address) -> None:
    """Is told of uploads over HTTP."""
    from flows.hooks.app import hooks_app

    listen(hooks_app(wiring.hooks(settings)), address)


def migrate_tables(settings: Settings, _: Address) -> None:
    """Brings the ledger's tables up to date, and ends."""
    from flows.ledger.store import migrate

    migrate(wiring.ledger(settings))


def workbench(settings: Settings, _: Address) -> None:
    """Trains, evaluates and watches for drift on a schedule."""
    from flows.orchestrator import orchestrator_answers
    from flows.workbench import serve_workbench

    while not asyncio.run(orchestrator_answers()):
        time.sleep(LOOK_SECONDS)
    ready(settings)
    serve_workbench()


async def until_told(service: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Gives the service an event that the usual signals set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await service(stop)


def listen(app: Any, address: Address) -> None:
    """Serves an application until told to stop; paths stay out of the log, for they name cases."""
    import uvicorn

    uvicorn.run(
        app,
        host=address.host,
        port=address.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


SERVICES: dict[str, Callable[[Settings, Address], None]] = {
    "scanner": scanner,
    "worker": worker,
    "dispatcher": dispatcher,
    "inbox": inbox,
    "checks": checks,
    "hooks": hooks,
    "migrate": migrate_tables,
    "workbench": workbench,
}
