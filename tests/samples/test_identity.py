"""Identity papers: what is printed, what the zone says, and that the two agree unless it is told."""

from dataclasses import replace

import pytest

from samples.chance import chance
from samples.content import Content
from samples.drawings.portraits import photo_sheet, portrait
from samples.generator import set_content
from samples.identity.dates import printed_day, zone_day
from samples.identity.mrz import check_digit
from samples.identity.paper import issuers, sheet_words
from samples.identity.papers import MAKERS, make_identity
from samples.identity.variety import KINDS
from samples.identity.zones import FAULTS
from samples.looks.cards import CARD_PARTS
from samples.looks.families import Family, family
from samples.people.persons import origins
from samples.writing.content_maker import a_setting

STATES = {"national_id": "SWE", "residence_permit": "DNK", "visa": "DEU"}


def made(label: str, number: int, state: str | None = None, **how) -> Content:
    draw = chance("identity-test", label, number)
    state = state or STATES.get(label, draw.choice(issuers(MAKERS[label][1])))
    home = state if state in origins() else "UKR"
    return make_identity(label, state, a_setting("en", "train", draw, origin=home), faced=False, **how)


def look(sheet: str, number: int) -> Family:
    draw, plain = chance("identity-look", sheet, number), family(sheet, number)
    drawn = {part: draw.choice(names) for part, names in CARD_PARTS.get(sheet, {}).items()}
    return replace(plain, parts={**plain.parts, **drawn})


@pytest.mark.parametrize("label", sorted(MAKERS))
@pytest.mark.parametrize("number", range(4))
def test_given_any_paper_then_its_zone_stands_on_it_to_the_letter(label: str, number: int):
    content = made(label, number)
    printed = set_content(content, look(content.sheets[0], number), "train", chance("x", number))
    words = {word.text for page in printed.truth.pages for word in page.words}
    assert set(content.zone) <= words


@pytest.mark.parametrize("label", sorted(MAKERS))
@pytest.mark.parametrize("number", range(6))
def test_given_any_paper_then_no_word_lies_on_its_edge(label: str, number: int):
    content = made(label, number)
    printed = set_content(content, look(content.sheets[0], number + 7), "train", chance("y", number))
    boxes = [word.box for page in printed.truth.pages for word in page.words]
    assert min(box.x0 for box in boxes) > 0.005
    assert max(box.x1 for box in boxes) < 0.999
    assert max(box.y1 for box in boxes) < 0.999


@pytest.mark.parametrize("label", ["passport", "national_id", "residence_permit"])
def test_given_a_planned_paper_then_all_its_fields_are_printed(label: str):
    content = made(label, 1, given={"birth_date": "1985-03-04"})
    printed = set_content(content, look(content.sheets[0], 3), "train", chance("z", label))
    assert {name for name, value in content.fields.items() if value not in {"", None}} <= set(
        printed.truth.fields
    )


@pytest.mark.parametrize("state", sorted(set(issuers("passport"))))
def test_given_any_state_then_its_passport_can_be_made(state: str):
    content = made("passport", 2, state, given={})
    assert [len(line) for line in content.zone] == [44, 44]
    assert content.state == content.fields["issuing_state"]


@pytest.mark.parametrize("state", sorted(set(issuers("passport")) - set(issuers("licence"))))
def test_given_a_state_without_a_licence_of_its_own_then_one_can_be_sent_in_place_of_another_paper(
    state: str,
):
    assert made("driving_licence", 2, state, given={}).state == state


@pytest.mark.parametrize("fault", FAULTS)
def test_given_a_wished_fault_then_it_is_told_and_nothing_else_is_wrong(fault: str):
    plain, wrong = (made("passport", 5, "DNK", given={}, fault=one) for one in (None, fault))
    assert wrong.extra["disagrees"] == fault
    assert "disagrees" not in plain.extra
    assert wrong.fields == plain.fields
    assert wrong.zone != plain.zone
    line = wrong.zone[1]
    fits = check_digit(line[13:19]) == line[19]
    assert fits == (fault != "check_digit")


def test_given_many_free_passports_then_kinds_codes_and_nationalities_vary():
    found = [made("passport", number) for number in range(260)]
    assert len({one.kind for one in found}) >= len(KINDS) - 2
    assert {one.fields["nationality"] for one in found} & {"XXA", "XXB", "XXC"}
    assert any("disagrees" in one.extra for one in found)
    assert any(
        "XX-" in str(one.fields["birth_date"]) or "-XX" in str(one.fields["birth_date"]) for one in found
    )
    assert any("<" not in one.zone[1] for one in found)


def test_given_a_holder_without_nationality_then_the_zone_says_so():
    refugees = [one for one in (made("passport", n) for n in range(260)) if one.kind == "passport_refugee"]
    assert {one.zone[1][10:13] for one in refugees} <= {"XXB", "XXC"}


@pytest.mark.parametrize("label", ["national_id", "driving_licence", "health_insurance_card", "visa"])
def test_given_many_free_papers_then_their_sizes_and_forms_vary(label: str):
    forms = set()
    for number in range(80):
        draw = chance("forms", label, number)
        states = [one[0] for one in sheet_words()["visas"]] if label == "visa" else issuers(MAKERS[label][1])
        extra = made(label, number, draw.choice(states)).extra
        forms.add((extra["size"], extra.get("form", "")))
    assert len(forms) >= 2


def test_given_an_unknown_day_then_it_is_printed_and_coded_as_such():
    assert zone_day("1970-XX-XX") == "70<<<<"
    assert zone_day("1970-05-XX") == "7005<<"
    assert {printed_day("1970-XX-XX", style) for style in range(4)} == {
        "XX XX 1970",
        "00.00.1970",
        "--/--/1970",
        "1970",
    }


@pytest.mark.parametrize("style", range(10))
def test_given_a_birth_date_then_its_year_has_four_digits(style: str):
    assert "1962" in printed_day("1962-08-01", style, birth=True)


def test_given_one_name_then_the_same_face_comes_twice_and_another_for_another():
    first, again, other = (portrait("F", chance("face", name), age=30) for name in ("Ann", "Ann", "Bea"))
    assert first == again != other


def test_given_passport_photographs_then_single_ones_and_sheets_come():
    sizes = {photo_sheet(chance("photo", number)).width_mm > 60 for number in range(12)}
    assert sizes == {True, False}


def test_given_a_yellow_card_then_its_number_is_nobodys_and_marked():
    cards = [made("health_insurance_card", number, "DNK") for number in range(12)]
    yellow = next(one for one in cards if one.extra["form"] == "sundhedskort")
    assert str(yellow.fields["cpr"])[6] == "-"
