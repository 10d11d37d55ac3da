"""The letter's words: the same keys and places in each language, and a word for every kind of paper."""

import re
from pathlib import Path

from pipeline.catalogue import load_catalogues
from pipeline.vocabulary import LABELS, SERVICES, SET_ASIDE

MESSAGES = Path(__file__).parents[2] / "pipeline" / "informing" / "messages"
TEXTS = load_catalogues(MESSAGES).texts
UNTOLD = {"unreadable", "wrong_person"}


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


def test_given_the_template_then_every_key_it_says_has_words():
    template = (MESSAGES.parent / "letter.txt.j2").read_text()
    said = set(re.findall(r'say\("([\w.]+)"[),]', template))
    assert said
    assert said <= TEXTS["da"].keys()
