"""Both languages say everything the pages need."""

import re
import string
from datetime import timedelta
from pathlib import Path

import pytest

from flows.ports import REASONS
from pipeline.vocabulary import (
    FAILURE_CODES,
    FIELDS,
    INTERNAL_CODES,
    LABEL_GROUPS,
    LABELS,
    MISSING_CODES,
    QUALITY_ISSUES,
    SERVICES,
    SET_ASIDE,
)
from review.pages import TEMPLATES
from review.words import load_words

WORDS = load_words()
GROUPS = {
    "label": {*LABELS, "unknown"},
    "labels": LABEL_GROUPS,
    "field": {"cpr", *(name for names in FIELDS.values() for name in names)},
    "service": SERVICES,
    "failure": FAILURE_CODES,
    "quality": QUALITY_ISSUES,
    "code": MISSING_CODES,
    "finding": INTERNAL_CODES,
    "aside": SET_ASIDE,
    "status": ("satisfied", "missing", "defective", "uncertain", "not_applicable"),
    "outcome": ("complete", "incomplete", "needs_review"),
    "event_outcome": ("complete", "incomplete", "needs_review"),
    "parked": REASONS,
    "next": ("book_verification", "send_missing", "wait_for_caseworker"),
    "question": ("label", "field", "match", "quality", "rule", "failure", "problem"),
    "source": ("mrz", "anchor", "model", "rule", "layer", "signature", "person"),
    "hint": ("date", "amount", "yes_no", "list", "state", "choice", "number", "digits", "text"),
}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_given_two_languages_then_their_keys_and_places_are_the_same():
    danish, english = (WORDS["da"].catalogues.texts[language] for language in ("da", "en"))
    assert set(danish) == set(english)
    assert [key for key in danish if places(danish[key]) != places(english[key])] == []


@pytest.mark.parametrize("group", GROUPS)
def test_given_any_code_of_the_contract_then_there_are_words_for_it(group):
    texts = WORDS["en"].catalogues.texts["en"]
    assert [code for code in GROUPS[group] if f"{group}.{code}" not in texts] == []


def test_given_any_page_then_the_words_it_names_exist():
    named = {
        key
        for page in Path(TEMPLATES).glob("*.html")
        for key in re.findall(r'(?<![a-z])t\(["\']([\w.]+[a-z_])["\'][,)]', page.read_text())
    }
    assert named - set(WORDS["da"].catalogues.texts["da"]) == set()


def test_given_the_groups_of_labels_then_every_label_stands_in_one():
    assert sorted(label for labels in LABEL_GROUPS.values() for label in labels) == sorted(LABELS)


def test_given_a_code_of_a_newer_policy_then_the_code_itself_is_shown():
    assert WORDS["en"].of("finding", "brand_new") == "brand_new"


def test_given_a_second_child_then_it_is_named_so():
    assert (WORDS["en"].subject("child-2"), WORDS["da"].subject(None)) == ("Child 2", "Ingen bestemt")


def test_given_two_days_of_waiting_then_they_are_said_in_days(now):
    assert WORDS["da"].waited(now - timedelta(hours=49), now) == "2 dage"


def test_given_a_browser_that_prefers_danish_then_the_desk_speaks_danish(newcomer):
    assert "Adgangskode" in newcomer.get("/sign-in", headers={"accept-language": "da-DK,da;q=0.9"}).text


def test_given_another_language_is_chosen_then_it_stays_chosen(desk):
    desk.post("/language", language="da", back="/queue")
    assert '<html lang="da">' in desk.get("/queue").text
