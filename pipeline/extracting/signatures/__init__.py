"""Whether those who must sign have: places by their words, ink by the picture, signatures of PDFs."""

from pipeline.extracting.signatures.captions import signers_of, signing_days
from pipeline.extracting.signatures.digital import digitally_signed
from pipeline.extracting.signatures.signing import may_be_signed, signature_values

__all__ = ["digitally_signed", "may_be_signed", "signature_values", "signers_of", "signing_days"]
