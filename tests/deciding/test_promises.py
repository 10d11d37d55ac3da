"""What applicants are promised, one test a promise; each on whole cases, from papers to verdict."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline.catalogue import load_catalogues
from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.equip import MESSAGES, POLICIES
from pipeline.informing import Stationery, inform
from pipeline.matching import match
from pipeline.records import Assessment, ExtractedDocument, Inspection
from tests.deciding.papers import (
    CHILD,
    case,
    complete,
    eu_document,
    paper,
    passport,
    permit,
    profile,
    read,
    someone,
    upload,
)

NAME = "María José García López"
RESIDENCE, NORDIC, UNION = (
    "dk-eu-residence",
    ("DNK", "FIN", "ISL", "NOR", "SWE"),
    ("DEU", "POL", "ROU", "ESP"),
)
Screened = Callable[..., Assessment]


@pytest.fixture(scope="module")
def screened() -> Screened:
    policies = load_policies(POLICIES)

    def by(service: str, basis: str, *uploads: Inspection, **told: Any) -> Assessment:
        others = told.pop("others", ())
        who = profile(*others, service=service, basis=basis, **told)
        return decide(match(case(*uploads, who=who)), using=policy_in_force(policies, service, who.received))

    return by


def status(found: Assessment, requirement: str, subject: str = "applicant") -> str:
    return next(one.status for one in found.requirements if (one.id, one.subject) == (requirement, subject))


def asked(found: Assessment) -> set[tuple[str, str]]:
    return {(one.requirement, one.code) for one in found.missing_items}


def codes(found: Assessment) -> set[str]:
    return {finding.code for one in found.requirements for finding in one.findings}


# ── an EU registration certificate is never expired ───────────────────────────────────────────────


@pytest.mark.parametrize("issued", ["2026-02-20", "2025-10-01", "2019-05-05", "2007-01-15"])
def test_an_eu_registration_certificate_is_never_expired(screened: Screened, issued: str):
    """It has no term (EUB § 22(2)): an old one may be too old for the register, no more."""
    own = upload(eu_document(issue_date=issued, expiry_date="2012-01-01"))
    found = screened("dk-cpr-entry", "eu_worker", complete()[0], own, complete()[2])
    assert codes(found) <= {"too_old"}
    permanent = upload(eu_document(issue_date=issued, expiry_date="2012-01-01", permanent=True))
    assert codes(screened("dk-citizenship", "general", permanent)).isdisjoint({"expired", "expires_too_soon"})


# ── Nordic and Danish citizens are never asked for a residence document ───────────────────────────


@pytest.mark.parametrize("nationality", NORDIC)
@pytest.mark.parametrize(
    "basis", ["nordic", "danish", "eu_worker", "eu_family", "third_family", "third_worker"]
)
def test_nordic_and_danish_citizens_are_never_asked_for_a_residence_document(
    screened: Screened, nationality: str, basis: str
):
    applicant = someone(nationality=nationality)
    found = screened("dk-cpr-entry", basis, upload(passport(nationality=nationality)), applicant=applicant)
    assert status(found, "right_of_residence") == "not_applicable"


@pytest.mark.parametrize("nationality", NORDIC)
def test_a_nordic_spouse_or_child_is_never_asked_for_one_either(screened: Screened, nationality: str):
    spouse = someone(id="spouse", role="spouse", given_names="Jan", surname="Holm", nationality=nationality)
    found = screened("dk-cpr-entry", "eu_worker", *complete(), others=(spouse,))
    assert status(found, "right_of_residence", "spouse") == "not_applicable"


@pytest.mark.parametrize("nationality", NORDIC[1:])
def test_nordic_citizens_need_no_permanent_permit_for_citizenship(screened: Screened, nationality: str):
    found = screened("dk-citizenship", "nordic", applicant=someone(nationality=nationality))
    assert status(found, "permanent_permit") == "not_applicable"


# ── funds below the safe amounts go to a person ───────────────────────────────────────────────────

GROWN = someone(id="spouse", role="spouse", given_names="Jan", surname="Holm", birth_date="1990-01-01")


@pytest.mark.parametrize(
    ("others", "safe"),
    [((), 81468), ((CHILD,), 162924), ((GROWN, CHILD), 114000)],
    ids=["one", "parent", "two"],
)
@pytest.mark.parametrize("share", [0.01, 0.5, 0.99, 1.0])
def test_funds_below_the_safe_amounts_go_to_a_person(
    screened: Screened, others: Any, safe: int, share: float
):
    statement = paper(
        "bank_statement",
        holder_names=[NAME],
        closing_balance=f"{safe * share:.2f} DKK",
        issue_date="2026-02-25",
    )
    found = screened(RESIDENCE, "eu_sufficient_funds", upload(statement), others=others)
    assert status(found, "grounds") == ("satisfied" if share >= 1 else "uncertain")
    assert "amount_too_low" not in {code for _, code in asked(found)}


@pytest.mark.parametrize(("monthly", "expected"), [("6789.00 DKK", "satisfied"), ("500.00 DKK", "uncertain")])
def test_a_pension_below_the_safe_amount_goes_to_a_person(screened: Screened, monthly: str, expected: str):
    letter = paper("pension_or_benefit_letter", person_name=NAME, monthly_amount=monthly)
    found = screened(RESIDENCE, "eu_sufficient_funds", upload(letter))
    assert status(found, "grounds") == expected
    assert "grounds" not in {requirement for requirement, _ in asked(found)}


# ── payslips are asked for only where hours are not guaranteed ────────────────────────────────────


def contract(**more: Any) -> ExtractedDocument:
    known = {
        "person_name": NAME,
        "start_date": "2026-03-01",
        "issue_date": "2026-02-20",
        "weekly_hours": 37.0,
    }
    return paper("employment_contract", **{**known, "signed_employee": True, "signed_employer": True, **more})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "satisfied"),
        ({"hours_guaranteed": True}, "satisfied"),
        ({"hours_guaranteed": False}, "defective"),
    ],
)
def test_payslips_are_asked_for_only_without_guaranteed_hours(
    screened: Screened, answers: Any, expected: str
):
    found = screened(RESIDENCE, "eu_worker", upload(contract()), answers=answers)
    assert status(found, "grounds") == expected
    requests = " ".join(text for one in found.missing_items for text in one.request.values()).casefold()
    assert ("payslip" in requests) == (expected == "defective")


# ── apostille and translation by where the event happened ─────────────────────────────────────────


def born_in(
    state: str, language: str, *beside: Inspection, nationality: str = "ESP"
) -> tuple[Inspection, ...]:
    birth = paper(
        "birth_certificate",
        person_name="Eva García",
        birth_date="2020-01-02",
        parent_names=[NAME],
        issuing_state=state,
    )
    return (upload(birth, language=language), *beside)


@pytest.mark.parametrize("nationality", ["UKR", "ESP", "USA", "IND"])
@pytest.mark.parametrize(
    ("state", "stamped"),
    [("UKR", False), ("IND", False), ("BLR", False), ("USA", True), ("TUR", True), ("GBR", True)],
)
def test_an_apostille_is_a_matter_of_where_the_event_happened(
    screened: Screened, state: str, stamped: bool, nationality: str
):
    family = {"applicant": someone(nationality=nationality), "others": (CHILD,)}
    found = screened("dk-cpr-entry", "third_worker", *born_in(state, "en"), **family)
    assert status(found, "child_parentage", "child-1") == ("satisfied" if stamped else "uncertain")


@pytest.mark.parametrize("nationality", ["UKR", "ESP", "IND"])
def test_a_translation_is_a_matter_of_the_papers_language(screened: Screened, nationality: str):
    family = {"applicant": someone(nationality=nationality), "others": (CHILD,)}
    french = screened("dk-cpr-entry", "third_worker", *born_in("FRA", "fr"), **family)
    danish = screened("dk-cpr-entry", "third_worker", *born_in("DNK", "da"), **family)
    assert ("child_parentage", "translation_missing") in asked(french)
    assert status(danish, "child_parentage", "child-1") == "satisfied"


@pytest.mark.parametrize(
    "state", ["DEU", "POL", "ROU", "BGR", "HRV", "GRC", "FRA", "ITA", "ESP", "PRT", "LTU"]
)
def test_an_apostille_is_never_asked_for_on_civil_status_papers_of_the_union(screened: Screened, state: str):
    spouse = someone(id="spouse", role="spouse", given_names="Jan", surname="Holm", marital_status="married")
    married = paper("marriage_certificate", spouse_names=[NAME, "Jan Holm"], issuing_state=state)
    family = {"applicant": someone(nationality="UKR", marital_status="married"), "others": (spouse, CHILD)}
    found = screened("dk-cpr-entry", "third_worker", upload(married), *born_in(state, "en"), **family)
    assert status(found, "civil_status") == "satisfied"
    assert status(found, "child_parentage", "child-1") == "satisfied"
    assert "legalisation_missing" not in codes(found)


def test_the_unions_multilingual_form_stands_for_a_translation(screened: Screened):
    form = upload(paper("translation", source_language="pl", target_language="en"))
    found = screened("dk-cpr-entry", "eu_worker", *complete(), *born_in("POL", "pl", form), others=(CHILD,))
    assert status(found, "child_parentage", "child-1") == "satisfied"


# ── custody papers are never called "required by law" for CPR entry ───────────────────────────────

BY_LAW = (
    "required by law",
    "must by law",
    "the law requires",
    "ifølge loven",
    "kræver loven",
    "lovkrav",
    "skal ifølge",
)


@pytest.mark.parametrize(("parent", "married"), [("abroad", True), ("in_denmark", False), ("abroad", False)])
@pytest.mark.parametrize("sent", [None, True, False])
def test_custody_papers_are_never_called_required_by_law(
    screened: Screened, parent: str, married: bool, sent: Any
):
    child = someone(
        id="child-1",
        role="child",
        given_names="Eva",
        surname="García",
        birth_date="2020-01-02",
        other_parent=parent,
        parents_married=married,
    )
    consent = paper(
        "custody_or_consent", child_names=["Eva García"], holder_names=["Per Holm"], signed_holder=sent
    )
    found = screened(
        "dk-cpr-entry", "eu_worker", *complete(), *([upload(consent)] * (sent is not None)), others=(child,)
    )
    assert status(found, "custody", "child-1") == ("satisfied" if sent else "uncertain")
    assert "custody" not in {requirement for requirement, _ in asked(found)}
    custody = next(one for one in found.requirements if one.id == "custody")
    said = [*custody.title.values(), *custody.because.values(), custody.legal_basis]
    said += [text for finding in custody.findings for text in finding.detail.values()]
    said += [text for one in found.questions for text in one.text.values()]
    said += inform(found, using=Stationery(load_catalogues(MESSAGES))).values()
    assert not [words for words in BY_LAW for text in said if words in text.casefold()]
    assert "partshøring" in custody.legal_basis


# ── the letter of permission is never taken for half a card ───────────────────────────────────────


def test_the_letter_of_permission_goes_to_a_person_and_no_back_side_is_asked_for(screened: Screened):
    letter = replace(permit(document_number=None), sides=None)
    third = someone(nationality="IND")
    papers = (upload(passport(nationality="IND")), upload(letter), complete()[2])
    found = screened("dk-cpr-entry", "third_worker", *papers, applicant=third)
    assert status(found, "right_of_residence") == "uncertain"
    assert asked(found) == set()
    assert any("letter of permission" in question.text["en"] for question in found.questions)


# ── medborgerskabsprøven never serves citizenship ─────────────────────────────────────────────────


@pytest.mark.parametrize("basis", ["general", "refugee", "nordic", "spouse_of_dane", "educated_in_dk"])
@pytest.mark.parametrize("passed", [True, False, None])
def test_medborgerskabsproven_never_serves_citizenship(screened: Screened, basis: str, passed: bool | None):
    own = paper("citizenship_test", person_name=NAME, test="medborgerskabsprøven", passed=passed)
    found = screened("dk-citizenship", basis, upload(own))
    assert status(found, "citizenship_test") == "defective"
    assert ("citizenship_test", "wrong_type") in asked(found)


# ── a stranger's paper: never on a name alone ─────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [("Olga", "Ivanova"), ("Nils", "Holm"), ("", "Sukarno")])
@pytest.mark.parametrize(
    "born", [None, "1991-04-07", "1991-XX-XX", "1991-07-04", read("birth_date", "1960-10-10", accepted=False)]
)
def test_a_paper_is_never_a_strangers_by_its_name_alone(screened: Screened, name: tuple[str, str], born: Any):
    other = upload(passport(given_names=name[0] or None, surname=name[1], birth_date=born))
    found = screened("dk-cpr-entry", "eu_worker", other, *complete()[1:])
    assert "wrong_person" not in codes(found)
    assert status(found, "identity") == "uncertain"


def test_a_paper_is_a_strangers_when_its_birth_date_contradicts_too(screened: Screened):
    other = upload(passport(given_names="Olga", surname="Ivanova", birth_date="1960-10-10"))
    found = screened("dk-cpr-entry", "eu_worker", other, *complete()[1:])
    assert asked(found) == {("identity", "wrong_person")}


@pytest.mark.parametrize(
    "label", ["lease", "bank_statement", "payslip", "employment_contract", "eu_residence_document"]
)
def test_a_paper_without_birth_date_is_never_a_strangers(screened: Screened, label: str):
    names = {"lease": "tenant_names", "bank_statement": "holder_names"}
    value = ["Olga Ivanova"] if label in names else "Olga Ivanova"
    other = upload(paper(label, **{names.get(label, "person_name"): value}))
    for service, basis in (
        ("dk-cpr-entry", "eu_worker"),
        (RESIDENCE, "eu_worker"),
        ("dk-citizenship", "general"),
    ):
        assert "wrong_person" not in codes(screened(service, basis, other))
