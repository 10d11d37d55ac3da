import pytest

from pipeline.equip import Options, readers, rendering_tools
from pipeline.intake import Limits


@pytest.mark.parametrize("engine", ["pp-ocr", "tesseract"])
def test_given_one_engine_then_pages_are_read_and_turned_all_the_same(engine, drawn, letter):
    said = {word.text for word in readers(Options([engine])).recogniser.recognise(letter)}
    assert {"Lejekontrakt", "Ærøskøbing", "8.450,00"} <= said
    assert rendering_tools(Limits(), Options([engine])).orienter.turn(letter) == 0


def test_given_one_engine_then_its_name_alone_stands_in_the_versions():
    assert readers(Options(["pp-ocr"])).recogniser.name.startswith("PP-OCRv6")
    assert "tesseract" not in readers(Options(["pp-ocr"])).recogniser.name
    assert readers(Options(["tesseract"])).recogniser.name.startswith("tesseract")


def test_given_no_engine_then_the_error_names_those_there_are():
    with pytest.raises(ValueError, match="pp-ocr, tesseract"):
        Options([])


def test_given_an_engine_that_does_not_exist_then_the_error_names_those_there_are():
    with pytest.raises(ValueError, match="pp-ocr, tesseract"):
        Options(["pp-ocr", "easyocr"])
