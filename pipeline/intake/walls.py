"""Walls around the process apart (bubblewrap): no network, no file of the host but the programs it runs."""

import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.intake.refusals import WallsMissing

_NOBODY: Final = "65534"
_PROGRAMS: Final = (
    *("/usr", "/bin", "/lib", "/lib64", "/etc/fonts", "/etc/alternatives", "/etc/ld.so.cache"),
    *("/etc/libreoffice", "/var/lib/libreoffice"),
)
_SECONDS: Final = 20
log = logging.getLogger(__name__)


def walled(command: Sequence[str], folders: Sequence[Path], *, required: bool) -> list[str]:
    """The command within walls, where they can be had.

    Args:
        command: What to run.
        folders: What it may see, beside the system's programs and this Python: read only.
        required: Without walls raise WallsMissing; else warn, and run it with the caps alone.
    """
    if stand():
        return [*_walls(folders), *command]
    if required:
        raise WallsMissing
    return list(command)


@cache
def stand() -> bool:
    """Whether bubblewrap works here, tried once; containers without user namespaces refuse it."""
    tried = [*_walls(()), "/bin/true"]
    works = (
        shutil.which("bwrap") is not None
        and not subprocess.run(tried, capture_output=True, timeout=_SECONDS, check=False).returncode
    )
    if not works:
        log.warning(
            "sandbox.without_walls: bubblewrap does not work here; uploads are opened with caps alone"
        )
    return works


def _walls(folders: Sequence[Path]) -> list[str]:
    """Process, network and user apart; no privilege, no file to write to but in memory."""
    python = [Path(sys.prefix), Path(sys.base_prefix)]
    seen = [str(path) for path in (*map(Path, _PROGRAMS), *python, *folders)]
    return [
        *("bwrap", "--unshare-all", "--unshare-user", "--uid", _NOBODY, "--gid", _NOBODY),
        *("--cap-drop", "ALL", "--hostname", "apart"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108 its own, in memory
        *(word for path in seen for word in ("--ro-bind-try", path, path)),
        *("--chdir", "/", "--"),
    ]
