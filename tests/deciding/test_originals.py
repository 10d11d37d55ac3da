"""Originals: a scan counts as shown, a copy is noted for the meeting, a person looks at private consent."""

from dataclasses import replace

from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.matching import match
from pipeline.records import Assessment, ExtractedDocument, Finding, Profile, RequirementResult
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import case, complete, eu_document, paper, passport, profile, someone, upload

CHILD = someone(id="child-1", role="child", given_names="Eva", birth_date="2018-05-06", other_parent="none")
NOTICED = (Finding("original_required", page=1),)


def screened(who: Profile, *papers: ExtractedDocument) -> Assessment:
    uploads = [upload(one, file=f"{number}.pdf") for number, one in enumerate(papers)]
    policy = policy_in_force(load_policies(POLICIES), who.service, who.received)
    return decide(match(case(*uploads, who=who)), using=policy)


def result(found: Assessment, requirement: str) -> RequirementResult:
    return next(one for one in found.requirements if one.id == requirement)


def codes(one: RequirementResult) -> list[str]:
    return [finding.code for finding in one.findings]


def family(*, copied: bool) -> Assessment:
    """A parent and child with all they owe; the birth certificate is marked as a copy or not."""
    birth = paper(
        "birth_certificate",
        person_name="Eva García López",
        birth_date="2018-05-06",
        parent_names=["María José García López"],
        issuing_state="ESP",
    )
    own = {"given_names": "Eva", "birth_date": "2018-05-06"}
    childs = (passport(**own), eu_document(person_name="Eva García López", birth_date="2018-05-06"))
    sent = replace(birth, findings=NOTICED if copied else ())
    return screened(profile(CHILD), *(one.documents[0] for one in complete()), *childs, sent)


def test_given_a_copy_then_it_counts_as_shown_and_is_noted():
    found = family(copied=True)
    assert (found.outcome, found.next, found.missing_items) == ("complete", "book_verification", ())
    assert codes(result(found, "child_parentage")) == ["original_required"]


def test_given_a_scan_of_the_original_then_nothing_is_noted():
    found = family(copied=False)
    assert found.outcome == "complete"
    assert codes(result(found, "child_parentage")) == []


def test_given_a_copy_with_a_fault_then_the_fault_alone_is_asked_about():
    abroad = paper(
        "marriage_certificate", spouse_names=["María José García López", "Olga Petrova"], issuing_state="ESP"
    )
    spouse = someone(
        id="spouse", role="spouse", given_names="Juan", surname="Ruiz Mora", birth_date="1990-01-02"
    )
    who = profile(spouse, applicant=someone(marital_status="married"))
    found = screened(who, replace(abroad, findings=NOTICED))
    civil = result(found, "civil_status")
    assert civil.status == "defective"
    assert [one.code for one in found.missing_items if one.requirement == "civil_status"] == [
        "relation_not_shown"
    ]
    assert codes(civil) == ["relation_not_shown", "original_required"]


def joins_parent(*, official: bool) -> Assessment:
    """A child who joins a parent here, with the consent of the one abroad."""
    child = someone(
        given_names="Eva",
        birth_date="2018-05-06",
        other_parent="abroad",
        parents_married=False,
        marital_status=None,
    )
    parent = someone(
        id="parent", role="custody_holder", given_names="Ana", birth_date="1990-02-03", moves_in=False
    )
    consent = paper(
        "custody_or_consent", child_names=["Eva García López"], holder_names=["Luis Vega"], signed_holder=True
    )
    who = profile(
        parent, applicant=child, service="dk-eu-residence", basis="eu_family", answers={"principal": "parent"}
    )
    return screened(who, replace(consent, findings=() if official else NOTICED))


def test_given_consent_without_a_notary_then_a_person_looks_and_nothing_is_asked():
    found = joins_parent(official=False)
    custody = result(found, "custody")
    assert custody.status == "uncertain"
    assert "custody" not in {one.requirement for one in found.missing_items}
    assert "before a notary" in custody.findings[0].detail["en"]
    assert any("before a notary" in question.text["en"] for question in found.questions)


def test_given_consent_before_a_notary_then_it_is_accepted():
    assert result(joins_parent(official=True), "custody").status == "satisfied"
