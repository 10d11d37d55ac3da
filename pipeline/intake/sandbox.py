"""Whatever parses untrusted bytes runs in a process apart, so that a bad file costs only itself."""

import json
import os
import queue
import resource
import select
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import pipeline
from pipeline.errors import UploadError
from pipeline.intake.admission import Limits
from pipeline.intake.refusals import EngineCrashed, SandboxUnavailable, TooComplex
from pipeline.intake.sandbox_worker import Part, Terms
from pipeline.intake.walls import walled
from pipeline.intake.wire import receive, send

_START_SECONDS: Final = 60
_DEATH_SECONDS: Final = 2
_NEAR_THE_CAP: Final = 0.6
_ROOT: Final = Path(pipeline.__file__).parents[1]
_ENVIRONMENT: Final = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(slots=True, weakref_slot=True, eq=False)
class Worker:
    """A running process apart. Closing `lifeline` ends it, also when this program dies."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    lifeline: int
    memory_bytes: int
    files: int = 0
    ready: bool = False
    _end: Any = field(init=False)

    def __post_init__(self) -> None:
        self._end = weakref.finalize(self, _end, self.process, self.channel, self.lifeline)

    def end(self) -> None:
        """Kills it with all it started; a second call does nothing."""
        self._end()


class Sandbox:
    """A few warm workers that run one task; safe to call from several threads.

    Args:
        task: `module:function` of the task: `(request, content) -> Iterator[(facts, bytes)]`.
        limits: Its time and memory caps, how many workers, and when they are renewed.
        beside: A further folder to find the task's module in.
        walls_required: Rather refuse than run without walls (`walls.py`).
    """

    def __init__(
        self, task: str, limits: Limits, *, beside: Path | None = None, walls_required: bool = False
    ) -> None:
        self.task = task
        self.limits = limits
        self._walls_required = walls_required
        self._seen = [folder for folder in (_ROOT / "pipeline", beside) if folder]
        folders = [str(folder) for folder in (_ROOT, beside) if folder]
        self._environment = {**_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(folders)}
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(limits.workers):
            self._idle.put(None)

    def run(
        self, request: Mapping[str, Any], content: bytes, *, file: str
    ) -> tuple[tuple[Part, ...], UploadError | None]:
        """Runs the task on one upload, once more when its worker died: that need not be its fault.

        Returns:
            The parts that were done, and what ended it early: `too_complex`, `engine_crashed`, or None.
        """
        parts, trouble = self._attempt(request, content)
        if trouble is EngineCrashed:
            parts, trouble = self._attempt(request, content)
        return tuple(parts), trouble(file=file) if trouble else None

    def _attempt(
        self, request: Mapping[str, Any], content: bytes
    ) -> tuple[list[Part], type[UploadError] | None]:
        parts: list[Part] = []
        with self._worker() as worker:
            try:
                trouble = self._serve(worker, request, content, parts)
            except OSError as error:
                trouble = TooComplex if isinstance(error, TimeoutError) else _why_it_died(worker)
                worker.end()
        return parts, trouble

    def _serve(
        self, worker: Worker, request: Mapping[str, Any], content: bytes, parts: list[Part]
    ) -> type[UploadError] | None:
        self._await_ready(worker)
        worker.files += 1
        deadline = time.monotonic() + self.limits.seconds
        worker.channel.settimeout(self.limits.seconds)
        send(worker.channel, request, content)
        while True:
            worker.channel.settimeout(max(deadline - time.monotonic(), 0.001))
            header, blob = receive(worker.channel)
            if "part" not in header:
                return TooComplex if header.get("ended") == "too_complex" else None
            parts.append((header["part"], blob))

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """A worker of one's own for one upload; a spent or dead one is replaced, starting at once."""
        back: Worker | None = None
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            yield worker
            back = worker if self._fit(worker) else self._start()
        finally:
            if worker and worker is not back:
                worker.end()
            self._idle.put(back)

    def _fit(self, worker: Worker) -> bool:
        """Alive, not spent, and nothing unread that would be taken for the answer to the next upload."""
        if worker.process.poll() is not None or worker.files >= self.limits.files_per_worker:
            return False
        return not select.select([worker.channel], [], [], 0)[0]

    def _start(self) -> Worker:
        ours, theirs = socket.socketpair()
        read_end, write_end = os.pipe()
        terms = Terms(
            channel=theirs.fileno(),
            lifeline=read_end,
            task=self.task,
            seconds=self.limits.seconds,
            memory_bytes=self.limits.memory_bytes,
            file_bytes=4 * self.limits.upload_bytes,
        )
        command = [sys.executable, "-m", "pipeline.intake.sandbox_worker", json.dumps(asdict(terms))]
        with theirs:
            process = subprocess.Popen(
                walled(command, self._seen, required=self._walls_required),
                pass_fds=(theirs.fileno(), read_end),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
            )
        os.close(read_end)
        return Worker(process, ours, write_end, self.limits.memory_bytes)

    def _await_ready(self, worker: Worker) -> None:
        if worker.ready:
            return
        worker.channel.settimeout(_START_SECONDS)
        try:
            receive(worker.channel)
        except OSError:
            if _signal_that_ended(worker.process):
                raise
            raise SandboxUnavailable from None
        worker.ready = True

    def warm(self) -> None:
        """Starts all workers now; the first uploads need not wait. Raises SandboxUnavailable."""
        with ExitStack() as stack:
            for worker in [stack.enter_context(self._worker()) for _ in range(self.limits.workers)]:
                self._await_ready(worker)

    def close(self) -> None:
        """Ends all idle workers; they also end with this program."""
        for _ in range(self.limits.workers):
            worker = self._idle.get()
            if worker:
                worker.end()
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _signal_that_ended(process: subprocess.Popen[bytes]) -> int | None:
    """As told by Python (negative) or by bubblewrap and shells (above 128); None for an end of its own."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_DEATH_SECONDS)
    status = process.returncode or 0
    return -status if status < 0 else status - 128 if status > 128 else None


def _why_it_died(worker: Worker) -> type[UploadError]:
    """A cap reached is `too_complex`, all else a crash; libraries abort when they get no more memory."""
    if worker.process.returncode is not None:  # while it was starting
        return EngineCrashed
    patience = time.monotonic() + _DEATH_SECONDS
    gone, status, used = os.wait4(worker.process.pid, os.WNOHANG)
    while not gone and time.monotonic() < patience:
        time.sleep(0.01)
        gone, status, used = os.wait4(worker.process.pid, os.WNOHANG)
    if not gone:
        return EngineCrashed
    worker.process.returncode = os.waitstatus_to_exitcode(status)
    ended_by = _signal_that_ended(worker.process)
    if ended_by == signal.SIGKILL:  # nothing here kills for want of memory
        return EngineCrashed
    # the kernel counts what its starter held, too
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out_of_memory = used.ru_maxrss * 1024 > _NEAR_THE_CAP * worker.memory_bytes and used.ru_maxrss > ours
    return TooComplex if out_of_memory or ended_by == signal.SIGXCPU else EngineCrashed


def _end(process: subprocess.Popen[bytes], channel: socket.socket, lifeline: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    channel.close()
    os.close(lifeline)
