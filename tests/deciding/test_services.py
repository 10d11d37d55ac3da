"""The rules of the other services that citizens would feel, one test each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.matching import match
from pipeline.records import Assessment, ExtractedDocument, Person
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import RECEIVED, case, paper, passport, profile, read, someone, upload

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

    def with_consent_of(*names: str) -> set[tuple[str, str]]:
        consent = paper("custody_or_consent", child_names=[NAME], holder_names=[*names], signed_holder=True)
        paid = paper("payment_receipt", person_name=NAME, amount="240.00 DKK", payment_date="2026-02-20")
        own = passport(birth_date="2015-04-07")
        told = {"others": (parent,), "applicant": child}
        return asked(screened("dk-health-card", "doctor_choice", own, consent, paid, **told))

    assert with_consent_of("Ana García") == set()
    assert with_consent_of("Per Holm") == {("consent", "signature_wrong_person")}
    assert with_consent_of(NAME, "Per Holm") == {("consent", "signature_wrong_person")}


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


def receipt(amount: str) -> ExtractedDocument:
    return paper("payment_receipt", person_name=NAME, amount=amount, payment_date="2026-02-20")


def born(year: int, **more: Any) -> Person:
    return someone(birth_date=f"{year}-04-07", **more)


@pytest.mark.parametrize(
    ("applicant", "answers", "amount", "expected"),
    [
        (born(1991), {"applications_before": 0}, "6000.00 DKK", "satisfied"),
        (born(1991), {"applications_before": 0}, "4000.00 DKK", "uncertain"),
        (born(1991), {"applications_before": 2}, "3000.00 DKK", "satisfied"),
        (born(1991), {"applications_before": 1}, "3000.00 DKK", "uncertain"),
        (born(1991), {}, "3000.00 DKK", "uncertain"),
        (born(2004, birth_country="DNK"), {"applications_before": 0}, "4000.00 DKK", "satisfied"),
        (born(2004, birth_country="ESP"), {"applications_before": 0}, "4000.00 DKK", "uncertain"),
        (born(1991), {"applications_before": 0}, "2000.00 DKK", "defective"),
    ],
)
def test_given_who_pays_then_the_fee_is_theirs_and_doubt_goes_to_a_person(
    screened: Screened, applicant: Person, answers: dict[str, Any], amount: str, expected: str
):
    told = {"applicant": applicant, "answers": answers, "stay_from": date(2016, 3, 1)}
    holder = passport(birth_date=applicant.birth_date)
    assert status(screened("dk-citizenship", "general", holder, receipt(amount), **told), "fee") == expected


def test_given_who_came_before_the_age_of_eight_then_the_lower_fee_is_enough(screened: Screened):
    told = {
        "applicant": born(2004, birth_country="ESP"),
        "answers": {"applications_before": 0},
        "stay_from": date(2010, 3, 1),
    }
    papers = (passport(birth_date="2004-04-07"), receipt("4000.00 DKK"))
    assert status(screened("dk-citizenship", "came_before_15", *papers, **told), "fee") == "satisfied"


@pytest.mark.parametrize(
    ("year", "answers", "balance", "expected"),
    [
        (2000, {"lives_with_parents": True}, "36000.00 DKK", "satisfied"),
        (2000, {}, "36000.00 DKK", "uncertain"),
        (1991, {"lives_with_parents": True}, "36000.00 DKK", "uncertain"),
        (2000, {"lives_with_parents": True}, "20000.00 DKK", "uncertain"),
    ],
)
def test_given_the_young_at_home_then_less_is_enough(
    screened: Screened, year: int, answers: dict[str, Any], balance: str, expected: str
):
    papers = (passport(birth_date=f"{year}-04-07"), signed_form(), funds(balance), statement())
    found = screened("dk-eu-residence", "eu_sufficient_funds", *papers, applicant=born(year), answers=answers)
    assert status(found, "grounds") == expected
    assert asked(found) == set()


@pytest.mark.parametrize(
    ("balance", "expected"), [("90000.00 DKK", "uncertain"), ("165000.00 DKK", "satisfied")]
)
def test_given_a_couple_then_the_means_of_one_are_not_called_enough(
    screened: Screened, balance: str, expected: str
):
    spouse = someone(id="spouse", role="spouse", given_names="Juan", surname="Ruiz", birth_date="1990-01-02")
    papers = (passport(), signed_form(), funds(balance), statement())
    found = screened("dk-eu-residence", "eu_sufficient_funds", *papers, others=(spouse,))
    assert status(found, "grounds") == expected


def partner(**more: Any) -> Person:
    told = {"given_names": "Juan", "surname": "Ruiz", "birth_date": "1990-01-02", "moves_in": False}
    return someone(**{**told, "id": "spouse", "role": "spouse", **more})


def test_given_partners_who_are_not_married_then_no_certificate_is_asked_for(screened: Screened):
    told = {"answers": {"principal": "spouse"}, "others": (partner(),)}
    found = screened("dk-eu-residence", "eu_family", passport(), signed_form(), **told)
    assert status(found, "relation") == "uncertain"
    assert "relation" not in {requirement for requirement, _ in asked(found)}


def test_given_a_married_couple_then_the_certificate_is_asked_for(screened: Screened):
    told = {"applicant": someone(marital_status="married"), "answers": {"principal": "spouse"}}
    found = screened("dk-eu-residence", "eu_family", passport(), signed_form(), others=(partner(),), **told)
    assert ("relation", "relation_not_shown") in asked(found)


@pytest.mark.parametrize(("year", "expected"), [(2004, "uncertain"), (2006, "missing")])
def test_given_a_grown_child_then_a_person_weighs_whether_it_is_supported(
    screened: Screened, year: int, expected: str
):
    parent = someone(
        id="parent", role="custody_holder", given_names="Ana", birth_date="1970-02-03", moves_in=False
    )
    told = {"applicant": born(year), "answers": {"principal": "parent"}, "others": (parent,)}
    own = passport(birth_date=f"{year}-04-07")
    found = screened("dk-eu-residence", "eu_family", own, signed_form(), **told)
    assert status(found, "relation") == expected


@pytest.mark.parametrize(("basis", "expected"), [("worker", "satisfied"), ("family", "uncertain")])
def test_given_a_principal_who_is_here_as_family_then_a_person_looks(
    screened: Screened, basis: str, expected: str
):
    name = "Juan Ruiz"
    papers = [
        paper(
            "eu_residence_document", person_name=name, birth_date="1990-01-02", basis=basis, permanent=False
        ),
        paper(
            "employer_letter",
            person_name=name,
            start_date="2024-01-01",
            weekly_hours=37.0,
            issue_date="2026-02-25",
            signed_employer=True,
        ),
        *(
            paper("payslip", person_name=name, period_start=f"{month}-01", period_end=f"{month}-28")
            for month in ("2025-12", "2026-01", "2026-02")
        ),
    ]
    told = {"answers": {"principal": "spouse"}, "others": (partner(),)}
    found = screened("dk-eu-residence", "eu_family", passport(), signed_form(), *papers, **told)
    assert status(found, "principal_grounds") == expected


def test_given_a_form_without_signature_then_a_signed_statement_stands_for_it(screened: Screened):
    plain = paper(
        "application_form", person_name=NAME, form_id="OD1", issue_date="2026-02-26", signed_applicant=False
    )
    assert asked(screened("dk-eu-residence", "eu_worker", passport(), contract(), plain)) == {
        ("application_form", "unsigned")
    }
    found = screened("dk-eu-residence", "eu_worker", passport(), contract(), plain, statement())
    assert found.outcome == "complete"


def test_given_a_statement_that_is_owed_for_itself_then_it_signs_no_form(screened: Screened):
    plain = paper(
        "application_form", person_name=NAME, form_id="OD1", issue_date="2026-02-26", signed_applicant=False
    )
    found = screened(
        "dk-eu-residence", "eu_sufficient_funds", passport(), plain, funds("90000.00 DKK"), statement()
    )
    assert asked(found) == {("application_form", "unsigned")}


def test_given_a_business_and_other_papers_then_a_person_looks_whether_they_are_invoices(screened: Screened):
    company = paper("company_registration", company_name="García Film", owner_names=[NAME])
    told = ("dk-eu-residence", "eu_self_employed", passport(), signed_form(), company)
    assert status(screened(*told), "grounds") == "defective"
    found = screened(*told, paper("other"))
    assert (status(found, "grounds"), asked(found)) == ("uncertain", set())


@pytest.mark.parametrize(("holder", "expected"), [("Garcia Film", "satisfied"), ("Lopez Film", "uncertain")])
def test_given_a_businesss_account_read_in_doubt_then_the_registered_name_settles_it(
    screened: Screened, holder: str, expected: str
):
    company = paper("company_registration", company_name="Garcia Film ApS", owner_names=[NAME])
    account = paper("bank_statement", holder_names=read("holder_names", [f"{holder} Ap5"], accepted=False))
    told = ("dk-eu-residence", "eu_self_employed", passport(), signed_form(), company, account)
    assert status(screened(*told), "grounds") == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 5, 20), "uncertain"),
        (date(2026, 7, 1), "not_applicable"),
        (None, "not_applicable"),
    ],
)
@pytest.mark.parametrize(("service", "basis"), [("dk-cpr-entry", "nordic"), ("dk-eu-residence", "eu_worker")])
def test_given_a_stay_planned_for_less_than_three_months_then_a_person_looks(
    screened: Screened, service: str, basis: str, until: date | None, expected: str
):
    found = screened(service, basis, passport(), stay_until=until)
    assert status(found, "length_of_stay") == expected


def test_given_a_posted_worker_then_a_person_says_what_to_ask_for(screened: Screened):
    told = {"answers": {"posted": True}}
    found = screened("dk-eu-residence", "eu_worker", passport(), signed_form(), **told)
    assert status(found, "grounds") == "uncertain"
    assert asked(found) == set()


@pytest.mark.parametrize(("signed", "expected"), [(True, "uncertain"), (False, "satisfied")])
def test_given_the_form_of_the_ceremony_then_one_signed_already_goes_to_a_person(
    screened: Screened, signed: bool, expected: str
):
    form = paper("application_form", person_name=NAME, signed_applicant=signed)
    found = screened("dk-citizenship", "ceremony", passport(), statement(), form)
    assert status(found, "ceremony") == expected
