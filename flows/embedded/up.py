"""`sagsklar up`, from the first look at the home to the last process's end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from flows.embedded.free_ports import GRPC, PAIRED, ports_of
from flows.embedded.home import occupied, remove_marks, remove_sockets, tidy
from flows.embedded.secret_keys import secrets_of
from flows.embedded.services import Place, own_services, servers
from flows.embedded.supervisor import LOOK_SECONDS, Supervisor
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.ledger.store import Ledger

DESK_ACCOUNTS = {"caseworker": "restricted", "manager": "manager", "data-scientist": "data_scientist"}
"""The first accounts and their roles; all may see what there is of every municipality."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the system is to run. `port` of the review address, None for any; `once`: until all is settled."""

    port: int | None
    once: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told on the way: progress, and once that everything is ready."""

    progress: Callable[[str], None]
    ready: Callable[[Place], None]
    account: Callable[[str, str], None]


def up(settings: Settings, wish: Wish, telling: Telling) -> None:
    """Runs the whole system until told to stop. Raises AlreadyUp, ServiceFailed."""
    home = settings.home.resolve()
    with occupied(home), told_to_stop() as stop:
        tidy(home)
        place = place_of(home, settings, wish)
        supervisor = Supervisor(place, telling.progress)
        try:
            supervisor.start_all(servers(place))
            ledger = begun_ledger(place, telling)
            supervisor.start_all(own_services(place))
            supervise(supervisor, stop, ledger, wish, telling)
        finally:
            supervisor.end()
            remove_marks(home)
            remove_sockets(port for name in PAIRED for port in (place.ports[name], place.ports[name] + GRPC))


def place_of(home: Path, settings: Settings, wish: Wish) -> Place:
    """Ports and secrets of the home."""
    wished = {} if wish.port is None else {"review": wish.port}
    return Place(home, ports_of(home, wished), secrets_of(home), settings.model_copy(update={"home": home}))


def begun_ledger(place: Place, telling: Telling) -> "Ledger":
    """The ledger with its newest tables, and the first accounts of the desk."""
    from flows.ledger.accounts import begin_account  # SQL is imported while the servers start
    from flows.ledger.store import migrate, open_ledger

    ledger = open_ledger(place.settings.ledger_url)
    migrate(ledger)
    telling.progress("ledger")
    for name, role in DESK_ACCOUNTS.items():
        password = begin_account(ledger, name, role, datetime.now(UTC))
        if password is not None:
            telling.account(name, password)
    return ledger


def supervise(
    supervisor: Supervisor, stop: threading.Event, ledger: "Ledger", wish: Wish, telling: Telling
) -> None:
    """Looks after the services until the end; says once that all are ready."""
    from flows.ledger.figures import backlog

    told, at_rest = False, 0
    while not stop.wait(LOOK_SECONDS):
        supervisor.look()
        if supervisor.all_ready and not told:
            telling.ready(supervisor.place)
            told = True
        if wish.once and told:
            at_rest = at_rest + 1 if backlog(ledger, datetime.now(UTC)).settled else 0
            if at_rest * LOOK_SECONDS >= 1:
                return


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set, for as long as the block runs."""
    stop = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    former = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
