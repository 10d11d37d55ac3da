"""Two versions with different amounts: the day on which a whole case was received decides."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.matching import match
from pipeline.records import Assessment, ExtractedDocument
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import case, paper, passport, profile, upload

NAME = "María José García López"
BEFORE, CHANGE = date(2026, 6, 30), date(2026, 7, 1)
CARD, RESIDENCE = ("dk-health-card", "lost_card"), ("dk-eu-residence", "eu_sufficient_funds")
RECEIPT = paper("payment_receipt", person_name=NAME, amount="225.00 DKK", payment_date="2026-06-20")
MEANS = (
    paper(
        "application_form", person_name=NAME, form_id="OD1", issue_date="2026-06-20", signed_applicant=True
    ),
    paper("sworn_statement", person_name=NAME, issue_date="2026-06-20", signed_declarant=True),
    paper("bank_statement", holder_names=[NAME], closing_balance="82000.00 DKK", issue_date="2026-06-20"),
)


@pytest.fixture
def screened(tmp_path: Path) -> Callable[..., Assessment]:
    """Verdicts by the policies that ship and an amendment of 1 July 2026 to each of the two."""
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    for (service, _), setting in ((CARD, "fee: 400"), (RESIDENCE, "funds_single: 90000")):
        text = f"service: {service}\nvalid_from: {CHANGE}\namends: 2024-01-01\nsettings:\n  {setting}\n"
        (folder / service / f"{CHANGE}.yaml").write_text(text)
    own = tmp_path / "municipalities"
    own.mkdir()
    (own / "0147.yaml").write_text(
        f'municipality: "0147"\nservice: dk-health-card\nvalid_from: {CHANGE}\nsettings: {{fee: 200}}\n'
    )
    policies = load_policies(folder, own)

    def by(what: tuple[str, str], received: date, *papers: ExtractedDocument, **told: Any) -> Assessment:
        as_of = told.pop("as_of", received)
        who = profile(service=what[0], basis=what[1], received=received, **told)
        policy = policy_in_force(policies, what[0], received, who.municipality)
        return decide(match(case(*map(upload, (passport(), *papers)), who=who, as_of=as_of)), using=policy)

    return by


def gist(found: Assessment) -> tuple[str, str, list[str]]:
    return found.policy.version, found.outcome, [one.code for one in found.missing_items]


def test_given_a_higher_fee_then_the_old_one_is_enough_until_the_day_before(screened):
    assert gist(screened(CARD, BEFORE, RECEIPT)) == ("2024-01-01", "complete", [])
    assert gist(screened(CARD, CHANGE, RECEIPT)) == ("2026-07-01", "incomplete", ["amount_too_low"])


def test_given_a_higher_safe_amount_then_a_person_weighs_the_same_funds_from_that_day(screened):
    assert gist(screened(RESIDENCE, BEFORE, *MEANS)) == ("2024-01-01", "complete", [])
    assert gist(screened(RESIDENCE, CHANGE, *MEANS)) == ("2026-07-01", "needs_review", [])


def test_given_a_municipalitys_own_amount_then_it_holds_from_its_day_and_there_alone(screened):
    paid = paper("payment_receipt", person_name=NAME, amount="200.00 DKK", payment_date="2026-06-20")
    assert screened(CARD, BEFORE, paid, municipality="0147").outcome == "incomplete"
    assert screened(CARD, CHANGE, paid, municipality="0147").outcome == "complete"
    assert screened(CARD, CHANGE, paid, municipality="0101").outcome == "incomplete"


def test_given_papers_that_come_after_the_change_then_the_day_of_receipt_still_decides(screened):
    found = screened(CARD, BEFORE, RECEIPT, as_of=date(2026, 7, 10))
    assert gist(found) == ("2024-01-01", "complete", [])
