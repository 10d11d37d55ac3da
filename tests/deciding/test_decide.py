"""Cases of registering entry, from papers to verdict."""

import time
from dataclasses import replace

import pytest

from pipeline.deciding import Policy, decide
from pipeline.matching import match
from pipeline.records import Assessment, Correction, Finding, Inspection, Mrz, Ruling
from tests.deciding.papers import (
    CHILD,
    case,
    complete,
    eu_document,
    failed,
    lease,
    paper,
    passport,
    permit,
    profile,
    read,
    someone,
    upload,
)

HOME, IDENTITY, STAY = ("proof_of_address", "identity", "right_of_residence")
HOST = {"host_name": "Bo Hansen", "guest_names": ["María José García López"], "start_date": "2026-03-01"}
BIRTH = {"person_name": "Eva García", "birth_date": "2020-01-02", "issuing_state": "ESP"}
MARRIED = someone(marital_status="married")


@pytest.fixture
def screen(entry: Policy):
    def screened(*uploads: Inspection, **told) -> Assessment:
        return decide(match(case(*uploads, **told)), using=entry)

    return screened


def status(found: Assessment, requirement: str, subject: str = "applicant") -> str:
    return next(one.status for one in found.requirements if (one.id, one.subject) == (requirement, subject))


def codes(found: Assessment) -> list[tuple[str, str]]:
    return [(one.requirement, one.code) for one in found.missing_items]


def with_lease(**fields) -> tuple[Inspection, ...]:
    return (*complete()[:2], upload(lease(**fields), language="da"))


def test_given_all_papers_then_complete_and_booking(screen):
    found = screen(*complete())
    assert (found.outcome, found.completeness, found.next) == ("complete", 1.0, "book_verification")
    assert not found.missing_items
    assert not found.questions


@pytest.mark.parametrize("code", ["not_final", "page_missing"])
@pytest.mark.parametrize("sure", [True, False])
def test_given_a_signed_lease_that_is_a_draft_or_not_whole_then_it_is_asked_for_if_it_surely_is_one(
    screen, code, sure
):
    noticed = replace(lease(), findings=(Finding(code, page=1),), accepted=sure)
    found = screen(*complete()[:2], upload(noticed, language="da"))
    assert status(found, HOME) == ("defective" if sure else "uncertain")
    assert codes(found) == ([(HOME, code)] if sure else [])


def test_given_nothing_but_a_passport_then_the_rest_is_asked_for_in_a_fortnight(screen):
    found = screen(upload(passport()))
    assert codes(found) == [(STAY, "document_missing"), (HOME, "document_missing")]
    assert {str(one.due) for one in found.missing_items} == {"2026-03-16"}
    assert (found.outcome, found.completeness, found.next) == ("incomplete", 0.33, "send_missing")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"signed_landlord": False}, "unsigned"),
        ({"address": "Rolighedsvej 9, 2. th, 1958 Frederiksberg C"}, "address_mismatch"),
        ({"tenant_names": ["Olga Ivanova"]}, "person_not_named"),
        ({"end_date": "2026-03-10"}, "period_too_short"),
        ({"end_date": "2026-01-10"}, "expired"),
        ({"start_date": "2026-05-01"}, "not_yet_valid"),
    ],
)
def test_given_a_lease_that_fails_then_its_reason_is_asked(screen, fields, code):
    found = screen(*with_lease(**fields))
    assert codes(found) == [(HOME, code)]
    assert status(found, HOME) == "defective"
    assert found.missing_items[0].file == "scan.pdf"


def test_given_two_faults_then_one_item_names_both(screen):
    found = screen(*with_lease(signed_landlord=False, tenant_names=["Olga Ivanova"]))
    assert codes(found) == [(HOME, "person_not_named")]
    assert "udlejeren" in found.missing_items[0].request["da"]


@pytest.mark.parametrize(
    "fields",
    [
        {"signed_landlord": None},
        {"signed_landlord": read("signed_landlord", value=False, accepted=False)},
        {"start_date": None},
        {"address": read("address", "Nørrebrogade 12B, 3. th, 2200 København N", accepted=False)},
        {"address": "Norrebrogde 12B, 3. tv, 2200 København N"},
        {"end_date": "2026-XX-XX"},
        {"tenant_names": ["M. J. García"]},
        {"confidence": 0.5},
    ],
)
def test_given_a_doubtful_lease_then_a_person_looks_and_nothing_is_asked(screen, fields):
    found = screen(*with_lease(**fields))
    assert (status(found, HOME), found.outcome, found.next) == (
        "uncertain",
        "needs_review",
        "wait_for_caseworker",
    )
    assert not found.missing_items
    assert len(found.questions) == 1


def test_given_a_lease_without_end_then_it_is_open_ended(screen):
    assert screen(*with_lease(end_date=None)).outcome == "complete"


def test_given_a_fault_beside_a_doubt_then_it_is_asked_for(screen):
    assert codes(screen(*with_lease(signed_landlord=False, start_date=None))) == [(HOME, "unsigned")]


def test_given_an_expired_passport_and_a_new_one_then_the_new_one_serves(screen):
    old = upload(passport(document_number="OLD", expiry_date="2020-01-01"))
    found = screen(*complete(), old)
    assert found.outcome == "complete"
    assert {one.set_aside for one in found.documents} == {None, "superseded"}


def test_given_one_side_of_a_card_then_the_other_is_asked_for(screen):
    front = replace(paper("national_id", **_card()), sides=("front",))
    assert codes(screen(upload(front), *complete()[1:])) == [(IDENTITY, "back_side_missing")]
    back = replace(paper("national_id", **_card()), sides=("back",))
    found = screen(upload(front), upload(back), *complete()[1:])
    assert found.outcome == "complete"
    assert all(one.set_aside is None for one in found.documents)


def _card() -> dict[str, str]:
    known = {"surname": "García López", "given_names": "María José", "birth_date": "1991-04-07"}
    return {**known, "document_number": "X1", "expiry_date": "2030-01-01"}


@pytest.mark.parametrize("label", ["visa", "driving_licence"])
def test_given_a_paper_that_cannot_be_identity_then_wrong_type(screen, label):
    near = paper(label, surname="García López", given_names="María José", birth_date="1991-04-07")
    assert codes(screen(upload(near), *complete()[1:])) == [(IDENTITY, "wrong_type")]


def test_given_a_card_from_outside_europe_then_it_is_no_identity(screen):
    who = profile(applicant=someone(nationality="IND"), basis="third_worker")
    card = upload(paper("national_id", **_card()))
    found = screen(card, upload(permit()), upload(lease()), who=who)
    assert codes(found) == [(IDENTITY, "wrong_type")]


def test_given_a_strangers_passport_then_it_is_defective(screen):
    stranger = upload(passport(surname="Ivanova", given_names="Olga", birth_date="1960-10-10"), file="x.jpg")
    found = screen(stranger, *complete()[1:])
    assert codes(found) == [(IDENTITY, "wrong_person")]
    assert found.missing_items[0].file == "x.jpg"


def test_given_an_old_eu_document_then_too_old_and_never_expired(screen):
    old = eu_document(issue_date="2024-01-01", expiry_date="2025-01-01")
    assert codes(screen(complete()[0], upload(old), complete()[2])) == [(STAY, "too_old")]


def test_given_an_eu_document_somewhat_old_then_a_person_looks(screen):
    found = screen(complete()[0], upload(eu_document(issue_date="2025-08-25")), complete()[2])
    assert (status(found, STAY), found.questions[0].kind) == ("uncertain", "rule")


@pytest.mark.parametrize(
    ("nationality", "basis"), [("SWE", "nordic"), ("DNK", "danish"), ("NOR", "eu_worker")]
)
def test_given_nordic_or_danish_citizens_then_no_residence_paper_is_asked_for(screen, nationality, basis):
    who = profile(applicant=someone(nationality=nationality), basis=basis)
    found = screen(upload(passport()), upload(lease()), who=who)
    assert (status(found, STAY), found.outcome) == ("not_applicable", "complete")


def test_given_the_eu_document_at_the_same_visit_then_it_is_not_asked_for(screen):
    who = profile(answers={"housing": "lease", "eu_document_same_visit": True})
    assert status(screen(upload(passport()), upload(lease()), who=who), STAY) == "not_applicable"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"expiry_date": "2026-01-31"}, "expired"),
        ({"expiry_date": "2026-04-01"}, "expires_too_soon"),
        ({"issue_date": "2026-03-20"}, "not_yet_valid"),
    ],
)
def test_given_a_permit_that_fails_then_its_reason_is_asked(screen, fields, code):
    who = profile(applicant=someone(nationality="BRA"), basis="third_worker")
    found = screen(upload(passport()), upload(permit(**fields)), upload(lease()), who=who)
    assert codes(found) == [(STAY, code)]


def test_given_a_permit_of_another_kind_then_a_person_looks(screen):
    who = profile(applicant=someone(nationality="BRA"), basis="third_worker")
    found = screen(upload(passport()), upload(permit(permit_kind="Studie")), upload(lease()), who=who)
    assert status(found, STAY) == "uncertain"


def test_given_a_host_then_the_declaration_serves_twice(screen):
    who = profile(answers={"housing": "host"})
    address = {"address": who.address}
    found = screen(
        *complete()[:2], upload(paper("landlord_declaration", **HOST, **address, signed_host=True)), who=who
    )
    assert (status(found, HOME), status(found, "host_declaration")) == ("satisfied", "satisfied")


def test_given_a_declaration_that_does_not_say_who_the_host_is_then_a_person_looks(screen):
    who = profile(answers={"housing": "host"})
    nobody = {**HOST, "host_name": None, "address": who.address}
    found = screen(
        *complete()[:2], upload(paper("landlord_declaration", **nobody, signed_host=True)), who=who
    )
    assert (status(found, HOME), found.questions[0].kind) == ("uncertain", "field")


def test_given_a_host_and_no_declaration_then_it_is_asked_for_once(screen):
    found = screen(*complete()[:2], who=profile(answers={"housing": "host"}))
    assert (status(found, HOME), status(found, "host_declaration")) == ("missing", "missing")
    assert codes(found) == [(HOME, "document_missing")]


def test_given_a_certificate_in_another_language_then_a_translation_is_asked_for(screen):
    spouse = someone(id="spouse", role="spouse", given_names="Youssef", surname="Alaoui", moves_in=False)
    names = {"spouse_names": ["يوسف العلوي", "ماريا"], "issuing_state": "MAR"}
    certificate = upload(paper("marriage_certificate", **names), language="ar")
    who = profile(spouse, applicant=MARRIED)
    assert codes(screen(*complete(), certificate, who=who)) == [("civil_status", "translation_missing")]


@pytest.mark.parametrize(("state", "outcome"), [("NOR", "complete"), ("POL", "needs_review")])
def test_given_too_few_words_to_tell_the_language_then_the_states_own_do(screen, state, outcome):
    spouse = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", moves_in=False)
    names = {"spouse_names": ["Juan Pérez", "María José García López"], "issuing_state": state}
    certificate = upload(paper("marriage_certificate", **names), language=None)
    assert screen(*complete(), certificate, who=profile(spouse, applicant=MARRIED)).outcome == outcome


def test_given_the_translation_too_then_only_the_names_are_looked_at(screen):
    spouse = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", moves_in=False)
    names = {"spouse_names": ["Juan Pérez", "María José García López"], "issuing_state": "MAR"}
    certificate = upload(paper("marriage_certificate", **names), language="ar")
    translation = upload(paper("translation", source_language="ar", target_language="en"))
    found = screen(*complete(), certificate, translation, who=profile(spouse, applicant=MARRIED))
    assert found.outcome == "complete"
    assert {one.document.label: one.used_for for one in found.documents}["translation"] == ("civil_status",)


def test_given_a_child_then_its_papers_are_owed_and_stamps_only_where_asked(screen):
    papers = _childs(issuing_state="ESP")
    assert screen(*complete(), *papers, who=profile(CHILD)).outcome == "complete"
    found = screen(*complete(), *_childs(issuing_state="UKR"), who=profile(CHILD))
    assert status(found, "child_parentage", "child-1") == "uncertain"
    assert not found.missing_items


def _childs(**birth) -> tuple[Inspection, ...]:
    name = {"given_names": "Eva", "surname": "García", "birth_date": "2020-01-02"}
    parents = {"parent_names": ["María José García López"]}
    return (
        upload(passport(**name, document_number="CH1")),
        upload(eu_document(person_name="Eva García", birth_date="2020-01-02", document_number="EU-2")),
        upload(paper("birth_certificate", **{**BIRTH, **parents, **birth})),
    )


def test_given_a_parent_abroad_then_custody_is_a_persons_matter_never_asked_for(screen):
    child = replace(CHILD, other_parent="abroad")
    found = screen(*complete(), *_childs(), who=profile(child))
    assert (status(found, "custody", "child-1"), found.missing_items) == ("uncertain", ())


def test_given_an_unknown_family_status_then_a_person_is_asked(screen):
    found = screen(*complete(), who=profile(applicant=someone(marital_status=None)))
    assert (status(found, "civil_status"), found.questions[0].kind) == ("uncertain", "rule")


def test_given_family_that_lives_here_then_it_owes_nothing(screen):
    child = replace(CHILD, moves_in=False)
    assert {one.subject for one in screen(*complete(), who=profile(child)).requirements} == {"applicant"}


@pytest.mark.parametrize("alternatives", [{}, {"lease": 0.3}])
def test_given_an_unknown_paper_that_could_be_it_then_a_person_looks(screen, alternatives):
    unknown = upload(paper("unknown", confidence=0.3, alternatives=alternatives))
    found = screen(*complete()[:2], unknown)
    assert (status(found, HOME), found.questions[0].kind) == ("uncertain", "label")
    assert "lease" in found.questions[0].options


@pytest.mark.parametrize(("share", "expected"), [(0.03, "uncertain"), (0.02, "missing")])
def test_given_kinds_that_only_together_are_likely_then_a_person_looks(screen, share, expected):
    note = paper("other", confidence=0.87, alternatives={"lease": share, "sublease": share})
    found = screen(*complete()[:2], upload(replace(note, accepted=False)))
    assert status(found, HOME) == expected


@pytest.mark.parametrize(("confidence", "expected"), [(0.3, "uncertain"), (0.6, "missing")])
def test_given_a_paper_hardly_taken_for_other_then_a_person_looks(screen, confidence, expected):
    found = screen(*complete()[:2], upload(paper("other", confidence=confidence)))
    assert status(found, HOME) == expected


def test_given_an_unknown_paper_that_is_likely_something_else_then_the_lease_is_asked_for(screen):
    unknown = upload(paper("unknown", confidence=0.3, alternatives={"payslip": 0.5}))
    assert codes(screen(*complete()[:2], unknown)) == [(HOME, "document_missing")]


def test_given_an_unknown_paper_and_nothing_missing_then_it_is_not_needed(screen):
    found = screen(*complete(), upload(paper("unknown", confidence=0.3, alternatives={"lease": 0.3})))
    assert found.outcome == "complete"


@pytest.mark.parametrize(
    ("code", "asked"), [("unreadable", "unreadable"), ("password_protected", "file_unusable")]
)
def test_given_one_gap_and_one_unusable_file_then_it_was_meant_for_that(screen, code, asked):
    found = screen(*complete()[:2], failed(code, "x.pdf"))
    assert codes(found) == [(HOME, asked)]
    assert (status(found, HOME), found.missing_items[0].file) == ("defective", "x.pdf")


def test_given_two_gaps_and_one_unusable_file_then_each_request_names_it(screen):
    found = screen(complete()[0], failed("corrupt", "x.pdf"))
    assert [code for _, code in codes(found)] == ["document_missing", "document_missing"]
    assert all("x.pdf" in one.request["da"] for one in found.missing_items)


def test_given_a_fault_of_ours_then_a_person_looks_first(screen):
    found = screen(*complete()[:2], failed("engine_crashed", "x.pdf"))
    assert (status(found, HOME), found.questions[0].file) == ("uncertain", "x.pdf")


def test_given_an_unreadable_lease_then_a_new_picture_is_asked_for(screen):
    blurred = upload(paper("lease", confidence=0.7), readable=False, file="x.jpg")
    assert codes(screen(*complete()[:2], blurred)) == [(HOME, "unreadable")]


def test_given_a_persons_correction_then_the_case_becomes_complete(screen):
    doubtful = upload(lease(signed_landlord=None), language="da")
    uploads = (*complete()[:2], doubtful)
    said = Correction(doubtful.sha256, (1,), None, {"signed_landlord": True})
    assert screen(*uploads).outcome == "needs_review"
    assert screen(*uploads, corrections=(said,)).outcome == "complete"


@pytest.mark.parametrize(
    ("ruling", "outcome", "asked"),
    [
        (Ruling(HOME, "applicant", "satisfied"), "complete", []),
        (Ruling(HOME, "applicant", "defective", "unsigned"), "incomplete", [(HOME, "unsigned")]),
        (Ruling(HOME, "applicant", "missing"), "incomplete", [(HOME, "document_missing")]),
    ],
)
def test_given_a_ruling_then_it_beats_the_machine(screen, ruling, outcome, asked):
    found = screen(*with_lease(start_date=None), rulings=(ruling,))
    assert (found.outcome, codes(found)) == (outcome, asked)


def test_given_a_setting_then_gaps_that_the_law_lets_wait_do_not_hold_up_booking(entry):
    open_door = replace(entry, booking_despite_gaps=True)
    matched = match(case(*complete(), who=profile(applicant=MARRIED)))
    assert (decide(matched, using=open_door).outcome, decide(matched, using=open_door).next) == (
        "incomplete",
        "book_verification",
    )
    assert decide(matched, using=entry).next == "send_missing"


def test_given_eight_documents_then_it_takes_less_than_50_ms(screen):
    uploads = (*complete(), *_childs(), upload(permit()), upload(paper("payslip", person_name="X")))
    screen(*uploads, who=profile(CHILD))
    started = time.process_time()
    screen(*uploads, who=profile(CHILD))
    assert time.process_time() - started < 0.05


def test_given_an_optional_paper_then_it_is_used_and_counts_for_nothing(screen):
    card = paper("health_insurance_card", person_name="María José García López", birth_date="1991-04-07")
    found = screen(*complete()[:2], upload(card))
    assert (status(found, "health_insurance_country"), found.completeness) == ("satisfied", 0.66)
    assert codes(found) == [(HOME, "document_missing")]


def test_given_a_question_then_it_speaks_of_the_applicant_and_a_request_to_them(screen):
    found = screen(upload(passport(confidence=0.5)), complete()[2])
    assert "for ansøgeren" in found.questions[0].text["da"]
    assert "for dig" in found.missing_items[0].request["da"]
    assert not any("for dig" in one.text["da"] for one in found.questions)


def test_given_a_paper_of_doubtful_kind_with_a_fault_then_its_kind_is_asked_and_nothing_of_the_applicant(
    screen,
):
    found = screen(*with_lease(confidence=0.7, signed_landlord=False))
    assert (status(found, HOME), found.missing_items) == ("uncertain", ())
    assert "label" in {question.kind for question in found.questions}


@pytest.mark.parametrize(("whole", "outcome"), [(True, "complete"), (False, "incomplete")])
def test_given_a_passport_at_the_edge_of_its_picture_then_its_zone_tells_if_something_is_lost(
    screen, whole, outcome
):
    zone = Mrz("TD3", ("P<ESPGARCIA", "XDA123456"), valid=whole, checks={})
    identity, *others = complete()
    at_the_edge = replace(identity.pages[0].quality, issues=("cut_off",))
    cut = replace(
        identity,
        pages=(replace(identity.pages[0], quality=at_the_edge),),
        documents=(replace(identity.documents[0], mrz=zone),),
    )
    assert screen(cut, *others).outcome == outcome


@pytest.mark.parametrize(
    ("value", "other", "outcome"),
    [
        ("2031-02-01", "2031-02-03", "complete"),
        ("2031-02-01", "2021-02-01", "needs_review"),
        ("2021-02-01", "2021-02-03", "needs_review"),
    ],
)
def test_given_two_readings_then_only_a_doubt_that_changes_something_goes_to_a_person(
    screen, value, other, outcome
):
    doubtful = replace(read("expiry_date", value, accepted=False), conflicts=(f"anchor: {other}",))
    assert screen(upload(passport(expiry_date=doubtful)), *complete()[1:]).outcome == outcome


def test_given_one_doubtful_reading_then_a_person_looks(screen):
    doubtful = read("expiry_date", "2031-02-01", accepted=False)
    assert screen(upload(passport(expiry_date=doubtful)), *complete()[1:]).outcome == "needs_review"


def test_given_two_birth_dates_on_a_passport_then_a_person_looks_whichever_is_right(screen):
    doubtful = replace(read("birth_date", "1991-04-01", accepted=False), conflicts=("anchor: 1991-04-02",))
    assert screen(upload(passport(birth_date=doubtful)), *complete()[1:]).outcome == "needs_review"
