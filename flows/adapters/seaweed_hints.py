"""SeaweedFS tells of changed objects through its filer's log, which `weed` prints as it grows."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

ENTRY_END = b"}\n"  # entries are printed over many lines; only their last line is not indented


@dataclass(frozen=True, slots=True)
class SeaweedHints:
    """The log of one bucket. `program`: where `weed` stands; `filer`: host:port."""

    program: str
    filer: str
    bucket: str
    log_folder: str

    async def keys(self) -> AsyncIterator[str]:
        """Keys as they change, from a few seconds ago on; ends when the filer goes away."""
        folder = f"/buckets/{self.bucket}"
        options = (f"-filer={self.filer}", f"-pathPrefix={folder}", "-timeAgo=30s")
        process = await asyncio.create_subprocess_exec(
            self.program,
            f"-logdir={self.log_folder}",
            "filer.meta.tail",
            *options,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async for entry in entries(process.stdout):
                key = key_of(entry, folder)
                if key is not None:
                    yield key
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def entries(lines: asyncio.StreamReader | None) -> AsyncIterator[dict[str, Any]]:
    """The JSON objects of the stream."""
    collected: list[bytes] = []
    while lines is not None and (line := await lines.readline()):
        collected.append(line)
        if line == ENTRY_END:
            yield json.loads(b"".join(collected))
            collected.clear()


def key_of(entry: dict[str, Any], folder: str) -> str | None:
    """The key of an object that was written, None for folders, deletions and what stands elsewhere."""
    event = entry.get("eventNotification") or {}
    written = event.get("newEntry")
    parent = event.get("newParentPath") or entry.get("directory", "")
    if not written or written.get("isDirectory") or not parent.startswith(f"{folder}/"):
        return None
    return f"{parent.removeprefix(folder + '/')}/{written['name']}"
