import itertools
from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.reading.doubts import Doubt, doubts, merged
from pipeline.reading.line_finding import find_lines, text_area
from pipeline.reading.line_recogniser import LineRecogniser
from pipeline.reading.pictures import grey_of, picture_of
from pipeline.reading.refusals import EngineMissing, HeadsDown
from pipeline.reading.strip_reading import Sign, least_sure
from pipeline.reading.text_lines import TextLine, strip_of
from pipeline.reading.weights import alphabet, recogniser, weights
from pipeline.records import Raster
from tests.reading.conftest import LETTER


@pytest.fixture(scope="module")
def lines() -> LineRecogniser:
    return LineRecogniser()


def bent(raster: Raster, rise: float) -> Raster:
    """The page as if it were rolled: its middle lifted by so many pixels."""
    grey = grey_of(raster)
    ys, xs = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]].astype(np.float32)
    picture = cv2.remap(
        grey, xs, ys + rise * np.sin(np.pi * xs / grey.shape[1]), cv2.INTER_LINEAR, borderValue=255
    )
    return Raster(raster.width, raster.height, 1, np.asarray(picture, np.uint8).tobytes())


def test_given_a_drawn_page_when_recognised_then_it_is_read_to_the_letter(lines, letter):
    read = lines.recognise(letter)
    said = [" ".join(word.text for word in read if word.line == number) for number in range(len(LETTER))]
    assert said == list(LETTER)


def test_given_a_drawn_page_then_words_know_where_they_stand(lines, letter):
    first = lines.recognise(letter)[0]
    assert first.text == "Lejekontrakt"
    assert (first.box.x0, first.box.y0) == pytest.approx((80 / 1240, 87 / 1000), abs=0.01)
    assert 0.5 < first.confidence <= 1


def test_given_words_in_a_line_then_no_box_reaches_into_the_next(lines, letter):
    read = lines.recognise(letter)
    for before, after in itertools.pairwise(read):
        if before.line == after.line:
            assert before.box.x1 <= after.box.x0 + 0.005


@pytest.mark.parametrize("rise", [0, 14, 28])
def test_given_a_curled_page_then_bent_lines_are_followed(lines, letter, rise):
    said = {word.text.strip(".,:") for word in lines.recognise(bent(letter, rise))}
    assert {"Ærøskøbing", "Nørrebrogade", "8.450,00", "vedligeholde", "depositum"} <= said


def test_given_a_curled_page_then_its_lines_have_more_than_two_places(letter):
    picture = cv2.cvtColor(grey_of(bent(letter, 60)), cv2.COLOR_GRAY2BGR)
    long = [line for line in find_lines(picture) if line.length > 600]
    assert long
    assert all(len(line.top) > 2 for line in long)


def test_given_an_empty_page_then_nothing_is_read(lines, drawn):
    assert lines.recognise(drawn(())) == ()


def test_given_a_line_then_its_strip_is_level_and_of_one_height():
    picture = np.full((200, 400, 3), 255, np.uint8)
    slanted = TextLine(
        np.array([[20, 40], [380, 60]], np.float32), np.array([[18, 80], [378, 100]], np.float32)
    )
    assert strip_of(picture, slanted).shape[0] == 48


def signs(text: str, sure: float) -> tuple[Sign, ...]:
    return tuple(Sign(letter, place / len(text), sure) for place, letter in enumerate(text))


@pytest.mark.parametrize(
    ("quick", "careful", "kept"),
    [
        (signs("Øster", 0.95), signs("0ster", 0.5), "Øster"),
        (signs("Oster", 0.6), signs("Øster", 0.9), "Øster"),
        (signs("Natalia", 0.98), signs("Nataliia", 0.8), "Nataliia"),
    ],
)
def test_given_two_readings_then_single_signs_go_to_the_surer(quick, careful, kept):
    assert "".join(sign.text for sign in merged(quick, careful)) == kept


def test_given_nothing_read_then_nothing_is_sure():
    assert least_sure(()) == 0


def test_given_weights_that_are_not_there_then_the_error_names_them():
    with pytest.raises(EngineMissing, match="models/none"):
        weights("models/none.onnx")


def test_given_a_doubtful_word_then_it_is_read_again_with_its_neighbours():
    line = list(signs("seksogtyve to tre fire fem syvogtyve", 0.99))
    line[15] = replace(line[15], sure=0.5)
    assert doubts(tuple(line), 0.9, 360) == [Doubt(11, 22, 100, 228)]


def test_given_nothing_but_doubt_then_the_whole_strip_is_read_again():
    assert doubts(signs("en to", 0.5), 0.9, 50) == [Doubt(0, 5, 0, 50)]
    assert doubts((), 0.9, 50) == [Doubt(0, 0, 0, 50)]


def test_given_a_sheet_on_a_large_table_then_only_the_sheet_is_looked_at(letter):
    sheet = grey_of(letter)
    table = np.full((3000, 3000), 60, np.uint8)
    table[1000:2000, 900:2140] = sheet
    area = text_area(cv2.cvtColor(table, cv2.COLOR_GRAY2BGR))
    assert area.left > 600
    assert area.bottom < 2000


@pytest.mark.parametrize("size", ["tiny", "small"])
def test_given_a_model_then_it_has_a_class_for_each_sign_of_the_alphabet(size):
    assert recogniser(size).get_outputs()[0].shape[-1] == len(alphabet(size))
    assert {"Æ", "ø", "å", "ß", "Ł", "ş", "€", "<", " ", ""} <= set(alphabet(size))


def test_given_a_stamp_over_text_then_the_text_is_read_all_the_same(lines, letter):
    page = picture_of(letter)
    print_ = np.zeros(page.shape[:2], np.uint8)
    cv2.putText(print_, "MODTAGET 04.05.26", (180, 330), cv2.FONT_HERSHEY_DUPLEX, 1.8, 255, 4)
    cv2.rectangle(print_, (160, 270), (800, 350), 255, 4)
    askew = cv2.warpAffine(print_, cv2.getRotationMatrix2D((600, 300), -14, 1.0), page.shape[1::-1])
    blue = 255 - (askew[..., None] / 255 * np.array([60, 110, 150])).astype(np.uint8)
    stamped = cv2.cvtColor(cv2.multiply(page, blue, scale=1 / 255), cv2.COLOR_BGR2RGB)
    read = lines.recognise(Raster(letter.width, letter.height, 3, stamped.tobytes()))
    said = " ".join(word.text for word in read)
    assert [line for line in LETTER if line not in said] == []


def test_given_fillers_that_point_the_other_way_then_the_page_stands_on_its_head(drawn):
    lines = (
        "PASSPORT SPECIMEN",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    reader = LineRecogniser()
    upright, over = (
        drawn(lines, size=24, font="DejaVuSansMono.ttf"),
        drawn(lines, size=24, turn=180, font="DejaVuSansMono.ttf"),
    )
    assert any("<<<" in word.text for word in reader.recognise(upright))
    with pytest.raises(HeadsDown):
        reader.recognise(over)


def test_given_a_page_that_points_onwards_then_it_stands_upright(drawn):
    words = LineRecogniser().recognise(drawn(("Next page >>>", "Selvbetjening >>>")))
    assert any(">" in word.text for word in words)
