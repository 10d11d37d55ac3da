"""Waiting for what will be so in a moment."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(
    look: Callable[[], T], *, seconds: float, meanwhile: type[Exception] | tuple[type[Exception], ...] = ()
) -> T:
    """The first true thing that `look` gives; `meanwhile` may be raised until then."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = look()
        except meanwhile:
            found = None
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so after {seconds} s")
        time.sleep(0.05)
