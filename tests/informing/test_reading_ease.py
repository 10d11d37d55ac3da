"""Letters are short and plain."""

import pytest

from pipeline.informing import as_text
from tests.deciding.papers import profile, someone
from tests.informing.reading_ease import lix, prose

BOUND = 30
"""Below 30 reads like a book for children, from 45 like a report."""
SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
BASES = {
    "dk-cpr-entry": ("nordic", "eu_worker", "third_worker", "third_protection", "danish"),
    "dk-eu-residence": (
        "eu_worker",
        "eu_self_employed",
        "eu_student",
        "eu_sufficient_funds",
        "eu_family",
        "eu_permanent",
    ),
    "dk-citizenship": ("general", "refugee", "spouse_of_dane", "ceremony"),
    "dk-health-card": ("first_card", "doctor_choice", "name_change", "lost_card"),
}
CASES = [(service, basis) for service, bases in BASES.items() for basis in bases]


@pytest.mark.parametrize(("service", "basis"), CASES)
def test_given_any_service_and_nothing_sent_then_the_danish_letter_reads_easily(service, basis, written):
    text = as_text(written(who=profile(SPOUSE, service=service, basis=basis))["da"])
    assert lix(text) < BOUND
    assert lix(prose(text)) < BOUND


def test_given_a_text_of_a_law_then_it_does_not_pass_for_plain():
    law = (
        "Kommunalbestyrelsen registrerer tilflytningen, såfremt tilflytteren dokumenterer opholdsgrundlaget "
        "efter udlændingelovgivningens bestemmelser og har fast bopæl eller opholdssted i kommunen."
    )
    assert lix(law) > 2 * BOUND
