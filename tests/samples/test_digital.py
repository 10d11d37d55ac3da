"""Born-digital PDFs: sound signatures, and the same bytes each time."""

import subprocess
import time
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from samples.captures import Look, capture
from samples.captures.look import SIGNERS, Layer
from samples.chance import chance
from samples.generator import typeset


def made(signer: str) -> bytes:
    printed = typeset(3, 0, "train", label="employer_letter")
    return capture([printed], "digital", chance("signed"), Look(signer=signer)).content


def test_given_a_signer_then_the_signature_is_sound_and_covers_the_file(tmp_path: Path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(made(SIGNERS[0]))
    with path.open("rb") as stream:
        (signature,) = PdfFileReader(stream).embedded_signatures
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[signature.signer_cert]))
    assert status.intact
    assert status.valid
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert SIGNERS[0] in told
    assert "Total document signed" in told


def test_given_another_second_then_the_bytes_stay():
    first = made(SIGNERS[1])
    time.sleep(1.1)
    assert made(SIGNERS[1]) == first


def test_given_no_signer_then_nothing_is_signed():
    assert b"/ByteRange" not in made("")


@pytest.mark.parametrize("layer", ["good", "none", "broken", "poor_ocr", "partial"])
def test_given_a_text_layer_then_the_bytes_come_again(layer: Layer):
    printed = typeset(3, 1, "train", label="lease")
    once, again = (
        capture([printed], "digital", chance("layer"), Look(layer=layer)).content for _ in range(2)
    )
    assert once == again
