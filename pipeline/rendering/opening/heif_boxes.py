"""The outermost boxes of a HEIF file (ISO/IEC 14496-12, 4.2), read to see whether its end is there."""

import struct

_HEAD = 8


def cut_short(content: bytes) -> bool:
    """A box claims to reach beyond the end of the file."""
    at = 0
    while at + _HEAD <= len(content):
        size = _box_size(content, at)
        if size < _HEAD:  # 0: up to the end of the file; less than a head: damaged, not cut
            return False
        at += size
    return at > len(content)


def _box_size(content: bytes, at: int) -> int:
    size = int(struct.unpack_from(">I", content, at)[0])
    if size == 1 and at + 16 <= len(content):
        size = int(struct.unpack_from(">Q", content, at + _HEAD)[0])
    return size
