"""What digital signatures prove: is the file as it was signed, and by whom (PAdES, ETSI EN 319 142-1).

pyHanko is loaded only for files that have a place to sign, for that takes seconds. Nothing is fetched: a
certificate is judged by the roots that came with the request and by what the file itself holds, on the day
that the signer's program tells, so that the same bytes always say the same.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from pipeline.rendering.opening.answers import SignatureField

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus

_LONGEST_NAME: Final = 200
_FAULTS: Final = (ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
                  RecursionError, TypeError, ValueError)  # fmt: skip
"""What pyHanko and asn1crypto raise over broken files, beside errors of their own."""


def proved(
    content: bytes, fields: Sequence[SignatureField], roots: Sequence[str]
) -> tuple[SignatureField, ...]:
    """The fields with what stands in them; time stamps of archives are left out, for nobody signs by them."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")  # opened by everybody, locked against changes only
        in_file = {name: (value, field) for name, value, field in enumerate_sig_fields(reader)}
    except (*_FAULTS, PdfError):
        return tuple(fields)
    named = {field.name: field for field in fields}
    told = [
        _told(reader, named.get(name, SignatureField(name)), *one, roots) for name, one in in_file.items()
    ]
    return tuple(one for one in told if one)


def _told(
    reader: Any, field: SignatureField, value: Any, reference: Any, roots: Sequence[str]
) -> SignatureField | None:
    if value is None:
        return replace(field, state="empty")
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import CMSExtractionError
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        signature = EmbeddedPdfSignature(reader, reference.get_object(), field.name)
        if signature.sig_object_type != "/Sig":
            return None
        return replace(field, **_proof(signature, roots))
    except (*_FAULTS, PdfError, CMSExtractionError, SignatureValidationError):
        return field


def _proof(signature: "EmbeddedPdfSignature", roots: Sequence[str]) -> Mapping[str, Any]:
    from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature

    time = signature.self_reported_timestamp
    context = _context(roots, time)
    status = asyncio.run(async_validate_pdf_signature(signature, signer_validation_context=context))
    return {
        "state": "intact" if _holds(status) else "changed",
        "signer": _signer(signature),
        "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "time": time.isoformat() if time else None,
        "trusted": bool(status.trusted) if roots and time else None,
    }


def _holds(status: "PdfSignatureStatus") -> bool:
    """The bytes are those that were signed, and what was added since is what a signed file may be given."""
    return bool(status.intact and status.valid and status.docmdp_ok)


def _context(roots: Sequence[str], time: Any) -> Any:
    from asn1crypto import pem, x509
    from pyhanko_certvalidator import ValidationContext

    trusted = [x509.Certificate.load(pem.unarmor(root.encode())[2]) for root in roots]
    return ValidationContext(trust_roots=trusted, moment=time, allow_fetching=False)


def _signer(signature: "EmbeddedPdfSignature") -> str | None:
    """The certificate's common name and the organisation where it tells one; as a person may read it."""
    subject = signature.signer_cert.subject.native
    names = (subject.get("common_name"), subject.get("organization_name"))
    told = ", ".join(dict.fromkeys(name for name in names if isinstance(name, str)))
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())
    return shown[:_LONGEST_NAME] or None
