"""Values as languages print them, and back to their normal form."""

from datetime import date

import pytest
from babel.dates import parse_date
from convertdate import persian
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from samples.chance import chance
from samples.tally import ABROAD, HOUSE
from samples.writing.content_maker import a_setting
from samples.writing.printing import printed, printed_address, printed_amount, printed_date
from samples.writing.values import Value, drawn

DAYS = st.dates(date(1930, 1, 1), date(2035, 12, 31))
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@pytest.mark.parametrize("language", sorted(HOUSE | ABROAD))
@given(day=DAYS, style=st.integers(0, 11))
def test_a_printed_day_shows_its_number_and_year(language: str, day: date, style: int):
    text = printed_date(day.isoformat(), language, style).translate(WESTERN)
    year = str(persian.from_gregorian(day.year, day.month, day.day)[0]) if language == "fa" else str(day.year)
    assert year in text
    assert str(day.day) in text or language == "fa"


@given(day=DAYS)
def test_a_danish_day_can_be_read_back(day: date):
    assert parse_date(printed_date(day.isoformat(), "da", 0), locale="da") == day


def test_given_a_persian_day_then_the_common_one_may_stand_behind_it():
    assert printed_date("2024-03-05", "fa", 3) == "1402/12/15 (05/03/2024)"
    assert printed_date("2024-03-05", "fa", 4) == "۱۴۰۲/۱۲/۱۵"


def test_given_an_arabic_day_then_the_islamic_one_may_stand_beside_it():
    assert printed_date("2024-03-05", "ar", 5).endswith("(24/08/1445 هـ)")


@pytest.mark.parametrize(
    ("language", "style", "text"),
    [
        ("da", 0, "12.500 kr."),
        ("da", 1, "kr. 12.500,00"),
        ("en", 2, "12,500.00 DKK"),
        ("da", 3, "kr. 12.500,-"),
    ],
)
def test_an_amount_as_danish_and_english_papers_print_it(language: str, style: int, text: str):
    assert printed_amount("12500.00 DKK", language, style) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (0, "Nørrebrogade 12B, 3. tv, 2200 København N"),
        (9, "Nørrebrogade 12B, 3.tv., 2200 København N"),
        (10, "Nørrebrogade 12B, 3 tv, 2200 København N"),
        (11, "Nørrebrogade 12 B, 3. tv, 2200 København N"),
    ],
)
def test_an_address_in_the_ways_people_write_it(style: int, text: str):
    assert printed_address("Nørrebrogade 12B, 3. tv, 2200 København N", style) == text


@pytest.mark.parametrize(("style", "text"), [(0, "010190-1234"), (4, "0101901234"), (5, "010190 1234")])
def test_a_cpr_number_with_and_without_its_hyphen(style: int, text: str):
    assert printed(Value("cpr", "010190-1234"), "da", style) == text


@pytest.mark.parametrize(
    "state", ["DK", "DE", "ES", "NO", "SE", "PT", "PL", "HR", "LT", "GR", "TR", "RO", "UA"]
)
def test_an_account_number_has_the_length_and_check_digits_of_its_state(state: str):
    setting = a_setting("da", "train", chance("iban", state))
    iban.validate(str(drawn(f"iban {state}", setting).normal), check_country=False)
    assert iban.calc_check_digits(str(drawn(f"iban {state}", setting).normal)).isdigit()
