"""No letter shows where somebody lives, or what a paper about something private holds."""

import pytest

from pipeline.informing import as_text
from pipeline.records import Flags
from tests.deciding.papers import complete, failed, lease, paper, profile, someone, upload

HOME = "Nørrebrogade 12B lejekontrakt.pdf"
PROTECTED = Flags(address_protection=True)


@pytest.fixture(scope="module")
def text(written):
    def write(*uploads, **told):
        return "\n".join(map(as_text, written(*uploads, **told).values()))

    return write


def test_given_a_protected_address_then_no_name_of_a_file_tells_it(text):
    fine, unsigned = lease(), lease(signed_landlord=False)
    for scan in (upload(fine, file=HOME), upload(unsigned, file=HOME), failed("corrupt", file=HOME)):
        letter = text(*complete()[:2], scan, who=profile(flags=PROTECTED))
        assert "Nørrebrogade" not in letter
        assert "”lejekontrakt”" in letter or "”dokument”" in letter


def test_given_no_protection_then_files_bear_their_names(text):
    assert HOME in text(*complete()[:2], upload(lease(), file=HOME))


def test_given_a_private_paper_that_is_not_needed_then_the_letter_does_not_say_what_it_is(text):
    letter = text(*complete(), upload(paper("criminal_record"), file="straffeattest.pdf"))
    assert "straffeattest" not in letter
    assert "- et papir med personlige oplysninger\n" in letter


def test_given_custody_is_looked_at_then_it_is_named_without_its_paper_and_talking_is_offered(text):
    child = someone(
        id="child-1", role="child", given_names="Ida", birth_date="2020-01-02", other_parent="abroad"
    )
    paid = paper("custody_or_consent", child_names=["Ida García López"])
    letter = text(*complete(), upload(paid, file="vold i hjemmet.pdf"), who=profile(child))
    assert "Forældremyndighed – dit barn Ida" in letter
    assert "vold" not in letter
    assert "komme og tale med os om det" in letter


def test_given_nothing_private_then_the_offer_to_talk_is_the_ordinary_one(text):
    assert "komme og tale med os om det" not in text(*complete()[:1])
