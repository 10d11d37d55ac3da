"""Which pages belong together: a table of page streams, each with what it should become."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sets

from pipeline.classifying import classify
from pipeline.classifying.clues import Clues
from pipeline.classifying.sheets import Sheet
from pipeline.classifying.splitting import by_rule, split
from pipeline.page_counts import counted

STREAMS = {
    "a contract goes on over pages that say little": (
        ["Lejekontrakt", "nogle vilkår", "underskrifter"],
        [("lease", (1, 2, 3))],
    ),
    "a title repeated on each page does not split a contract": (
        ["Lejekontrakt", "Lejekontrakt fortsat"],
        [("lease", (1, 2))],
    ),
    "a page that looks like a sublease stays with its lease": (
        ["Lejekontrakt", "Fremleje"],
        [("lease", (1, 2))],
    ),
    "one-page papers with the same heading are one a person": (
        ["SIRI Nyropsgade Registreringsbevis Anna", "SIRI Nyropsgade Registreringsbevis Bo"],
        [("eu_residence_document", (1,)), ("eu_residence_document", (2,))],
    ),
    "certificates as long as letters are one a person, whatever their language": (
        [
            "Registreringsbevis\n" + "\n".join(f"ord{n} ordet{n} ordene{n}" for n in range(40)),
            "Registreringsbevis\n" + "\n".join(f"word{n} words{n} wordy{n}" for n in range(40)),
        ],
        [("eu_residence_document", (1,)), ("eu_residence_document", (2,))],
    ),
    "a certificate that counts from one is another one": (
        ["Registreringsbevis", "Registreringsbevis side 1 af 1"],
        [("eu_residence_document", (1,)), ("eu_residence_document", (2,))],
    ),
    "house rules stay with their contract": (["Lejekontrakt", "Husorden"], [("lease", (1, 2))]),
    "what is nothing here is split from a passport": (
        ["Pas", "Husorden"],
        [("passport", (1,)), ("other", (2,))],
    ),
    "a bundle of different papers is split": (
        ["Pas", "Lejekontrakt", "vilkår", "Lønseddel"],
        [("passport", (1,)), ("lease", (2, 3)), ("payslip", (4,))],
    ),
    "three payslips are three": (
        ["Lønseddel", "Lønseddel", "Lønseddel"],
        [("payslip", (1,)), ("payslip", (2,)), ("payslip", (3,))],
    ),
    "two sides of a card stay one": (["Identitetskort", "Identitetskort"], [("national_id", (1, 2))]),
    "a side that says little stays with its card": (["Identitetskort", "abc"], [("national_id", (1, 2))]),
    "a third side is another card": (
        ["Identitetskort", "Identitetskort", "Identitetskort"],
        [("national_id", (1, 2)), ("national_id", (3,))],
    ),
    "empty pages stand apart": (
        ["Lejekontrakt", "", "Pas"],
        [("lease", (1,)), ("blank", (2,)), ("passport", (3,))],
    ),
    "a page that counts on belongs to the one before": (
        ["Lønseddel side 1 af 2", "Lønseddel side 2 af 2"],
        [("payslip", (1, 2))],
    ),
    "a page that counts from one begins anew": (
        ["Lejekontrakt side 1 af 1", "Lejekontrakt side 1 af 1"],
        [("lease", (1,)), ("lease", (2,))],
    ),
}


@pytest.mark.parametrize("case", STREAMS)
def test_given_a_stream_of_pages_then_its_documents(case, reading, model):
    texts, expected = STREAMS[case]
    documents = classify(reading(*texts), using=model)
    assert [(document.label, document.pages) for document in documents] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Side 2 af 4", (2, 4)),
        ("page 1 of 3", (1, 3)),
        ("Seite 3 von 3", (3, 3)),
        ("Side 1/2", (1, 2)),
        ("side 5 af 4", None),
        ("12 of 14 items", None),
        ("", None),
    ],
)
def test_given_a_page_that_counts_itself_then_the_count_is_read(text, count):
    assert counted(text) == count


def sheet(label: str, share: float, **rest: float) -> Sheet:
    return Sheet(1, Clues((), ()), {label: share, **rest}, clear=share > 0.9, blank=False)


PAYSLIP, CARD, CONTRACT = sheet("payslip", 0.99), sheet("national_id", 0.99), sheet("lease", 0.99)


@pytest.mark.parametrize(
    ("opened", "page", "begins"),
    [
        ([PAYSLIP], PAYSLIP, True),
        ([CARD], CARD, False),
        ([CARD, CARD], CARD, True),
        ([CONTRACT], sheet("sublease", 0.99), False),
        ([CONTRACT], sheet("other", 0.99), False),
        ([PAYSLIP], sheet("other", 0.99), None),
        ([CONTRACT], sheet("lease", 0.6), None),
        ([sheet("lease", 0.6)], CONTRACT, None),
    ],
)
def test_given_what_is_certain_then_a_rule_decides_and_else_hints_are_weighed(opened, page, begins):
    assert by_rule(page, opened) is begins


@pytest.mark.parametrize(
    ("opened", "page", "documents"),
    [
        (PAYSLIP, sheet("lease", 0.6, other=0.3), 2),
        (PAYSLIP, sheet("other", 0.3, payslip=0.25), 1),
        (CONTRACT, sheet("owner_proof", 0.6, other=0.2), 2),
        (CONTRACT, sheet("other", 0.5, lease=0.2), 1),
        (CARD, sheet("photo_portrait", 0.5, national_id=0.2), 1),
    ],
)
def test_given_a_page_that_is_not_clear_then_it_goes_on_where_the_kind_before_is_likely(
    opened, page, documents
):
    assert len(list(split([opened, page]))) == documents


@given(count=integers(0, 6), firsts=sets(integers(1, 8), min_size=1))
def test_given_a_persons_division_then_just_those_pages_open_a_document(count, firsts):
    sheets = [Sheet(n, Clues((), ()), {"other": 1.0}, clear=True, blank=n == 2) for n in range(1, count + 1)]
    groups = list(split(sheets, firsts))
    assert [sheet for group in groups for sheet in group] == sheets
    assert {group[0].number for group in groups[1:]} == {n for n in firsts if 1 < n <= count}


def test_given_two_sound_zones_then_a_passport_and_a_card_are_two_papers():
    passport = replace(sheet("passport", 0.99), zone=("P<NGABALOGUN<<BISI", "A185055408NGA"))
    card = replace(sheet("passport", 0.5), zone=("IRDNKP375025173", "8703237F2410269NGA"))
    assert by_rule(card, [passport]) is True
    assert by_rule(replace(card, zone=passport.zone), [passport]) is not True
