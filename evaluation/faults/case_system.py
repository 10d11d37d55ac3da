"""A case system that cannot be trusted: it stands between the dispatcher and the case inbox."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Final

import httpx

HANGS_SECONDS: Final = 4.0  # longer than the dispatcher waits in these rounds
STATUSES: Final = {"broken": 500, "locked": 423}
INBOX_SECONDS: Final = 1.8  # shorter, so that nothing is still on its way when it is sent again
NO_ANSWER: Final = 0
OWN: Final = ("content-type", "webhook-id", "webhook-timestamp", "webhook-signature")


@dataclass(frozen=True, slots=True)
class Post:
    """An event as it came."""

    body: bytes
    headers: Mapping[str, str]


@dataclass
class Unreliable:
    """`inbox` gives the address that events belong to, as it is now. `mood` None: all is well."""

    inbox: Callable[[], str]
    dice: Random = field(default_factory=Random)
    mood: str | None = None
    kept: list[Post] = field(default_factory=list)

    def take(self, post: Post) -> int:
        """The status to answer with, or NO_ANSWER."""
        mood = self.mood
        if mood == "refuses" or (mood == "drops" and self.dice.random() < 0.3):
            return NO_ANSWER
        if mood == "hangs" and self.dice.random() < 0.5:
            time.sleep(HANGS_SECONDS)
            return NO_ANSWER
        if mood in STATUSES and self.dice.random() < 0.7:
            return STATUSES[mood]
        status = self.hand_on(post)
        if mood == "repeats":
            self.hand_on(post)
        if mood == "swaps":
            self.kept.append(post)
        return NO_ANSWER if mood == "loses" and self.dice.random() < 0.7 else status

    def hand_on(self, post: Post) -> int:
        """To the inbox; what it answers."""
        try:
            answer = httpx.post(
                self.inbox(),
                content=post.body,
                headers=dict(post.headers),
                timeout=INBOX_SECONDS,
                trust_env=False,
            )
        except (httpx.HTTPError, OSError):
            return NO_ANSWER
        return answer.status_code

    def recover(self) -> None:
        """All is well again; what was kept back arrives once more, the newest first."""
        self.mood = None
        while self.kept:
            self.hand_on(self.kept.pop())


@contextmanager
def served(unreliable: Unreliable) -> Iterator[str]:
    """Its address, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            own = {name: self.headers[name] for name in OWN if name in self.headers}
            status = unreliable.take(Post(self.rfile.read(length), own))
            if status == NO_ANSWER:
                reset(self.connection)
                self.close_connection = True
            else:
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base's names
            return

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # who asked has gone
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    beside = threading.Thread(target=server.serve_forever, daemon=True)
    beside.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/events"
    finally:
        server.shutdown()
        server.server_close()


def reset(connection: socket.socket) -> None:
    """Breaks a connection off without goodbye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
