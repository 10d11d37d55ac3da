"""Starts the services of a home, watches them, starts again what dies, ends all together."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from flows.embedded.processes import end_all, end_group, start
from flows.embedded.record import note_processes, write_record
from flows.embedded.services import Place, Service
from pipeline.errors import SagsklarError

PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0)  # seconds before each new start of a service that dies before it is ready
LOOK_SECONDS = 0.1
FAREWELL_SECONDS = 6.0
PROBE_SECONDS = 2.0
log = structlog.get_logger()


class ServiceFailed(SagsklarError):
    code = "service_failed"
    message = "The service {service} does not stay up."
    remedy = "Read logs/{service}.log in the home folder."


@dataclass
class Running:
    """A service's process; `deaths` since it was last ready, `next_start` by the monotonic clock."""

    service: Service
    process: subprocess.Popen[bytes]
    ready: bool = False
    deaths: int = 0
    next_start: float | None = None


@dataclass
class Supervisor:
    """All services of one home. `tell` is called with each service that becomes ready."""

    place: Place
    tell: Callable[[str], None]
    running: list[Running] = field(default_factory=list)
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    recorded: list[int] | None = None

    def start_all(self, services: tuple[Service, ...]) -> None:
        """Starts these at once; each waits for what it needs."""
        for service in services:
            self.running.append(Running(service, self.begin(service)))
        self.note()

    def begin(self, service: Service) -> subprocess.Popen[bytes]:
        """Starts one service; what it said before of being ready no longer counts."""
        if service.ready_file is not None:
            service.ready_file.unlink(missing_ok=True)
        process = start(service, self.place.home / "logs")
        log.info("service.begun", service=service.name, pid=process.pid)
        return process

    def look(self) -> None:
        """Starts again what died, notices what became ready. Raises ServiceFailed."""
        for one in self.running:
            if one.next_start is not None:
                self.start_again(one)
            elif one.process.poll() is not None:
                self.mourn(one)
            elif not one.ready and is_ready(one):
                one.ready, one.deaths = True, 0
                self.tell(one.service.name)
        self.keep_record()

    def mourn(self, one: Running) -> None:
        """A service died: ends its helpers, decides when it starts again."""
        log.warning("service.died", service=one.service.name, status=str(one.process.returncode))
        end_group(one.process)
        if one.deaths >= len(PAUSES):
            raise ServiceFailed(service=one.service.name)
        one.next_start = time.monotonic() + PAUSES[one.deaths]
        one.ready, one.deaths = False, one.deaths + 1

    def start_again(self, one: Running) -> None:
        """Starts a service anew once its pause is over."""
        if one.next_start is not None and time.monotonic() >= one.next_start:
            one.next_start = None
            one.process = self.begin(one.service)
            self.note()

    @property
    def all_ready(self) -> bool:
        """Everything can work."""
        return all(one.ready for one in self.running)

    def note(self) -> None:
        """Writes the pids down for an `up` that comes after a kill."""
        note_processes(self.place.home, [one.process.pid for one in self.running])

    def keep_record(self) -> None:
        """Once all was ready, the record follows every change."""
        if self.recorded is None and not self.all_ready:
            return
        pids = [one.process.pid for one in self.running]
        if pids != self.recorded:
            write_record(self.place, self.started, [(one.service, one.process.pid) for one in self.running])
            self.recorded = pids

    def end(self) -> None:
        """Ends everything."""
        end_all([one.process for one in self.running], FAREWELL_SECONDS)


def is_ready(one: Running) -> bool:
    """Whether a service answers, or said that it can work."""
    service = one.service
    if service.ready_file is not None:
        return service.ready_file.exists()
    return service.probe is not None and answers(service.probe)


def answers(url: str) -> bool:
    """Whether somebody speaks HTTP there without a fault of its own; a refusal is an answer too."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=PROBE_SECONDS):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
