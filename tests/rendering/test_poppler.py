from pipeline.rendering.opening import poppler


def test_given_a_pdf_then_poppler_counts_and_draws_it(typed_pdf):
    content = typed_pdf("Lejekontrakt", "side to")
    picture = poppler.draw(content, 2, 500_000)
    assert poppler.pages(content) == 2
    assert picture.width * picture.height <= 510_000
    assert picture.convert("L").getextrema()[0] < 100


def test_given_no_pdf_then_poppler_finds_nothing():
    assert poppler.pages(b"no document") == 0
    assert poppler.draw(b"no document", 1, 500_000) is None
