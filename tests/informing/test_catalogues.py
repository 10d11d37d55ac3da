"""The letter's words: the same keys and places in each language, and a word for every kind of paper."""

import re
from pathlib import Path

from pipeline.catalogue import load_catalogues
from pipeline.vocabulary import LABELS, SERVICES, SET_ASIDE

MESSAGES = Path(__file__).parents[2] / "pipeline" / "informing" / "messages"
TEXTS = load_catalogues(MESSAGES).texts
UNTOLD = {"unreadable", "wrong_person", "not_needed"}
"""Told with what is asked, or by the heading alone."""


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_given_all_languages_then_they_have_the_same_keys_and_places():
    danish = {key: places(text) for key, text in TEXTS["da"].items()}
    for texts in TEXTS.values():
        assert {key: places(text) for key, text in texts.items()} == danish


def test_given_the_contract_then_labels_services_and_reasons_have_words():
    wanted = [f"label.{one}" for one in LABELS] + [f"service.{one}" for one in SERVICES]
    wanted += [f"set_aside.{one}" for one in SET_ASIDE if one not in UNTOLD]
    assert set(wanted) <= TEXTS["da"].keys()


def test_given_the_code_then_every_key_it_says_has_words():
    sources = "".join(path.read_text() for path in MESSAGES.parent.glob("*.py"))
    said = set(re.findall(r'say\(\s*"([\w.]+)"', sources))
    assert len(said) > 20
    assert said <= TEXTS["da"].keys()
