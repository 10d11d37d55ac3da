"""Days of a paper follow each other, or one of them was misread."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.consistency import (
    consistent,
    possible,
    surest,
    without_days_of_others,
    without_nationalities,
)
from pipeline.records import Box, Field, FieldSource, Word


def day(name: str, value: str, confidence: float = 0.9, source: FieldSource = "anchor") -> Field:
    return Field(
        name=name,
        value=value,
        raw=value,
        confidence=confidence,
        accepted=True,
        page=1,
        box=None,
        source=source,
    )


def proposal(name: str, value: str, source: FieldSource, confidence: float) -> Candidate:
    return Candidate(name, value, value, (), 1, confidence, source)


def test_an_end_before_the_start_waits_for_a_person() -> None:
    start, end = day("start_date", "2026-03-10"), day("end_date", "2026-02-27", 0.7)
    assert consistent((start, end)) == (start, replace(end, accepted=False))


def test_the_surer_of_two_days_stays_as_it_is() -> None:
    issued, expires = day("issue_date", "2031-01-05", 0.6), day("expiry_date", "2026-01-05", 0.99)
    assert [field.accepted for field in consistent((issued, expires))] == [False, True]


def test_a_signing_day_that_the_tagger_took_for_an_end_is_not_proposed() -> None:
    known = [proposal("start_date", "2026-03-10", "anchor", 0.9)]
    signing, end = (proposal("end_date", day, "model", 0.7) for day in ("2026-02-27", "2027-03-09"))
    assert possible([signing, end], known) == [end]


def test_a_day_that_a_label_gives_to_the_end_is_no_start() -> None:
    start, end = at("start_date", "2026-04-25", "anchor", 0.1), at("end_date", "2029-04-27", "anchor", 0.2)
    taken = at("start_date", "2029-04-27", "model", 0.2)
    elsewhere = at("start_date", "2026-04-24", "model", 0.6)
    assert possible([taken, elsewhere], [start, end]) == [elsewhere]
    assert possible([taken], [end]) == [taken]


def test_the_zone_outranks_a_label_that_is_surer() -> None:
    known = [
        proposal("expiry_date", "2012-04-15", "mrz", 0.9),
        proposal("expiry_date", "2007-04-16", "anchor", 0.95),
    ]
    assert surest(known) == {"expiry_date": "2012-04-15"}


def test_days_that_nobody_knows_contradict_nothing() -> None:
    born, issued = day("birth_date", "1950-XX-XX"), day("issue_date", "1949-01-01")
    assert consistent((born, issued)) == (born, issued)


@given(days=st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_days_in_order_stay(days: list[object]) -> None:
    fields = (day("start_date", str(days[0])), day("end_date", str(days[1])))
    assert consistent(fields) == fields


def test_two_doubtful_days_that_make_a_whole_month_are_right() -> None:
    start, end = (
        replace(day(name, value, 0.1), accepted=False)
        for name, value in (("period_start", "2024-02-01"), ("period_end", "2024-02-29"))
    )
    assert all(field.accepted for field in consistent((start, end)))
    assert not any(field.accepted for field in consistent((start, replace(end, value="2024-02-28"))))


def test_the_ends_of_a_period_that_were_taken_for_each_other_change_places() -> None:
    turned = (day("period_start", "2025-06-30"), day("period_end", "2025-06-01"))
    assert [(one.name, one.value, one.accepted) for one in consistent(turned)] == [
        ("period_start", "2025-06-01", True),
        ("period_end", "2025-06-30", True),
    ]
    odd = (day("period_start", "2025-06-17"), day("period_end", "2025-06-02"))
    assert [(one.value, one.accepted) for one in consistent(odd)] == [
        ("2025-06-02", False),
        ("2025-06-17", False),
    ]


def test_the_day_to_which_the_label_of_a_birth_leads_is_not_the_papers_own() -> None:
    born = at("issue_date", "1995-03-14", "model", 0.2)
    own = at("issue_date", "2025-08-04", "model", 0.6)
    assert without_days_of_others([born, own], (), {*born.words}) == [own]


def test_a_paper_that_expires_on_the_day_of_issue_was_read_twice_in_one_place() -> None:
    issued, expires = day("issue_date", "2031-05-19", 0.8), day("expiry_date", "2031-05-19", 0.99)
    assert [field.accepted for field in consistent((issued, expires))] == [False, True]


def at(name: str, value: str, source: FieldSource, y: float) -> Candidate:
    return Candidate(name, value, value, (Word(value, Box(0.4, y, 0.5, y + 0.01), 1.0, 0),), 1, 0.9, source)


def test_a_part_of_a_name_in_other_letters_or_of_the_other_part_is_not_proposed() -> None:
    known = [at("surname", "AL MASRI", "anchor", 0.2), proposal("given_names", "TAREK", "mrz", 0.9)]
    of_the_surname, foreign = (at("given_names", name, "model", 0.2) for name in ("AL MASRI", "ТАРЕК"))
    own = at("given_names", "TAREK", "model", 0.3)
    assert possible([of_the_surname, foreign, own], known) == [own]


def test_a_word_to_which_the_label_of_the_nationality_leads_is_no_name() -> None:
    citizen, name = at("nationality", "SYR", "anchor", 0.2), at("surname", "AL MASRI", "anchor", 0.3)
    taken_for_a_name = replace(citizen, name="given_names", value="SYRIAN")
    assert without_nationalities([citizen, taken_for_a_name, name]) == [citizen, name]


def test_a_month_of_which_the_day_is_known_is_not_proposed() -> None:
    known = [proposal("end_date", "2028-07-26", "anchor", 0.9)]
    month, other = (proposal("end_date", day, "model", 0.7) for day in ("2028-07-XX", "2029-07-XX"))
    assert possible([month, other], known) == [other]


def test_a_guest_whom_a_label_names_is_no_host_and_nobody_is_born_on_the_day_of_issue() -> None:
    host, guests = at("host_name", "Kirsten Dahl", "anchor", 0.2), at("guest_names", "Shirin", "anchor", 0.3)
    issued = at("issue_date", "2025-11-27", "anchor", 0.5)
    taken = [at("host_name", "Shirin", "model", 0.3), at("birth_date", "2025-11-27", "model", 0.5)]
    elsewhere = at("birth_date", "1972-08-03", "model", 0.6)
    assert possible([*taken, elsewhere], [host, guests, issued]) == [elsewhere]


def test_a_bare_year_is_no_amount() -> None:
    year = replace(proposal("closing_balance", "2026.00 DKK", "model", 0.7), raw="2026")
    amount = replace(year, raw="2026,00 kr.")
    assert possible([year, amount], []) == [amount]
