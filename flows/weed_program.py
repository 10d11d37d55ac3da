"""Where SeaweedFS stands."""

import shutil
import sys
from pathlib import Path


def weed() -> str:
    """The `weed` program, beside the running Python or on the path."""
    beside = Path(sys.executable).parent / "weed"
    return str(beside) if beside.exists() else shutil.which("weed") or "weed"
