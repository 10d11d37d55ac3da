"""The letters of the sample cases: in the applicant's language, plain, short."""

from typing import Any

import pytest

from tests.contract.test_screen import CASES
from tests.informing.reading_ease import lix, prose
from tests.informing.test_reading_ease import BOUND

WRITTEN = {"da", "en", "de", "pl", "ro", "uk", "ar"}
WORDS_A_PAGE = 400


@pytest.mark.parametrize("case", CASES)
def test_given_a_sample_case_then_its_danish_letter_is_plain_and_short(case: str, verdicts: dict[str, Any]):
    letter = verdicts[case]["letter"]["da"]
    assert lix(letter) < BOUND
    assert lix(prose(letter)) < BOUND
    assert len(letter.split()) < WORDS_A_PAGE


@pytest.mark.parametrize("case", CASES)
def test_given_a_sample_case_then_it_is_written_to_in_its_own_language(case: str, verdicts: dict[str, Any]):
    verdict = verdicts[case]
    own = {item for item in verdict["letter"] if item not in ("da", "en")}
    asked = {language for one in verdict["requirements"] for language in one["title"]} & WRITTEN
    assert own == asked - {"da", "en"}
