"""What a letter says, in words."""

from dataclasses import replace

import pytest

from pipeline.informing import as_text, inform
from pipeline.informing.forms import parted
from pipeline.records import Finding, Flags
from tests.deciding.papers import (
    ADDRESS,
    complete,
    eu_document,
    lease,
    paper,
    passport,
    profile,
    someone,
    upload,
)

SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")


@pytest.fixture(scope="module")
def letters(written):
    def write(*uploads, **told):
        return {language: as_text(letter) for language, letter in written(*uploads, **told).items()}

    return write


def test_given_a_letter_as_text_then_its_opening_is_told_apart_in_every_language(written):
    for told in ({}, {"who": profile(SPOUSE, language="de")}):
        for letter in written(*complete()[:2], **told).values():
            before, opening, after = parted(as_text(letter))
            assert (opening, before.endswith(letter.greeting)) == (letter.opening, True)
            assert as_text(letter) == f"{before}\n\n{opening}\n\n{after}"


def test_given_a_persons_first_words_then_all_else_in_the_letter_stays(assess, stationery):
    found = assess(*complete()[:2])
    own = inform(found, using=stationery, openings={"en": "Dear friend,\nwe look at it."})
    plain = inform(found, using=stationery)
    assert own["da"] == plain["da"]
    assert parted(own["en"])[1] == "Dear friend,\nwe look at it."
    assert parted(own["en"])[::2] == parted(plain["en"])[::2]


def test_given_a_complete_case_then_the_letter_says_book_and_bring(letters):
    letter = letters(*complete())["da"]
    for words in (
        "Vi skriver til dig om en tid til et møde",
        "Tag originalerne med",
        "- lejekontrakt",
        "Legitimation: pas.jpg",
    ):
        assert words in letter
    assert "Det mangler vi" not in letter


def test_given_a_paper_that_calls_itself_a_copy_then_the_letter_says_to_bring_the_original(letters):
    child = someone(
        id="child-1", role="child", given_names="Eva", birth_date="2018-05-06", other_parent="none"
    )
    birth = paper(
        "birth_certificate",
        person_name="Eva García López",
        birth_date="2018-05-06",
        parent_names=["María José García López"],
        issuing_state="ESP",
    )
    copied = replace(birth, findings=(Finding("original_required", page=1),))
    childs = (
        upload(passport(given_names="Eva", birth_date="2018-05-06")),
        upload(eu_document(person_name="Eva García López", birth_date="2018-05-06")),
    )
    plain, noted = (letters(*complete(), *childs, upload(one), who=profile(child)) for one in (birth, copied))
    assert "- fødselsattest: selve originalen, for det, du har sendt, er en kopi" in noted["da"]
    assert "- birth certificate: the original itself" in noted["en"]
    assert "- fødselsattest\n" in plain["da"]


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


def test_given_one_alternative_or_several_then_the_offer_says_so(letters):
    host, lost = profile(answers={"housing": "host"}), profile()
    assert "sende dette i stedet:\n   - En lejekontrakt i dit eget navn" in letters(who=host)["da"]
    assert "sende et af disse i stedet:\n   - En fremlejekontrakt." in letters(who=lost)["da"]


def test_given_a_gap_then_more_time_and_help_are_offered_and_no_case_is_closed(letters):
    letter = letters()["en"]
    for words in (
        "If you need more time, tell us",
        "will not be closed",
        "a paper that you can't get, tell us",
    ):
        assert words in letter


def test_given_a_booking_page_then_the_letter_gives_it(letters, reachable):
    letter = letters(*complete(), using=reachable)["da"]
    assert "Bestil tid til et møde hos os her:\nhttps://example.org/book\n" in letter
    assert "Ring til os på 33 66 33 66. Du kan også komme forbi: Rådhuspladsen 1" in letter


def test_given_no_booking_page_then_the_office_writes_and_no_address_is_invented(letters):
    letter = letters(*complete())["en"]
    assert "We will write to you about a time for a meeting" in letter
    assert "://" not in letter


def test_given_another_municipality_then_its_letter_names_no_other_office(letters, reachable):
    letter = letters(*complete(), who=profile(municipality="0147"), using=reachable)["en"]
    assert "33 66 33 66" not in letter
    assert "City of Frederiksberg" in letter


def test_given_nothing_to_send_then_the_letter_does_not_say_how_to_send(letters):
    assert "by post, or bring" not in letters(*complete())["en"]


def test_given_a_service_that_must_be_used_online_then_who_is_exempt_may_use_paper(letters):
    digital = letters(who=profile(service="dk-citizenship", basis="general"))["en"]
    exempt = letters(who=profile(service="dk-citizenship", basis="general", flags=Flags(digital_exempt=True)))
    assert "must be sent online" in digital
    assert "by post, or bring them to us" in exempt["en"]


def test_given_a_meeting_open_despite_a_gap_then_the_letter_says_that_one_may_come(assess, stationery):
    found = replace(assess(*complete()[:2]), next="book_verification")
    assert "you can already come to a meeting" in inform(found, using=stationery)["en"]


def test_given_a_file_with_a_name_of_several_words_then_it_is_quoted_in_a_sentence(letters):
    files = ("my lease.pdf", "lease.pdf")
    asked = [
        letters(*complete()[:2], upload(lease(signed_landlord=False), file=file))["en"] for file in files
    ]
    assert "is missing in “my lease.pdf”." in asked[0]
    assert "is missing in lease.pdf." in asked[1]


def test_given_a_doubt_then_the_letter_says_that_nothing_need_be_done(letters):
    letter = letters(*complete()[:2], upload(lease(start_date=None)))["en"]
    assert "A caseworker is looking at this:\n- Home: scan.pdf" in letter
    assert "This is missing" not in letter
    assert letter.count("You do not need to do anything") == 1
    assert letter.count("write to you") == 1


def test_given_a_doubt_beside_a_gap_then_the_letter_says_which_of_them_needs_nothing(letters):
    letter = letters(complete()[1], upload(lease(start_date=None)))["en"]
    assert "You do not need to do anything about it now." in letter
    assert "Please send it by" in letter


def test_given_a_family_then_each_line_says_whose(letters):
    letter = letters(*complete(), who=profile(SPOUSE))["en"]
    assert "Proof of identity – your spouse" in letter


def test_given_an_extra_paper_then_the_letter_says_that_it_is_not_needed(letters):
    letter = letters(*complete(), upload(paper("other"), file="extra.pdf"))["en"]
    assert "We do not need these files:\n- extra.pdf\n" in letter


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


def test_given_a_person_without_name_then_the_greeting_does_without(letters):
    who = profile(applicant=replace(someone(), given_names=None, surname=None))
    assert "\nHello\n" in letters(*complete(), who=who)["en"]


def test_given_any_letter_then_no_gap_is_wider_than_one_line(letters):
    for uploads in (complete(), complete()[:1], (), (*complete(), upload(paper("other")))):
        assert all("\n\n\n" not in letter for letter in letters(*uploads).values())
