from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogues, load_catalogues
from pipeline.deciding import decide, load_policies
from pipeline.informing import inform
from pipeline.matching import match
from pipeline.records import Flags, Texts
from tests.deciding.papers import ADDRESS, case, complete, lease, paper, profile, someone, upload

PIPELINE = Path(__file__).parents[2] / "pipeline"
SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return load_catalogues(PIPELINE / "informing" / "messages")


@pytest.fixture(scope="module")
def letters(catalogues):
    policy = load_policies(PIPELINE / "policies")["dk-cpr-entry"][0]

    def write(*uploads, **told) -> Texts:
        return inform(decide(match(case(*uploads, **told)), using=policy), using=catalogues)

    return write


def test_given_a_complete_case_then_the_letter_says_book_and_bring(letters):
    letter = letters(*complete())["da"]
    for words in (
        "Bestil tid til et møde",
        "Tag originalerne med",
        "- lejekontrakt",
        "Legitimation: pas.jpg",
    ):
        assert words in letter
    assert "Det mangler vi" not in letter


def test_given_a_gap_then_the_letter_says_what_why_how_by_when_and_what_next(letters):
    unsigned = upload(lease(signed_landlord=False), file="Lejekontrakt.pdf", language="da")
    letter = letters(*complete()[:2], unsigned)["da"]
    for words in (
        "Der mangler underskrift fra udlejeren i Lejekontrakt.pdf",
        "Send hele dokumentet igen",
        "En fremlejekontrakt",
        "CPR-loven § 16",
        "16. marts 2026",
        "Hvad sker der nu?",
        "tale for dig (forvaltningsloven § 8)",
        "tale med en medarbejder",
        "med posten",
    ):
        assert words in letter


def test_given_a_doubt_then_the_letter_says_that_nothing_need_be_done(letters):
    letter = letters(*complete()[:2], upload(lease(start_date=None)))["en"]
    assert "A caseworker is looking at this:\n- Home: scan.pdf" in letter
    assert "This is missing" not in letter


def test_given_a_family_then_each_line_says_whose(letters):
    letter = letters(*complete(), who=profile(SPOUSE))["en"]
    assert "Proof of identity – your spouse" in letter


def test_given_an_extra_paper_then_the_letter_says_that_it_is_not_needed(letters):
    assert (
        "extra.pdf (not necessary in this case)"
        in letters(*complete(), upload(paper("other"), file="extra.pdf"))["en"]
    )


def test_given_the_eu_document_at_the_same_visit_then_it_is_to_be_brought(letters):
    who = profile(answers={"housing": "lease", "eu_document_same_visit": True})
    assert "which you get at the same visit" in letters(complete()[0], complete()[2], who=who)["en"]


def test_given_protection_or_not_then_no_letter_holds_an_address_or_a_value_read(letters):
    for flags in (Flags(), Flags(address_protection=True)):
        for uploads in (
            complete(),
            complete()[:1],
            (*complete()[:2], upload(lease(address="Gade 1, 1000 K"))),
        ):
            letter = "\n".join(letters(*uploads, who=profile(flags=flags)).values())
            assert not any(
                secret in letter for secret in (ADDRESS, "Nørrebrogade", "Gade 1", "XDA123456", "1991")
            )


def test_given_a_language_without_catalogue_then_danish_and_english(letters):
    assert list(letters(*complete(), who=profile(language="hu"))) == ["da", "en"]


def test_given_a_language_with_catalogue_then_it_comes_third(catalogues):
    policy = load_policies(PIPELINE / "policies")["dk-cpr-entry"][0]
    more = Catalogues({**catalogues.texts, "de": catalogues.texts["en"]})
    assessment = decide(match(case(*complete(), who=profile(language="de"))), using=policy)
    assert list(inform(assessment, using=more)) == ["da", "en", "de"]


def test_given_a_person_without_name_then_the_greeting_does_without(letters):
    who = profile(applicant=replace(someone(), given_names=None, surname=None))
    assert "\nHello\n" in letters(*complete(), who=who)["en"]


def test_given_any_letter_then_no_gap_is_wider_than_one_line(letters):
    for uploads in (complete(), complete()[:1], (), (*complete(), upload(paper("other")))):
        assert all("\n\n\n" not in letter for letter in letters(*uploads).values())


def test_given_any_letter_then_it_reads_easily(letters):
    """LIX (Björnsson): words a sentence plus the share of words over six letters; 45 is ordinary prose."""
    text = letters(complete()[0])["da"]
    sentences = [one for one in text.replace("\n", ". ").split(". ") if len(one.split()) > 1]
    words = text.split()
    lix = len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)
    assert lix < 45
