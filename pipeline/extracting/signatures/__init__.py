"""Whether those who must sign have: places by their words, ink by the picture, signatures of PDFs."""

from pipeline.extracting.signatures.digital import digitally_signed
from pipeline.extracting.signatures.signing import signature_values

__all__ = ["digitally_signed", "signature_values"]
