"""Messages between the program and its process apart: a JSON header and raw bytes, never pickles."""

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!IQ")
_LONGEST_HEADER: Final = 64_000_000
_LONGEST_BLOB: Final = 600_000_000


class Closed(ConnectionError):
    """The other side is gone, or speaks nonsense."""


def send(channel: socket.socket, header: Mapping[str, Any], blob: bytes = b"") -> None:
    """One message; raises OSError when the other side is gone."""
    told = json.dumps(header).encode()
    channel.sendall(_LENGTHS.pack(len(told), len(blob)) + told)
    if blob:
        channel.sendall(blob)


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes]:
    """One message. Raises Closed, or TimeoutError where the channel has a time-out."""
    header_length, blob_length = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size))
    if header_length > _LONGEST_HEADER or blob_length > _LONGEST_BLOB:
        raise Closed
    return _header(_exactly(channel, header_length)), bytes(_exactly(channel, blob_length))


def _header(told: bytearray) -> dict[str, Any]:
    try:
        header = json.loads(told)
    except (ValueError, RecursionError):
        raise Closed from None
    if not isinstance(header, dict):
        raise Closed
    return header


def _exactly(channel: socket.socket, size: int) -> bytearray:
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        got = channel.recv_into(view)
        if not got:
            raise Closed
        view = view[got:]
    return buffer
