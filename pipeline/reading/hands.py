"""As many hands as cores: the strips of one page are read side by side, and whoever waits for it waits less.

The models let go of Python's lock while they run. Work given to these hands must not give more to them.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(work: Callable[[T], R], given: Iterable[T]) -> list[R]:
    """The outcome of each, in their order; the first exception is raised."""
    return list(_hands().map(work, given))


@cache
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="hand")


# a forked child has the pool but none of its threads, and would wait for them for ever
os.register_at_fork(after_in_child=_hands.cache_clear)
