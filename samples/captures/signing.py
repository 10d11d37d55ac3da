"""Digital signatures on PDFs, as banks, agencies and signing services leave them (PAdES, ETSI EN 319 142)."""

import asyncio
import hashlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko_certvalidator.registry import SimpleCertificateStore

_DAY: Final = datetime(2026, 1, 2, 9, 30, tzinfo=UTC)
_UNTIL: Final = datetime(2030, 1, 1, tzinfo=UTC)
_HASH: Final = "sha512"
_ROOM: Final = 8192


class _Timeless(IncrementalPdfFileWriter):
    """Adds to a PDF without a clock or dice, so that the same input gives the same bytes."""

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        prev.stream.seek(0)
        name = ByteStringObject(hashlib.md5(prev.stream.read(), usedforsecurity=False).digest())
        return ArrayObject([name, name])

    def _update_meta(self) -> None:
        """The document keeps its own dates."""


def signer(name: str) -> SimpleSigner:
    """A signer whose key follows from its name: Ed25519 signs the same content the same way each time."""
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    subject = certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, name)])
    certificate = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(len(name))
        .not_valid_before(_DAY.replace(year=2025))
        .not_valid_after(_UNTIL)
        .sign(key, None)
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )


def signed(pdf: bytes, name: str) -> bytes:
    """The PDF with an invisible signature of `name` over all of it, added as a revision of its own."""
    writer = _Timeless(BytesIO(pdf))
    embedding = PdfCMSEmbedder().write_cms(field_name="Signature1", writer=writer)
    next(embedding)
    place = SignatureObject(timestamp=_DAY, subfilter=SigSeedSubFilter.PADES, name=name, bytes_reserved=_ROOM)
    embedding.send(SigObjSetup(sig_placeholder=place))
    digest, stream = embedding.send(SigIOSetup(md_algorithm=_HASH, in_place=True))
    signature = asyncio.run(
        signer(name).async_sign(digest.document_digest, digest_algorithm=_HASH, use_pades=True)
    )
    embedding.send(signature)
    content: bytes = stream.getvalue()
    return content
