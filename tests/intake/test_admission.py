import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import Limits, admit, digest, media_type
from pipeline.intake.admission import safe_name
from pipeline.intake.refusals import Empty, OfficeFile, TooManyBytes, UnsupportedType

PDF = b"%PDF-1.7\n1 0 obj\n"
LIMITS = Limits()


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def test_given_a_pdf_when_admitted_then_it_carries_its_digest_and_both_names():
    upload = admit("a/lease.pdf", "a/lease.pdf", PDF, using=LIMITS)
    assert (upload.file, upload.upload_name) == ("a/lease.pdf", "lease.pdf")
    assert (upload.sha256, upload.media_type) == (digest(PDF), "application/pdf")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Empty),
        (PDF + bytes(100), TooManyBytes),
        (b"plain words", UnsupportedType),
        (b"PK\x05\x06" + bytes(18), UnsupportedType),
    ],
)
def test_given_what_cannot_be_opened_when_admitted_then_it_is_refused(content, refusal):
    with pytest.raises(refusal):
        admit("f", "f", content, using=Limits(upload_bytes=100))


def test_given_a_word_file_and_no_libreoffice_then_the_advice_is_to_save_it_as_pdf(monkeypatch):
    monkeypatch.setattr("pipeline.intake.admission.texts_can_be_printed", lambda: False)
    with pytest.raises(OfficeFile) as refused:
        admit("letter.docx", "letter.docx", docx(), using=LIMITS)
    assert refused.value.code == "unsupported_type"
    assert "PDF" in refused.value.advice


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"junk before the header\r\n" + PDF, "application/pdf"),
        (b"<html></html>" + PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0 %PDF-1.4", "image/jpeg"),
        (b"MM\0+" + bytes(12), "image/tiff"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"BM is how this text begins, and it is no bitmap.", "text/plain"),
        (b"", "application/x-empty"),
    ],
)
def test_given_what_libmagic_gets_wrong_then_the_type_is_still_right(content, expected):
    assert media_type(content) == expected


def test_given_a_zip_whose_first_member_is_a_pdf_then_it_is_no_pdf():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.pdf", PDF)
    assert media_type(file.getvalue()) == "application/zip"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Lønseddel åæø.pdf", "Lønseddel åæø.pdf"),
        ("../../etc/cron.d/kontrakt.pdf", "kontrakt.pdf"),
        ("C:\\Users\\me\\pas.jpg", "pas.jpg"),
        ("kontrakt.pdf\nERROR: all is approved.pdf", "kontrakt.pdf ERROR: all is approved.pdf"),
        ("loenseddel_\u202efdp.exe", "loenseddel_fdp.exe"),
        ("Αθήνα договор.pdf", "Αθήνα договор.pdf"),
        ("", "unnamed"),
        ("..", "unnamed"),
    ],
)
def test_given_a_name_then_its_letters_stay_and_what_misleads_goes(given_name, shown):
    assert safe_name(given_name) == shown


@given(st.text())
def test_a_safe_name_is_a_single_short_visible_base_name(name):
    shown = safe_name(name)
    assert 0 < len(shown) <= 180
    assert not set(shown) & set("/\\\n\r\u202e\u2066\x1b\0")
    assert not [sign for sign in shown if unicodedata.category(sign) == "Cc"]
    assert safe_name(shown) == shown


@given(st.binary(max_size=64))
def test_any_bytes_have_a_type(content):
    assert "/" in media_type(content)


def test_given_a_limit_below_one_then_it_is_refused():
    with pytest.raises(ValueError, match="pages"):
        Limits(pages=0)
