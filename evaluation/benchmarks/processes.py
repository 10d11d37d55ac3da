"""What a process costs together with all that it has started; and doing something beside the work."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import psutil

MEGABYTE: Final = 1_000_000


def cpu_seconds(root: psutil.Process | None = None) -> float:
    """Spent by a process (this one, if none is named) and its whole family."""
    total = 0.0
    for one in family(root):
        with suppress(psutil.NoSuchProcess):  # one may end meanwhile
            total += sum(one.cpu_times()[:4])
    return total


def resident_megabytes(root: psutil.Process | None = None) -> float:
    """Held by a process and its whole family."""
    total = 0
    for one in family(root):
        with suppress(psutil.NoSuchProcess):
            total += one.memory_info().rss
    return total / MEGABYTE


def family(root: psutil.Process | None = None) -> list[psutil.Process]:
    """The process itself first."""
    root = root or psutil.Process()
    return [root, *root.children(recursive=True)]


@contextmanager
def meanwhile(act: Callable[[], None], pause: float) -> Iterator[None]:
    """While this lasts, `act` is done after each pause, in seconds."""
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(pause):
            act()

    beside = threading.Thread(target=repeat)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()
