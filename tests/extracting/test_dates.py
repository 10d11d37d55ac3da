"""Dates as printed anywhere."""

from datetime import date

import pytest
from babel.dates import format_date
from convertdate import persian
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extracting.normalise.dates import find_dates, find_ranges, month_stands_first
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.normalise.months import LANGUAGES, month_of

CONTEXT = Context(latest_year=2041)
EVERY = "bg ca cs da de el en es et fi fr hr hu is it lt lv mt nb nl pl pt ro ru sk sl sv tr uk"
DAYS = st.dates(date(1900, 1, 1), date(2040, 12, 31))


def first(text: str, context: Context = CONTEXT) -> object:
    found = find_dates(text, context)
    return found[0].value if found else None


@given(
    day=DAYS, form=st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %m %Y", "%Y.%m.%d"])
)
def test_given_any_day_in_figures_when_read_then_it_is_that_day(day, form):
    assert first(day.strftime(form)) == day.isoformat()


@settings(deadline=None)  # the first call loads the months of all languages
@given(
    day=DAYS,
    language=st.sampled_from(EVERY.split()),
)
def test_given_any_day_in_words_when_read_then_it_is_that_day(day, language):
    text = format_date(day, format="long", locale=language)
    assert first(text, Context(2041, language)) == day.isoformat()


@settings(deadline=None)
@given(day=DAYS, language=st.sampled_from(["ar", "ar_SY", "ar_MA", "ar_DZ"]))
def test_given_any_day_in_arabic_when_read_then_the_months_of_every_region_are_known(day, language):
    assert first(format_date(day, "d MMMM y", locale=language), Context(2041, "ar")) == day.isoformat()


@settings(deadline=None)  # the first call loads the calendar
@given(day=DAYS, western=st.booleans())
def test_given_any_day_of_the_solar_hijri_calendar_when_read_then_the_common_one(day, western):
    year, month, number = persian.from_gregorian(day.year, day.month, day.day)
    printed = f"{year}/{month:02}/{number:02}"
    figures = printed if western else printed.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert first(figures, Context(2041, "fa")) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("۲۲ مرداد ۱۳۹۵", "2016-08-12"),
        ("3 میزان 1400", "2021-09-25"),
        ("31 دی 1400", None),
        ("30 اسفند 1400", None),
    ],
)
def test_given_a_month_of_iran_or_afghanistan_when_read_then_its_name_tells_the_calendar(text, value):
    assert first(text) == value


def test_given_a_lunar_year_on_an_arabic_paper_when_read_then_it_is_no_solar_one():
    assert first("1402/05/22", Context(2041, "ar")) is None


@given(text=st.text(max_size=60))
def test_given_any_text_when_read_then_found_places_lie_within_it(text):
    for found in find_dates(text, CONTEXT):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1. februar 2026", "2026-02-01"),
        ("22 MAI/MAY 2023", "2023-05-22"),
        ("09 9月/SEP 2000", "2000-09-09"),
        ("12.XI.2020", "2020-11-12"),
        ("5/9 1994", "1994-09-05"),
        ("March 3, 2026", "2026-03-03"),
        ("XX.XX.1970", "1970-XX-XX"),
        ("01.11.25", "2025-11-01"),
        ("01.11.85", "1985-11-01"),
        ("O1.O2.2O26", "2026-02-01"),
        ("juni 2025", "2025-06-XX"),
        ("31.02.2026", None),
        ("31 55 60 28", None),
        ("12.500,00", None),
    ],
)
def test_given_a_printed_form_when_read_then_its_normal_form(text, value):
    assert first(text) == value


def test_given_a_state_that_writes_the_month_first_when_ambiguous_then_its_custom_holds():
    assert first("03/04/2026", Context(2041, month_first=True)) == "2026-03-04"


def test_given_a_month_alone_when_a_range_is_asked_then_all_its_days():
    (pair,) = find_ranges("februar 2024", CONTEXT)
    assert [one.value for one in pair] == ["2024-02-01", "2024-02-29"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_given_any_language_when_its_months_are_asked_then_all_twelve_are_known(language):
    names = [format_date(date(2026, month, 1), "MMMM", locale=language) for month in range(1, 13)]
    assert [month_of(name, language[:2]) for name in names] == list(range(1, 13))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("26-05-2026-05 2022", []),
        ("01-02-2026-31-01-2028", ["2026-02-01", "2028-01-31"]),
        ("26-05-2026 - 3 rooms", ["2026-05-26"]),
        ("Date: 3010712025", ["2025-07-30"]),
        ("Ref. 3910712025", []),
    ],
)
def test_given_figures_that_run_on_when_read_then_a_stamp_over_a_date_is_none(text, values):
    assert [one.value for one in find_dates(text, Context(latest_year=2041))] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("born 03/04/1988, expires 03/23/2026", True),
        ("born 03/04/1988", False),
        ("03/23/2026 and 23/03/2026", False),
        ("born 23/03/1988", False),
        ("2026-03-23", False),
        ("DRIVER LICENSE born 01/06/1958", True),
        ("123 Main St, Olympia, WA 98501 born 01/06/1958", True),
        ("WA 98501, now Nørrebrogade 3, 2200 København N, born 01/06/1958", False),
        ("DRIVER LICENSE born 23/06/1958", False),
    ],
)
def test_given_a_page_then_its_unmistakable_days_tell_whether_the_month_stands_first(text, expected):
    assert month_stands_first(text) is expected


def test_given_strokes_read_as_equals_signs_then_the_day_is_read():
    assert first("2026=06=15") == "2026-06-15"


def test_given_a_day_whose_month_was_struck_out_when_a_period_is_looked_for_then_there_is_none():
    assert not find_ranges("12.XX.2024", CONTEXT)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23 OCT OCT 32", "2032-10-23"),
        ("27MAY MAI 29", "2029-05-27"),
        ("26 AUG AOUT 22", "2022-08-26"),
        ("1 May to 31 May 2024", "2024-05-31"),
        ("1. maj mandag 31. maj 2024", "2024-05-31"),
    ],
)
def test_given_a_month_in_two_languages_without_the_stroke_between_then_the_day_is_read(text, day):
    assert first(text) == day
