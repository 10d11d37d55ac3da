import pytest

from pipeline.reading.spelling import LISTS, Spelling, danish_spelling

DOUBTED, SURELY_READ = 0.5, 0.999


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    found = danish_spelling()
    assert found, f"no list of Danish words in {LISTS}"
    return found


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("formál.", "formål."),
        ("mâneders", "måneders"),
        ("Fodselsdato:", "Fødselsdato:"),
        ("VAERELSE", "VÆRELSE"),
        ("bekraæftes", "bekræftes"),
        ("Egtefaelle", "Ægtefælle"),
        ("Mánedslonnen", "Månedslønnen"),
        ("EU-opholdsbekendtgorelsen.", "EU-opholdsbekendtgørelsen."),
        ("s0ger", "søger"),
    ],
)
def test_given_a_doubtful_word_that_one_listed_word_fits_then_it_is_written_so(spelling, read, printed):
    assert spelling.mended(read, DOUBTED) == printed


@pytest.mark.parametrize(
    "word",
    [
        "for",
        "Lejer",
        "movement",
        "Hernández",
        "Xyzzy",
        "8d0b-4e0a",
        "0001774P0L7203",
        "P<POLKOWALSKA<<AGNIESZKA",
        "fer",
        "",
        "12-04-2020",
    ],
)
def test_given_a_known_word_or_one_that_nothing_fits_then_it_stays(spelling, word):
    assert spelling.mended(word, DOUBTED) == word


def test_given_a_name_that_was_read_surely_then_it_stays(spelling):
    assert spelling.mended("Soren", SURELY_READ) == "Soren"
    assert spelling.mended("Soren", DOUBTED) == "Søren"


def test_given_a_sign_that_no_danish_word_holds_then_even_a_sure_reading_is_mended(spelling):
    assert spelling.mended("nár", SURELY_READ) == "når"


def test_given_no_list_then_there_is_no_spelling(tmp_path):
    assert danish_spelling(tmp_path) is None
