"""What commands show people: progress on a terminal only, never on standard output."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], *, total: int, title: str) -> Iterator[T]:
    """The items, with a bar on standard error when a person watches."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(items, description=title, total=total, console=console, disable=not sys.stderr.isatty())
