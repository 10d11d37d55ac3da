import io

import pikepdf
import pytest
import weasyprint
from PIL import Image

from pipeline.rendering.refusals import Corrupt, PasswordProtected, TooManyPages, Truncated

TEXT = "Lejekontrakt mellem udlejer og lejer"


def test_given_a_digital_pdf_then_its_words_lie_where_they_are_drawn(rendered, typed_pdf, orienter):
    page = rendered(typed_pdf(TEXT)).pages[0]
    first = page.layer[0]
    assert [word.text for word in page.layer] == TEXT.split()
    assert (first.box.x0, first.box.y1) == pytest.approx((60 / 595, 1 - 780 / 842), abs=0.01)
    assert (page.number, page.turn, page.quality.readable, orienter.asked) == (1, 0, True, 0)


def test_given_arabic_letters_drawn_as_one_shape_then_they_stand_in_their_order(rendered):
    said = "تاريخ ميلاد الزوج والزوجة سلام"
    page = weasyprint.HTML(string=f"<p dir=rtl lang=ar>{said}</p>").write_pdf()
    assert {word.text for word in rendered(page).pages[0].layer} == set(said.split())


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("spin", [0, 90, 180, 270])
def test_given_turned_text_then_page_and_layer_stand_upright(rendered, typed_pdf, rotate, spin):
    page = rendered(typed_pdf(TEXT, rotate=rotate, spin=spin)).pages[0]
    words = [word.box for word in page.layer]
    assert [word.text for word in page.layer] == TEXT.split()
    assert [box.x0 for box in words] == sorted(box.x0 for box in words)
    assert max(box.y1 for box in words) - min(box.y0 for box in words) < 0.04
    assert page.turn == (spin - rotate) % 360


@pytest.mark.parametrize(("rotate", "spin"), [(0, 90), (90, 0), (90, 90), (0, 180), (270, 90)])
def test_given_turned_text_then_its_ink_lies_in_the_boxes(rendered, typed_pdf, rotate, spin):
    page = rendered(typed_pdf(TEXT, rotate=rotate, spin=spin)).pages[0]
    picture = Image.frombytes("L", (page.raster.width, page.raster.height), page.raster.data)
    box = page.layer[0].box
    edges = (box.x0 * picture.width, box.y0 * picture.height, box.x1 * picture.width, box.y1 * picture.height)
    assert picture.crop(tuple(int(edge) for edge in edges)).getextrema()[0] < 100


def test_given_a_4_page_pdf_then_all_pages_come_in_order(rendered, typed_pdf):
    pages = rendered(typed_pdf("en side", "to sider", "tre sider", "fire sider")).pages
    assert [(page.number, page.layer[0].text) for page in pages] == [
        (1, "en"),
        (2, "to"),
        (3, "tre"),
        (4, "fire"),
    ]


def test_given_more_pages_than_accepted_then_refused(rendered, typed_pdf):
    with pytest.raises(TooManyPages):
        rendered(typed_pdf("a", "b", "c"), pages=2)


def test_given_a_password_then_refused_with_advice(rendered, typed_pdf):
    locked = typed_pdf(TEXT, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    with pytest.raises(PasswordProtected) as refused:
        rendered(locked)
    assert "password" in refused.value.advice


def test_given_an_empty_password_then_it_opens(rendered, typed_pdf):
    page = rendered(typed_pdf(TEXT, encryption=pikepdf.Encryption(owner="o", user="", R=6))).pages[0]
    assert page.layer[0].text == "Lejekontrakt"


def test_given_a_pdf_cut_in_the_middle_then_it_is_repaired_or_called_truncated(rendered, typed_pdf):
    whole = typed_pdf(TEXT)
    with pytest.raises(Truncated):
        rendered(whole[: len(whole) // 3])


def test_given_a_pdf_of_nonsense_then_corrupt(rendered):
    with pytest.raises(Corrupt):
        rendered(b"%PDF-1.7\nnothing of use\nstartxref\n0\n%%EOF")


def test_given_a_scan_in_a_pdf_then_the_orienter_is_asked(rendered, saved, letter, orienter):
    page = rendered(saved(letter, "PDF", resolution=150)).pages[0]
    assert (orienter.asked, page.layer, page.quality.readable) == (1, (), True)
    assert page.dpi == pytest.approx(300, abs=5)


def test_given_one_page_that_cannot_be_drawn_then_the_others_are_kept(rendered, typed_pdf):
    with pikepdf.open(io.BytesIO(typed_pdf("god side", "ond side"))) as document:
        document.pages[1].MediaBox = [0, 0, 2**31, 595]
        file = io.BytesIO()
        document.save(file)
    upload = rendered(file.getvalue())
    assert [page.number for page in upload.pages] == [1]
    assert [(found.code, found.page) for found in upload.findings] == [("corrupt", 2)]


def test_given_a_trailer_without_root_then_the_pdf_is_mended_and_keeps_its_words(rendered, typed_pdf):
    whole = typed_pdf(TEXT, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    broken = whole.replace(b"/Root", b"/Toor").replace(b"startxref\n", b"startxref\n9")
    assert rendered(broken).pages[0].layer[0].text == "Lejekontrakt"


def test_given_an_empty_page_then_blank_and_readable(rendered):
    document = pikepdf.new()
    document.add_blank_page()
    file = io.BytesIO()
    document.save(file)
    quality = rendered(file.getvalue()).pages[0].quality
    assert (quality.readable, quality.issues) == (True, ("blank",))


def test_given_a_page_of_14400_points_then_its_picture_stays_within_the_budget(rendered):
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_400, 14_400))
    file = io.BytesIO()
    document.save(file)
    raster = rendered(file.getvalue(), page_pixels=1_000_000).pages[0].raster
    assert raster.width * raster.height <= 1_010_000
