"""The home folder: one folder a part, one `up` at a time, nothing left from before that could hinder."""

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.embedded.record import end_leftovers, remove_record
from pipeline.errors import WrongUse

PARTS = ("run", "logs", "object_store", "ledger", "cache", "prefect", "inbox")


class AlreadyUp(WrongUse):
    code = "already_up"
    message = "The system of {home} runs already."
    remedy = "Use it, stop it first, or choose another --home."


@contextmanager
def occupied(home: Path) -> Iterator[None]:
    """Holds the home for one running system; the kernel lets go of it however we end. Raises AlreadyUp."""
    (home / "run").mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "run" / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyUp(home=str(home)) from None
        try:
            yield
        finally:
            remove_record(home)


def tidy(home: Path) -> None:
    """Makes the folders, ends what an earlier `up` left running and throws its temporary files away."""
    remove_record(home)
    end_leftovers(home)
    for part in PARTS:
        (home / part).mkdir(exist_ok=True, mode=0o700)
    temporary = home / "cache" / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(mode=0o700)


def remove_marks(home: Path) -> None:
    """Nothing is ready any more, and no process of ours is left."""
    for mark in (*(home / "run").glob("*.ready"), home / "run" / "processes.json"):
        mark.unlink(missing_ok=True)


def remove_sockets(ports: Iterable[int]) -> None:
    """SeaweedFS leaves sockets in the temporary folder when it is killed; they are named by port."""
    for port in ports:
        for socket in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108 - where it puts them
            socket.unlink(missing_ok=True)
