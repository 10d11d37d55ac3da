"""SeaweedFS lets go of deleted bytes: its own program finds what deletions left, and compacts the volumes."""

import re
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flows.ports import NotScrubbed, StoreAway

ORPHANS: Final = re.compile(r"^Total\s+entries:\d+\s+orphan:(\d+)", re.MULTILINE)
PATIENCE_SECONDS: Final = 30.0
"""The filer hands deletions on about once a second."""
LOOK_SECONDS: Final = 0.5
SHELL_SECONDS: Final = 600.0
KNOCK_SECONDS: Final = 5.0
BROKEN_OFF: Final = "1h"
"""Pieces that belong to no object for so long belong to no upload that is still on its way either."""


@dataclass(frozen=True, slots=True)
class SeaweedScrubber:
    """`program`: where `weed` stands; `master`, `filer`: host:port. `own_logs`: where it writes keys."""

    program: str
    master: str
    filer: str
    bucket: str
    own_logs: Path
    scratch: Path

    def scrub(self) -> None:
        """Waits until deleted objects' pieces are gone too, then compacts. Raises StoreAway, NotScrubbed."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (left := self.orphans()) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        self.shell("volume.vacuum -garbageThreshold=0.0000001")
        for log in self.own_logs.glob("*"):
            log.write_bytes(b"")
        if left:
            raise NotScrubbed(count=left)

    def orphans(self) -> int:
        """Pieces in the volumes that belong to no object."""
        told = ORPHANS.search(self.shell(self.fsck("0s")))
        if told is None:
            raise StoreAway(kind="fsck")
        return int(told.group(1))

    def tidy(self, keep_days: int) -> None:
        """Deletes pieces that a killed store left behind, and its logs of changes before these days."""
        self.shell(f"{self.fsck(BROKEN_OFF)} -reallyDeleteFromVolume", f"fs.log.purge -daysAgo={keep_days}")

    def fsck(self, older_than: str) -> str:
        """The search for pieces without object; its working files name objects and stay at home."""
        self.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        return f"volume.fsck -collection={self.bucket} -cutoffTimeAgo={older_than} -tempPath='{self.scratch}'"

    def shell(self, *lines: str) -> str:
        """What `weed shell` says to these lines. Raises StoreAway."""
        command = (self.program, "-logtostderr", "shell", f"-master={self.master}", f"-filer={self.filer}")
        typed = "\n".join(["lock", *lines, "unlock", ""])
        try:
            self.knock()
            run = subprocess.run(
                command, input=typed, capture_output=True, text=True, timeout=SHELL_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StoreAway(kind=type(error).__name__) from None
        if run.returncode or re.search(r"^error:", run.stdout + run.stderr, re.MULTILINE):
            raise StoreAway(kind="weed shell")
        return run.stdout

    def knock(self) -> None:
        """Raises OSError where nobody is: the shell would wait for ever."""
        host, _, port = self.master.rpartition(":")
        socket.create_connection((host, int(port)), timeout=KNOCK_SECONDS).close()
