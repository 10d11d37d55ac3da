"""Ports for the services of a home: free ones, and the same again at the next start where they still are."""

import json
import random
import socket
from contextlib import closing
from pathlib import Path

from flows.embedded.private_files import write_private

GRPC = 10_000  # SeaweedFS speaks gRPC this far above each of its ports
LOWEST, HIGHEST = 12_000, 21_999  # both a port and its gRPC port lie below those the system gives to clients
PAIRED = ("object_store", "master", "volume", "filer", "admin")
SINGLE = ("prefect", "review", "inbox", "checks")


def ports_of(home: Path, wished: dict[str, int]) -> dict[str, int]:
    """A port for each service. `wished` ports are taken as they are, free or not."""
    file = home / "run" / "ports.json"
    former: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    chosen = dict(wished)
    for name in (*PAIRED, *SINGLE):
        if name not in chosen:
            taken = set(chosen.values())
            chosen[name] = free_port(former.get(name), paired=name in PAIRED, taken=taken)
    write_private(file, json.dumps(chosen))
    return chosen


def free_port(former: int | None, *, paired: bool, taken: set[int]) -> int:
    """The former port if it is still free, else any."""
    port = former or random.randint(LOWEST, HIGHEST)
    while port in taken or not is_free(port) or (paired and not is_free(port + GRPC)):
        port = random.randint(LOWEST, HIGHEST)
    return port


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with closing(socket.socket()) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
