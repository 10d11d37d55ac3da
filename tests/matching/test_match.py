from dataclasses import replace

import pytest

from pipeline.matching import match
from pipeline.records import Correction, ExtractedDocument, InspectedPage, Inspection, MatchedDocument
from tests.deciding.papers import (
    case,
    complete,
    eu_document,
    failed,
    lease,
    paper,
    passport,
    profile,
    read,
    someone,
    upload,
)

SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
CHILD = someone(
    id="child-1", role="child", given_names="Eva", surname="Pérez García", birth_date="2020-01-02"
)


def only(*uploads, who=None, **more) -> MatchedDocument:
    (document,) = match(case(*uploads, who=who, **more)).documents
    return document


def test_given_own_passport_then_it_is_the_applicants_and_sure():
    found = only(upload(passport()))
    assert (found.subject, found.sure, found.set_aside) == ("applicant", True, None)


def test_given_family_then_each_paper_goes_to_its_own():
    papers = (
        passport(),
        passport(given_names="JUAN", surname="PEREZ", birth_date="1990-01-02", document_number="B"),
    )
    found = match(case(*map(upload, papers), who=profile(SPOUSE)))
    assert {one.subject for one in found.documents} == {"applicant", "spouse"}


def test_given_another_name_and_birth_date_then_a_strangers():
    found = only(upload(passport(given_names="Olga", surname="Ivanova", birth_date="1960-10-10")))
    assert (found.subject, found.set_aside) == (None, "wrong_person")


def test_given_another_name_alone_then_never_a_strangers():
    for birth_date in (None, read("birth_date", "1960-10-10", accepted=False), "1991-04-07", "1991-07-04"):
        found = only(upload(passport(given_names="Olga", surname="Ivanova", birth_date=birth_date)))
        assert (found.sure, found.set_aside) == (False, None)


def test_given_own_name_and_another_birth_date_then_doubtful():
    found = only(upload(passport(birth_date="1960-10-10")))
    assert (found.subject, found.sure) == ("applicant", False)
    assert [one.code for one in found.findings] == ["birth_date_mismatch"]


def test_given_same_named_relatives_then_the_birth_date_decides():
    father = someone(id="spouse", role="spouse", birth_date="1961-04-07")
    found = only(upload(passport(birth_date="1961-04-07")), who=profile(father))
    assert (found.subject, found.sure) == ("spouse", True)


def test_given_a_birth_date_of_nobody_and_a_relative_who_stays_away_then_it_may_be_the_movers():
    parent = someone(id="parent", role="custody_holder", birth_date="1970-01-02", moves_in=False)
    found = only(upload(passport(birth_date="2017-01-03")), who=profile(parent))
    assert (found.subject, found.sure) == ("applicant", False)


def test_given_a_birth_date_of_nobody_and_two_of_that_name_then_it_is_nobodys_yet():
    child = someone(id="child-1", role="child", birth_date="2020-01-02")
    found = only(upload(passport(birth_date="2017-01-03")), who=profile(child))
    assert (found.subject, found.sure, found.set_aside) == (None, False, None)


def test_given_a_name_read_badly_and_with_a_slip_then_not_sure():
    found = only(upload(passport(surname=read("surname", "García Lóbez", accepted=False))))
    assert (found.subject, found.sure) == ("applicant", False)


def test_given_a_lease_with_other_tenants_then_nobody_is_named():
    found = only(upload(lease(tenant_names=["Olga Ivanova"])))
    assert found.subject is None
    assert [one.code for one in found.findings] == ["person_not_named"]


def test_given_a_birth_certificate_with_other_parents_then_no_relation():
    known = {"person_name": "Eva Pérez García", "birth_date": "2020-01-02"}
    found = only(
        upload(paper("birth_certificate", **known, parent_names=["Olga Ivanova"])), who=profile(CHILD)
    )
    assert found.subject == "child-1"
    assert [one.code for one in found.findings] == ["relation_not_shown"]


def test_given_a_name_that_father_and_child_bear_and_no_day_then_the_certificate_is_nobodys_yet():
    child = someone(id="child-1", role="child", birth_date="2020-01-02")
    found = only(
        upload(paper("birth_certificate", person_name="María José García López")), who=profile(child)
    )
    assert (found.subject, found.sure) == (None, False)


@pytest.mark.parametrize("second", [[], ["Mladenci"]])
def test_given_a_marriage_of_which_one_name_was_read_then_a_person_looks_who_the_other_is(second):
    spouse = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
    wedding = paper("marriage_certificate", spouse_names=["María José García López", *second])
    found = only(upload(wedding), who=profile(spouse))
    assert [one.code for one in found.findings] == ["name_mismatch_needs_proof"]


def test_given_unknown_label_then_not_sure():
    found = only(upload(paper("unknown", confidence=0.2)))
    assert (found.sure, [one.code for one in found.findings]) == (False, ["unknown_type"])


def test_given_the_same_file_twice_then_one_is_a_duplicate():
    found = match(case(upload(lease(), file="a.pdf"), upload(lease(), file="b.pdf"))).documents
    assert sorted(one.set_aside or "" for one in found) == ["", "duplicate"]


def test_given_one_passport_photographed_twice_then_the_better_picture_is_kept():
    worse = passport(expiry_date=read("expiry_date", "2031-05-01", accepted=False))
    kept = [one for one in match(case(upload(passport()), upload(worse))).documents if one.set_aside is None]
    assert [one.document for one in kept] == [passport()]


def test_given_a_number_read_once_from_print_and_once_from_the_zone_then_it_is_one_passport():
    papers = (passport(document_number="DK-7833301"), passport(document_number="DK7833301"))
    found = match(case(*(upload(one, file=f"{place}.jpg") for place, one in enumerate(papers)))).documents
    assert sorted(one.set_aside or "" for one in found) == ["", "duplicate"]


def test_given_a_lease_sent_again_with_signature_then_the_first_is_superseded():
    found = match(case(upload(lease()), upload(lease(signed_landlord=False)))).documents
    aside = {one.document.field("signed_landlord").value: one.set_aside for one in found}
    assert aside == {True: None, False: "superseded"}


def test_given_an_expired_paper_and_one_whose_end_is_in_doubt_then_they_are_two():
    doubtful = passport(expiry_date=read("expiry_date", "2031-02-01", accepted=False))
    found = match(case(upload(passport(expiry_date="2025-03-03")), upload(doubtful))).documents
    assert [one.set_aside for one in found] == [None, None]


def test_given_front_and_back_apart_then_none_is_a_duplicate():
    front = replace(paper("national_id", document_number="A1"), sides=("front",))
    back = replace(paper("national_id", document_number="A1"), sides=("back",))
    assert all(one.set_aside is None for one in match(case(upload(front), upload(back))).documents)


def test_given_failed_uploads_then_they_are_unusable_each_content_once():
    found = match(case(failed("corrupt", "a.pdf"), failed("corrupt", "b.pdf"), failed("empty")))
    assert len(found.unusable) == 2


def test_given_an_unreadable_page_with_nothing_read_then_unreadable():
    assert only(upload(paper("unknown"), readable=False)).set_aside == "unreadable"


def test_given_an_unreadable_page_whose_values_are_trusted_then_used():
    assert only(upload(passport(), readable=False)).set_aside is None


def test_given_a_corrected_label_then_it_beats_the_machine_and_drops_strange_fields():
    wrong = upload(paper("payslip", confidence=0.4, person_name="X", employer_name="Y"))
    fields = {"tenant_names": ["María José García López"], "signed_landlord": True}
    found = only(wrong, corrections=(Correction(wrong.sha256, (1,), "lease", fields),))
    assert (found.document.label, found.document.confidence, found.sure) == ("lease", 1.0, True)
    assert {one.name for one in found.document.fields} == set(fields)
    assert all(one.source == "person" and one.accepted for one in found.document.fields)


def test_given_a_corrected_field_then_the_others_stay():
    read_one = upload(eu_document(issue_date="2020-01-01"))
    found = only(
        read_one, corrections=(Correction(read_one.sha256, (1,), None, {"issue_date": "2026-01-01"}),)
    )
    assert found.document.field("issue_date").value == "2026-01-01"
    assert found.document.field("person_name").source == "anchor"


def test_given_a_document_of_another_case_then_it_stands_nowhere():
    stranger, own = upload(lease()), upload(passport())
    gone = Correction(stranger.sha256, (1,), None, {}, elsewhere=True)
    found = match(case(stranger, own, corrections=(gone,)))
    assert ([one.sha256 for one in found.documents], found.unusable) == ([own.sha256], ())


def test_given_one_of_two_documents_of_a_file_in_another_case_then_the_other_stays():
    both = upload(passport(), replace(lease(), pages=(2,)))
    first = both.documents[0]
    found = only(both, corrections=(Correction(both.sha256, first.pages, None, {}, elsewhere=True),))
    assert found.document.label == "lease"


def test_given_any_order_then_the_same_case():
    uploads = complete()
    assert match(case(*uploads)) == match(case(*reversed(uploads)))


def test_given_pages_of_two_languages_then_the_language_is_unsure():
    one = upload(lease(), language="da")
    page = InspectedPage(
        **{**{name: getattr(one.pages[0], name) for name in one.pages[0].__slots__}, "number": 2}
    )
    both = replace(
        one, pages=(one.pages[0], replace(page, language="en")), documents=(replace(lease(), pages=(1, 2)),)
    )
    assert only(both).language is None


def test_given_a_paper_issued_anew_then_it_is_another_paper():
    found = match(case(upload(eu_document(issue_date="2024-01-01")), upload(eu_document()))).documents
    assert [one.set_aside for one in found] == [None, None]


def told(document: ExtractedDocument, text: str, language: str) -> Inspection:
    found = upload(document, language=language)
    return replace(found, pages=tuple(replace(page, text=text) for page in found.pages))


def test_given_two_translations_then_each_is_laid_to_the_kind_of_paper_that_it_names():
    birth = told(paper("birth_certificate", issue_date="2025-04-02"), "nascimento 2014 2020 55930", "pt")
    wedding = told(paper("marriage_certificate", issue_date="2024-08-25"), "casamento 1987 2069", "pt")
    languages = {"source_language": "pt", "target_language": "en"}
    of_birth = told(
        paper("translation", issue_date="2025-07-05", **languages), "Birth certificate 7433", "en"
    )
    of_wedding = told(
        paper("translation", issue_date="2025-07-28", **languages),
        "Marriage certificate 2014 2020 55930",
        "en",
    )
    found = match(case(birth, wedding, of_birth, of_wedding)).documents
    laid = {one.sha256: one.translates for one in found if one.document.label == "translation"}
    assert laid == {of_birth.sha256: (birth.sha256, (1,)), of_wedding.sha256: (wedding.sha256, (1,))}
