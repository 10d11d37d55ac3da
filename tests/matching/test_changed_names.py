"""A surname that differs is explained by a certificate of marriage or of a change of name in the case."""

import pytest

from pipeline.deciding import decide
from pipeline.matching import match
from tests.deciding.papers import (
    case,
    complete,
    eu_document,
    lease,
    paper,
    passport,
    profile,
    someone,
    upload,
)

ANNA = someone(given_names="Anna Maria", surname="Kowalska", birth_date="1991-04-07", nationality="POL")
PIOTR = someone(id="spouse", role="spouse", given_names="Piotr", surname="Kowalski", birth_date="1990-01-01")


def married(*names: str, **more):
    return upload(paper("marriage_certificate", spouse_names=list(names), **more), file="vielse.pdf")


def changed(former: str, now: str):
    return upload(paper("name_change", former_name=former, person_name=now), file="navn.pdf")


def laid(document, *beside, applicant=ANNA, others=()):
    who = profile(*others, applicant=applicant)
    found = match(case(upload(document), *beside, who=who)).documents
    return next(one for one in found if one.document is document)


@pytest.mark.parametrize(
    "certificate",
    [
        married("Anna Maria Nowak", "Piotr Kowalski"),
        married("Piotr KOWALSKI", "NOWAK Anna Maria"),
        changed("Anna Maria Nowak", "Anna Maria Kowalska"),
    ],
)
def test_given_the_birth_name_on_a_lease_then_a_certificate_explains_it(certificate):
    old = lease(tenant_names=["Anna Maria Nowak"])
    assert laid(old).subject is None or not laid(old).sure
    found = laid(old, certificate)
    assert (found.subject, found.sure) == ("applicant", True)
    assert found.name_by == (certificate.sha256, (1,))


@pytest.mark.parametrize("surname", ["Kowalska", "Kowalski", "Nowak-Kowalska", "Nowak Kowalska"])
def test_given_the_married_name_on_a_paper_then_the_certificate_explains_it(surname):
    before = someone(given_names="Anna Maria", surname="Nowak")
    own = eu_document(person_name=f"Anna Maria {surname}", birth_date=None)
    found = laid(own, married("Anna Maria Nowak", "Piotr Kowalski"), applicant=before)
    assert (found.subject, found.sure) == ("applicant", True)


@pytest.mark.parametrize(
    "certificate",
    [
        married("Ewa Wiśniewska", "Jan Zieliński"),
        married("Anna Maria Nowak", "Jan Zieliński"),
        married("Anna Maria Nowak", "Piotr Kowalski", confidence=0.4),
        changed("Ewa Nowak", "Ewa Kowalska"),
        None,
    ],
)
def test_given_a_certificate_of_others_or_a_doubtful_one_then_it_explains_nothing(certificate):
    beside = (certificate,) if certificate else ()
    found = laid(eu_document(person_name="Anna Maria Nowak"), *beside)
    assert not found.sure
    assert found.name_by is None


def test_given_a_single_name_and_a_marriage_then_the_name_is_still_enough():
    joko = someone(given_names="Joko", surname=None)
    found = laid(lease(tenant_names=["Joko"]), married("Joko", "Puspita"), applicant=joko)
    assert (found.subject, found.sure, found.name_by) == ("applicant", True, None)


def test_given_a_mothers_birth_name_on_her_childs_certificate_then_the_marriage_explains_it():
    child = someone(
        id="child-1", role="child", given_names="Eva", surname="Kowalska", birth_date="2020-01-02"
    )
    known = {"person_name": "Eva Kowalska", "birth_date": "2020-01-02", "parent_names": ["Anna Maria Nowak"]}
    birth = paper("birth_certificate", **known)
    assert [one.code for one in laid(birth, others=(child,)).findings] != []
    assert laid(birth, married("Anna Maria Nowak", "Piotr Kowalski"), others=(child,)).findings == ()


def test_given_half_a_passport_of_the_spouse_then_a_marriage_does_not_make_it_the_applicants():
    wife = someone(id="spouse", role="spouse", given_names="Malin", surname="Söderqvist")
    husband = someone(given_names="Viktor", surname="Åkerlund")
    half = passport(surname="SÖDERQVIST", given_names=None, birth_date=None)
    certificate = married("Viktor Åkerlund", "Malin Söderqvist")
    assert laid(half, certificate, applicant=husband, others=(wife,)).subject != "applicant"


def test_given_the_others_passport_then_a_marriage_makes_it_nobody_elses():
    his = passport(given_names="Piotr", surname="Kowalski", birth_date="1990-01-01")
    certificate = married("Anna Maria Nowak", "Piotr Kowalski")
    assert laid(his, certificate, others=(PIOTR,)).subject == "spouse"
    assert laid(his, certificate).set_aside == "wrong_person"


def test_given_the_certificate_that_was_asked_for_then_the_case_is_complete_and_says_what_it_served(entry):
    own = eu_document(person_name="María José Holm")
    papers = (complete()[0], upload(own), complete()[2])
    before = decide(match(case(*papers)), using=entry)
    assert before.outcome == "needs_review"
    after = decide(match(case(*papers, married("María José García López", "Nils Holm"))), using=entry)
    assert after.outcome == "complete"
    certificate = next(one for one in after.documents if one.document.label == "marriage_certificate")
    assert (certificate.used_for, certificate.set_aside) == (("right_of_residence",), None)
