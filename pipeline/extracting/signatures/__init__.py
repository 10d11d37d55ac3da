"""Whether those who must sign have: places to sign by their words, ink by the page's picture."""

from pipeline.extracting.signatures.signing import signature_values

__all__ = ["signature_values"]
