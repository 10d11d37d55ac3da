"""Digital signatures of PDFs, signed here for real, through the process apart."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.stamp import TextStampStyle

from pipeline.intake import Limits, admit
from pipeline.records import DigitalSignature
from pipeline.rendering import RenderingTools, render
from pipeline.rendering.opening.answers import Request
from pipeline.rendering.opening.pdf import open_pdf
from pipeline.rendering.roots import RootsMissing, RootUnreadable, trusted_roots
from samples.captures.signing import signer

NAME = "Anna Holm"
BOX = (60, 90, 260, 140)
"""In points of an A4 page, from its lower left corner."""
STAMP = TextStampStyle(stamp_text="%(signer)s", text_box_style=TextBoxStyle(font_size=9))

Change = Callable[[IncrementalPdfFileWriter], None]


def added(pdf: bytes, change: Change) -> bytes:
    """The PDF with a further revision."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def place(name: str) -> Change:
    return lambda writer: append_signature_field(writer, SigFieldSpec(name, on_page=0, box=BOX))


def signed(pdf: bytes, name: str = NAME, field: str = "Underskrift", box: tuple = BOX) -> bytes:
    """Signed by an invented person in a field that is seen."""
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha512")
    spec = SigFieldSpec(field, on_page=0, box=box)
    pen = PdfSigner(meta, signer(name), stamp_style=STAMP, new_field_spec=spec)
    return pen.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()


def turn_the_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NumberObject(180)
    writer.update_container(page)


@pytest.fixture(scope="module")
def paper(typed_pdf) -> bytes:
    return typed_pdf("Lejekontrakt mellem udlejer og lejer")


@pytest.fixture
def told(rendered) -> Callable[[bytes], DigitalSignature]:
    """Bytes → the one signature that they hold."""

    def way(pdf: bytes) -> DigitalSignature:
        (found,) = rendered(pdf).signatures
        return found

    return way


def test_given_a_signed_pdf_then_it_is_intact_and_stands_where_it_is_seen(told, paper):
    found = told(signed(paper))
    assert (found.state, found.signer, found.whole, found.trusted) == ("intact", NAME, True, None)
    assert (found.page, found.time is not None) == (1, True)
    assert found.box is not None
    assert [found.box.x0, found.box.y0] == pytest.approx([60 / 595, 1 - 140 / 842], abs=0.002)


def test_given_bytes_changed_after_signing_then_it_says_so(told, paper):
    whole = signed(paper)
    altered = whole.replace(b"0 0 595 842", b"0 0 595 841", 1)
    assert altered != whole
    assert told(altered).state == "changed"


def test_given_a_page_changed_in_a_later_revision_then_it_says_so(told, paper):
    found = told(added(signed(paper), turn_the_page))
    assert (found.state, found.whole) == ("changed", False)


def test_given_a_second_signature_then_the_first_is_intact_though_not_over_all(rendered, paper):
    twice = signed(signed(paper), "Karen Lund", "Udlejer", (300, 90, 500, 140))
    found = {one.field: one for one in rendered(twice).signatures}
    assert {name: (one.state, one.signer) for name, one in found.items()} == {
        "Underskrift": ("intact", NAME),
        "Udlejer": ("intact", "Karen Lund"),
    }
    assert [found["Underskrift"].whole, found["Udlejer"].whole] == [False, True]


def test_given_a_place_where_nobody_signed_then_it_is_empty(told, paper):
    found = told(added(paper, place("Udlejer")))
    assert (found.field, found.state, found.signer) == ("Udlejer", "empty", None)


def test_given_a_pdf_locked_against_changes_then_its_signature_is_read(told, paper):
    locked = io.BytesIO()
    pikepdf.open(io.BytesIO(paper)).save(locked, encryption=pikepdf.Encryption(owner="o", user=""))
    writer, out = IncrementalPdfFileWriter(io.BytesIO(locked.getvalue())), io.BytesIO()
    writer.encrypt(b"")
    meta = PdfSignatureMetadata(field_name="Underskrift", md_algorithm="sha512")
    PdfSigner(meta, signer(NAME)).sign_pdf(writer, output=out)
    found = told(out.getvalue())
    assert (found.state, found.signer, found.box) == ("intact", NAME, None)


def test_given_a_signature_that_is_none_then_nothing_is_proved(told, paper):
    whole = signed(paper)
    start = whole.index(b"/Contents <") + len(b"/Contents <")
    assert told(whole[:start] + b"00" * 40 + whole[start + 80 :]).state == "unproved"


def test_given_a_turned_page_then_the_box_lies_on_it_upright(rendered, typed_pdf):
    text = "Lejekontrakt mellem udlejer og lejer " * 2
    (found,) = rendered(signed(typed_pdf(text, rotate=90))).signatures
    assert found.box is not None
    page = rendered(typed_pdf(text, rotate=90)).pages[0]
    assert (page.turn, page.raster.width < page.raster.height) == (270, True)
    assert [found.box.x0, found.box.y0] == pytest.approx([60 / 595, 1 - 140 / 842], abs=0.002)


@pytest.mark.parametrize(("root", "trusted"), [(NAME, True), ("Karen Lund", False)])
def test_given_roots_then_trust_is_told(opener, orienter, paper, tmp_path: Path, root: str, trusted: bool):
    certificate = load_der_x509_certificate(signer(root).signing_cert.dump())
    (tmp_path / "root.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (tmp_path / "same.cer").write_bytes(certificate.public_bytes(Encoding.DER))
    tools = RenderingTools(opener, orienter, roots=trusted_roots(tmp_path))
    upload = admit("file", "file", signed(paper), using=Limits())
    assert [one.trusted for one in render(upload, using=tools).signatures] == [trusted]


def test_given_a_folder_without_roots_then_the_error_says_what_to_do(tmp_path: Path):
    with pytest.raises(RootsMissing, match="Lay root certificates"):
        trusted_roots(tmp_path)
    (tmp_path / "root.pem").write_text("no certificate")
    with pytest.raises(RootUnreadable, match=r"root\.pem"):
        trusted_roots(tmp_path)


def test_given_no_place_to_sign_then_nothing_is_loaded_for_it(rendered, paper):
    assert rendered(paper).signatures == ()
    request = Request("application/pdf", 10, 9_000_000, 900_000)
    assert "signatures" not in [facts["kind"] for facts, _ in open_pdf(request, paper)]
