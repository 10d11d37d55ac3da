"""The process apart: reads a request, runs one task on untrusted bytes, answers with plain data.

Started by `sandbox.py` as `python -m pipeline.intake.sandbox_worker '{…}'`; the JSON is a `Terms`. It trusts
nobody after the first byte of an upload: caps are set before, and nothing but JSON and raw bytes goes out.
"""

import ctypes
import fcntl
import json
import math
import os
import resource
import select
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pipeline.intake.wire import Closed, receive, send

Part = tuple[Mapping[str, Any], bytes]
Task = Callable[[Mapping[str, Any], bytes], Iterator[Part]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the starter gives: two inherited file descriptors, the task `module:function`, and the caps."""

    channel: int
    lifeline: int
    task: str
    seconds: int
    memory_bytes: int
    file_bytes: int


def main() -> None:
    terms = Terms(**json.loads(sys.argv[1]))
    end_with_parent(terms.lifeline)
    task = load(terms.task)
    channel = socket.socket(fileno=terms.channel)
    cap(terms)
    send(channel, {"ready": True})
    fall_silent()
    try:
        while True:
            serve(channel, task, terms)
    except (Closed, OSError):
        return


def serve(channel: socket.socket, task: Task, terms: Terms) -> None:
    """One upload: parts as they are done, then how it ended."""
    request, content = receive(channel)
    allow_seconds(terms.seconds)
    ended: dict[str, Any] = {"ended": "done"}
    try:
        for facts, blob in task(request, content):
            send(channel, {"part": facts}, blob)
    except MemoryError:
        ended = {"ended": "too_complex"}
    send(channel, ended)


def load(name: str) -> Task:
    """The task by its name, `module:function`."""
    module, _, function = name.partition(":")
    found: Task = getattr(import_module(module), function)
    return found


def end_with_parent(lifeline: int) -> None:
    """Lets the kernel end this process when the other end of the pipe closes, whatever it is busy with.

    PR_SET_PDEATHSIG would fire already when the *thread* ends that started us; SIGIO on a pipe does not.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    if select.select([lifeline], [], [], 0)[0]:
        sys.exit(1)  # the parent was gone before we were ready


def cap(terms: Terms) -> None:
    """Memory, written files, open files; no core file; no new privileges."""
    for kind, most in (
        (resource.RLIMIT_AS, terms.memory_bytes),
        (resource.RLIMIT_FSIZE, terms.file_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    no_new_privileges = 38
    ctypes.CDLL(None).prctl(no_new_privileges, 1, 0, 0, 0)


def allow_seconds(seconds: int) -> None:
    """CPU time from now on; the kernel ends us beyond it (SIGXCPU). Programs we start inherit it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def fall_silent() -> None:
    """Libraries print warnings with words of the document: nobody hears them from here on."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


if __name__ == "__main__":
    main()
