"""What `train` and `evaluate` share: where rows are kept, and a bar that shows how far they are."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.training import Workshop


@contextmanager
def workshop(cache: Path, workers: int) -> Iterator["Workshop"]:
    """A workshop with a bar on standard error while a person watches."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from models.training import Workshop

    tasks: dict[str, TaskID] = {}
    bar = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())

    def show(title: str, done: int, total: int) -> None:
        if title not in tasks:
            tasks[title] = bar.add_task(title, total=total)
        bar.update(tasks[title], completed=done, total=total)

    with bar:
        yield Workshop(cache, show, workers)
