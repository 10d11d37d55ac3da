"""Word and OpenDocument texts → pages: LibreOffice prints them to PDF, where it is installed."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.rendering.opening.answers import Part, Request
from pipeline.rendering.opening.pdf import open_pdf
from pipeline.rendering.refusals import Corrupt, PasswordProtected

SUFFIXES: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
MANIFEST_BYTES: Final = 1_000_000


def open_office(request: Request, content: bytes) -> Iterator[Part]:
    """The pages of a text, as they would be printed. Raises UploadError."""
    if _locked(content):
        raise PasswordProtected(file="")
    yield from open_pdf(request, _printed(content, SUFFIXES[request.media_type]))


def _locked(content: bytes) -> bool:
    """Whether an OpenDocument text is encrypted (OpenDocument 1.3, part 2); locked Word files are no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(MANIFEST_BYTES)
    except (zipfile.BadZipFile, KeyError):
        return False


def _printed(content: bytes, suffix: str) -> bytes:
    """The text as a PDF. LibreOffice runs no macro and, within the walls, reaches nothing. Raises Corrupt."""
    with TemporaryDirectory() as folder:
        given, made = Path(folder, f"upload{suffix}"), Path(folder, "upload.pdf")
        given.write_bytes(content)
        subprocess.run(
            [
                shutil.which("soffice") or "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(given)),
            ],
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,  # it answers 0 also when it made nothing; the sandbox's clock ends it
        )
        if not made.is_file():
            raise Corrupt(file="")
        return made.read_bytes()
