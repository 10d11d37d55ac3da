import io
import zipfile

import pytest

from pipeline.errors import UploadError
from pipeline.intake.admission import texts_can_be_printed

pytestmark = pytest.mark.skipif(
    not texts_can_be_printed(), reason="LibreOffice or bubblewrap does not work here"
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def docx(*paragraphs: str) -> bytes:
    """The smallest Word file with these paragraphs; a form feed among them begins a page."""
    broken = "".join(
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        if text == "\f"
        else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in paragraphs
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE_DOCUMENT}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{broken}</w:body></w:document>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def test_given_a_word_file_then_its_pages_are_those_it_would_print(rendered):
    found = rendered(docx("Lejekontrakt mellem udlejer og lejer", "Nørrebrogade 12B, 3. tv", "\f", "Side to"))
    said = [" ".join(word.text for word in page.layer) for page in found.pages]
    assert said == ["Lejekontrakt mellem udlejer og lejer Nørrebrogade 12B, 3. tv", "Side to"]


def test_given_a_broken_word_file_then_it_is_corrupt(rendered):
    whole = docx("Lejekontrakt")
    with pytest.raises(UploadError) as refused:
        rendered(whole.replace(b"<w:body>", b"<w:bxdy>"))
    assert refused.value.code == "corrupt"


def test_given_a_locked_opendocument_text_then_it_says_so(rendered):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", bytes(64))
        packed.writestr(
            "META-INF/manifest.xml", '<manifest:file-entry><manifest:encryption-data manifest:checksum=""/>'
        )
    with pytest.raises(UploadError) as refused:
        rendered(file.getvalue())
    assert refused.value.code == "password_protected"
