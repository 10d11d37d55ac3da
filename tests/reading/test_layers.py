from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis.strategies import text

from pipeline.reading.layers import Trust, reads_like_language, trust_in_layer, words_beside

DANISH = "Lejeren har ret til at bruge haven og lejemålet begynder den første marts efter aftale med udlejer"


def caesar(said: str) -> str:
    return "".join(
        chr((ord(sign) - 97 + 3) % 26 + 97) if sign.isascii() and sign.isalpha() else sign
        for sign in said.lower()
    )


@pytest.mark.parametrize(
    "said", [DANISH, DANISH.upper(), "12.500,00 DKK", "Umowa o pracę zawarta w dniu", "договор"]
)
def test_given_language_or_numbers_then_it_reads_like_language(said):
    assert reads_like_language(said)


@pytest.mark.parametrize(
    "said", ["", " ", "\ufffd\ufffd Lejekontrakt", "\ue001\ue002\ue003", "….….…", caesar(DANISH)]
)
def test_given_nothing_or_a_broken_encoding_then_it_does_not(said):
    assert not reads_like_language(said)


@pytest.mark.parametrize("by", [3, 29])
@pytest.mark.parametrize(
    "said",
    [
        "Maxkamadda degmada waxay go'aamisay in guurku uu dhammaado sida ay codsadeen labada qof",
        "Свідоцтво про народження видано відділом державної реєстрації актів цивільного стану",
        "Πιστοποιητικό γάμου που εκδόθηκε από το ληξιαρχείο του δήμου μετά από αίτηση",
        "شهادة ميلاد صادرة عن مكتب السجل المدني بناء على طلب صاحب الشأن وفق القانون",
    ],
)
def test_given_a_font_that_names_each_sign_wrongly_then_it_does_not_in_any_script(said, by):
    assert reads_like_language(said)
    assert not reads_like_language("".join(chr(ord(sign) + by) for sign in said))


@pytest.mark.parametrize("said", ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<" * 2, "_" * 70 + DANISH])
def test_given_a_machine_zone_or_lines_to_write_on_then_it_may_be_trusted(said):
    assert reads_like_language(said)


@given(text(max_size=200))
def test_given_any_text_then_there_is_an_answer(said):
    assert reads_like_language(said) in {True, False}


def test_given_a_layer_that_says_what_the_page_shows_then_it_is_trusted(page, letter, printed):
    assert trust_in_layer(page(letter, printed)) is Trust.WHOLE


def test_given_a_layer_that_a_scanner_put_behind_its_picture_then_it_is_not_trusted(page, letter, printed):
    unseen = tuple(replace(word, confidence=0.8) for word in printed)
    assert trust_in_layer(page(letter, unseen)) is Trust.NONE


def test_given_no_layer_then_there_is_nothing_to_trust(page, letter):
    assert trust_in_layer(page(letter)) is Trust.NONE


def test_given_a_layer_beside_the_ink_then_it_is_not_trusted(page, letter, words):
    assert trust_in_layer(page(letter, words(["ord fra en anden side"] * 3, at=0.8))) is Trust.NONE


def test_given_a_layer_of_one_line_then_it_tells_a_part(page, letter, printed):
    first = tuple(word for word in printed if word.line == 0)
    assert trust_in_layer(page(letter, first)) is Trust.PART


def test_given_words_seen_where_the_layer_has_some_then_only_the_others_are_new(words):
    layer, seen = words(["en to"]), words(["en to", "tre fire"])
    assert [(word.text, word.line) for word in words_beside(layer, seen)] == [("tre", 2), ("fire", 2)]
