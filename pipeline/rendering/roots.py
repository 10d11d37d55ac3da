"""The certificates that digital signers are trusted by: files that the operator lays into a folder."""

from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from pipeline.errors import Misconfigured

SUFFIXES: Final = frozenset({".pem", ".crt", ".cer", ".der"})


class RootsMissing(Misconfigured):
    code = "roots_missing"
    message = "There is no certificate in the folder {folder} (SAGSKLAR_SIGNATURE_ROOTS)."
    remedy = "Lay root certificates there (.pem, .crt, .cer, .der), or unset it: then trust stays unknown."


class RootUnreadable(Misconfigured):
    code = "root_unreadable"
    message = "{file} is no X.509 certificate (SAGSKLAR_SIGNATURE_ROOTS)."
    remedy = "Replace it by the root certificate in PEM or DER form, or take it out of the folder."


def trusted_roots(folder: Path) -> tuple[str, ...]:
    """All certificates of a folder as PEM, in order of file name. Raises RootsMissing, RootUnreadable."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [root for file in files if file.suffix.lower() in SUFFIXES for root in _certificates(file)]
    if not found:
        raise RootsMissing(folder=str(folder))
    return tuple(root.public_bytes(Encoding.PEM).decode() for root in found)


def _certificates(file: Path) -> list[x509.Certificate]:
    content = file.read_bytes()
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError:
        raise RootUnreadable(file=str(file)) from None
