"""The rules of the other services that citizens would feel, one test each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.matching import match
from pipeline.records import Assessment, ExtractedDocument, Person
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import RECEIVED, case, paper, passport, profile, someone, upload

NAME = "María José García López"
Screened = Callable[..., Assessment]


@pytest.fixture(scope="module")
def screened() -> Screened:
    policies = load_policies(POLICIES)

    def by(service: str, basis: str, *papers: ExtractedDocument, **told: Any) -> Assessment:
        others = told.pop("others", ())
        who = profile(*others, service=service, basis=basis, **told)
        uploads = [upload(one, file=f"{number}.pdf") for number, one in enumerate(papers)]
        policy = policy_in_force(policies, service, who.received)
        return decide(match(case(*uploads, who=who)), using=policy)

    return by


def status(found: Assessment, requirement: str) -> str:
    return next(one.status for one in found.requirements if one.id == requirement)


def asked(found: Assessment) -> set[tuple[str, str]]:
    return {(one.requirement, one.code) for one in found.missing_items}


def signed_form(**more: Any) -> ExtractedDocument:
    return paper(
        "application_form",
        person_name=NAME,
        form_id="OD1",
        issue_date="2026-02-26",
        signed_applicant=True,
        **more,
    )


def contract(**more: Any) -> ExtractedDocument:
    known = {
        "person_name": NAME,
        "start_date": "2026-03-01",
        "weekly_hours": 37.0,
        "issue_date": "2026-02-20",
        "signed_employee": True,
        "signed_employer": True,
    }
    return paper("employment_contract", **{**known, **more})


def payslip(month: int) -> ExtractedDocument:
    first, last = f"2026-{month:02}-01", f"2026-{month:02}-28"
    return paper("payslip", person_name=NAME, period_start=first, period_end=last, gross_pay="9000.00 DKK")


def funds(balance: str, **more: Any) -> ExtractedDocument:
    return paper(
        "bank_statement", holder_names=[NAME], closing_balance=balance, issue_date="2026-02-25", **more
    )


def statement(**more: Any) -> ExtractedDocument:
    return paper("sworn_statement", person_name=NAME, issue_date="2026-02-25", signed_declarant=True, **more)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(37.0, "satisfied"), (12.0, "satisfied"), (11.0, "uncertain"), (9.5, "uncertain"), (6.0, "defective")],
)
def test_given_hours_a_week_then_ten_to_twelve_go_to_a_person(
    screened: Screened, hours: float, expected: str
):
    found = screened("dk-eu-residence", "eu_worker", passport(), signed_form(), contract(weekly_hours=hours))
    assert status(found, "grounds") == expected


def test_given_guaranteed_hours_then_no_payslip_is_asked_for(screened: Screened):
    found = screened("dk-eu-residence", "eu_worker", passport(), signed_form(), contract())
    assert found.outcome == "complete"


def test_given_hours_without_guarantee_then_the_months_that_lack_are_named(screened: Screened):
    told = {"answers": {"hours_guaranteed": False}, "received": date(2026, 5, 4)}
    papers = (passport(), signed_form(), contract(), payslip(2), payslip(4))
    found = screened("dk-eu-residence", "eu_worker", *papers, **told)
    assert asked(found) == {("grounds", "period_gap")}
    assert "March 2026" in found.missing_items[0].request["en"]
    assert "marts 2026" in found.missing_items[0].request["da"]
    assert screened("dk-eu-residence", "eu_worker", *papers, payslip(3), **told).outcome == "complete"


@pytest.mark.parametrize(
    ("balance", "expected"), [("90000.00 DKK", "satisfied"), ("30000.00 DKK", "uncertain")]
)
def test_given_funds_below_the_safe_amount_then_a_person_weighs_them(
    screened: Screened, balance: str, expected: str
):
    papers = (passport(), signed_form(), funds(balance), statement())
    found = screened("dk-eu-residence", "eu_sufficient_funds", *papers)
    assert status(found, "grounds") == expected
    assert asked(found) == set()


def test_given_a_conditional_admission_then_the_final_one_is_asked_for(screened: Screened):
    letter = paper("study_admission", person_name=NAME, programme="MSc in Photonics", conditional=True)
    found = screened("dk-eu-residence", "eu_student", passport(), signed_form(), letter, statement())
    assert asked(found) == {("grounds", "conditional_admission")}


def principals(*, permanent: bool) -> tuple[tuple[Person, ...], dict[str, Any], ExtractedDocument]:
    spouse = someone(id="spouse", role="spouse", given_names="Jan", surname="Nowak", moves_in=False)
    own = paper(
        "eu_residence_document",
        person_name="Jan Nowak",
        birth_date="1991-04-07",
        issue_date="2025-02-20",
        permanent=permanent,
    )
    return (spouse,), {"answers": {"principal": "spouse"}}, own


@pytest.mark.parametrize("permanent", [True, False])
def test_given_a_principal_then_current_work_is_asked_for_unless_permanent(
    screened: Screened, permanent: bool
):
    others, told, document = principals(permanent=permanent)
    married = paper("marriage_certificate", spouse_names=[NAME, "Jan Nowak"], marriage_date="2020-05-01")
    papers = (passport(), signed_form(), married, document)
    found = screened("dk-eu-residence", "eu_family", *papers, others=others, **told)
    wanted = set() if permanent else {("principal_grounds", "principal_grounds_missing")}
    assert asked(found) == wanted


@pytest.mark.parametrize(
    ("test", "passed", "expected"),
    [
        ("indfødsretsprøven", True, None),
        ("medborgerskabsprøven", True, "wrong_type"),
        ("indfødsretsprøven", False, "wrong_type"),
    ],
)
def test_given_a_citizenship_test_then_medborgerskabsproven_never_serves(
    screened: Screened, test: str, passed: bool, expected: str | None
):
    own = paper("citizenship_test", person_name=NAME, test=test, passed=passed, test_date="2025-06-01")
    found = screened("dk-citizenship", "general", passport(), own)
    codes = {code for requirement, code in asked(found) if requirement == "citizenship_test"}
    assert codes == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("received", "paid", "expected"),
    [
        (date(2025, 4, 30), "4000.00 DKK", "satisfied"),
        (date(2025, 5, 1), "4000.00 DKK", "uncertain"),
        (date(2025, 5, 1), "6000.00 DKK", "satisfied"),
        (date(2025, 5, 1), "1000.00 DKK", "defective"),
    ],
)
def test_given_the_day_of_a_new_fee_then_the_day_of_receipt_decides(
    screened: Screened, received: date, paid: str, expected: str
):
    receipt = paper("payment_receipt", person_name=NAME, amount=paid, payment_date="2025-04-20")
    found = screened("dk-citizenship", "general", passport(), receipt, received=received)
    assert status(found, "fee") == expected


def test_given_two_jobs_then_their_hours_add_up(screened: Screened):
    known = {"person_name": NAME, "signed_employer": True, "issue_date": "2026-02-20"}
    one = paper("employer_letter", **known, employer_name="A ApS", start_date="2020-01-01", weekly_hours=15.0)
    two = paper("employer_letter", **known, employer_name="B ApS", start_date="2020-01-01", weekly_hours=14.0)
    assert status(screened("dk-citizenship", "general", passport(), one, two), "employment") == "satisfied"
    assert ("employment", "hours_too_low") in asked(screened("dk-citizenship", "general", passport(), one))


def test_given_a_short_stay_then_a_register_is_asked_never_the_applicant(screened: Screened):
    found = screened("dk-citizenship", "general", passport(), stay_from=date(2024, 1, 1))
    assert status(found, "residence_period") == "uncertain"
    assert "residence_period" not in {one.requirement for one in found.missing_items}


def test_given_consent_of_somebody_else_then_the_custody_holders_is_asked_for(screened: Screened):
    child = someone(birth_date="2015-04-07", marital_status=None)
    parent = someone(id="parent", role="custody_holder", given_names="Ana", surname="García", moves_in=False)

    def with_consent_of(name: str) -> set[tuple[str, str]]:
        consent = paper("custody_or_consent", child_names=[NAME], holder_names=[name], signed_holder=True)
        paid = paper("payment_receipt", person_name=NAME, amount="240.00 DKK", payment_date="2026-02-20")
        own = passport(birth_date="2015-04-07")
        told = {"others": (parent,), "applicant": child}
        return asked(screened("dk-health-card", "doctor_choice", own, consent, paid, **told))

    assert with_consent_of("Ana García") == set()
    assert with_consent_of("Per Holm") == {("consent", "signature_wrong_person")}


def test_given_a_representative_then_a_mandate_is_asked_for(screened: Screened):
    helper = someone(id="helper", role="representative", given_names="Per", surname="Holm", moves_in=False)
    found = screened("dk-health-card", "first_card", passport(), others=(helper,))
    assert asked(found) == {("authorisation", "authorisation_missing")}
    assert found.missing_items[0].due > RECEIVED


def test_given_a_job_confirmed_anew_then_its_hours_count_once(screened: Screened):
    known = {
        "person_name": NAME,
        "signed_employer": True,
        "employer_name": "A ApS",
        "start_date": "2020-01-01",
    }
    older, newer = (
        paper("employer_letter", **known, weekly_hours=15.0, issue_date=day)
        for day in ("2026-01-10", "2026-02-20")
    )
    assert ("employment", "hours_too_low") in asked(screened("dk-citizenship", "general", older, newer))
