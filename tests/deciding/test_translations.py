"""Whatever a letter may have to say can be said in each language that has catalogues."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from babel import Locale

from pipeline.deciding.in_force import MESSAGES
from pipeline.deciding.wording import LanguageName, Months, load_wording
from pipeline.vocabulary import INTERNAL_CODES
from tests.deciding.conftest import POLICIES

WORDING = load_wording(MESSAGES, POLICIES / "messages")
OTHERS = sorted(WORDING.texts.keys() - {"da", "en"})
DANISH = WORDING.texts["da"]
FOR_CASEWORKERS = (
    "field.",
    "question.",
    "whose.",
    "fact.field",
    *(f"finding.{one}" for one in INTERNAL_CODES),
)
SAID = [key for key in DANISH if not key.startswith((*FOR_CASEWORKERS, "days."))]


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def told(value: Any) -> Iterator[str]:
    """Every text of a policy, in Danish."""
    if isinstance(value, dict) and value.keys() == {"da", "en"}:
        yield value["da"]
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from told(one)


POLICY_TEXTS = {
    text
    for path in POLICIES.glob("*/*.yaml")
    for text in told(yaml.safe_load(path.read_text(encoding="utf-8")))
}


@pytest.mark.parametrize("language", OTHERS)
def test_given_a_language_then_it_says_all_that_a_letter_may_need_with_the_same_places(language):
    texts = WORDING.texts[language]
    assert {key: places(texts.get(key, "")) for key in SAID} == {key: places(DANISH[key]) for key in SAID}


@pytest.mark.parametrize("language", OTHERS)
def test_given_a_language_then_it_knows_no_key_that_danish_does_not(language):
    days = {f"days.{form}" for form in Locale.parse(language).plural_form.tags | {"other"}}
    assert WORDING.texts[language].keys() - DANISH.keys() <= days
    assert days <= WORDING.texts[language].keys()


@pytest.mark.parametrize("language", OTHERS)
def test_given_the_policies_then_the_language_has_every_text_of_theirs_and_no_stale_one(language):
    assert WORDING.translations[language].keys() == POLICY_TEXTS


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("da", 1, "1 dag"),
        ("en", 30, "30 days"),
        ("de", 30, "30 Tage"),
        ("pl", 2, "2 dni"),
        ("ro", 12, "12 zile"),
        ("ro", 30, "30 de zile"),
        ("uk", 31, "31 день"),
        ("uk", 92, "92 дні"),
        ("uk", 30, "30 днів"),
        ("ar", 3, "3 أيام"),
        ("ar", 30, "30 يوماً"),
        ("ar", 100, "100 يوم"),
    ],
)
def test_given_a_number_of_days_then_it_stands_in_its_plural_form(language, count, said):
    assert said in WORDING.also_in(language).say("finding.too_old", days=count)[language]


def test_given_months_and_a_language_then_each_is_called_by_its_own_name():
    spoken = WORDING.also_in("pl")
    assert "marzec 2026" in spoken.say("finding.period_gap.months", months=Months(((2026, 3),)))["pl"]
    assert "ukraiński" in spoken.say("finding.translation_missing", language=LanguageName("uk"))["pl"]


def test_given_a_text_that_a_language_lacks_then_only_that_language_goes_without():
    assert list(WORDING.also_in("de").say("question.quality", detail="")) == ["da", "en"]
    assert list(WORDING.also_in("de").own({"da": "ny tekst", "en": "new text"})) == ["da", "en"]
