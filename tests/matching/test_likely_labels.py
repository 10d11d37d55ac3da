"""Which labels in doubt the profile bears out, and which stay a person's to name."""

from dataclasses import replace

import pytest

from pipeline.matching.likely_labels import labels_borne_out
from tests.deciding.papers import paper, profile, someone, upload

SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
CHILD = someone(
    id="child-1", role="child", given_names="Eva", surname="Pérez García", birth_date="2020-01-02"
)
HOLDER = someone(
    id="parent",
    role="custody_holder",
    given_names="Per",
    surname="Holm",
    birth_date="1988-01-02",
    moves_in=False,
)
FAMILY = profile(SPOUSE, CHILD, HOLDER)
OWN = "María José García López"
CHILDS = {"person_name": "Eva Pérez García", "birth_date": "2020-01-02"}


def accepted(label: str, **fields: object) -> bool:
    """Whether a paper that is likely, and not surely, of this kind is taken for it."""
    doubtful = replace(
        paper(label, confidence=0.67, alternatives={"divorce_decree": 0.17}, **fields), accepted=False
    )
    (document,) = labels_borne_out(upload(doubtful), FAMILY).documents
    return document.accepted


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([OWN, "Juan Pérez"], True),
        ([OWN, "Olga Ivanova"], False),
        ([OWN], False),
        ([OWN, OWN], False),
        ([OWN, "Per Holm"], False),
        ([OWN, "Eva Pérez García"], False),
    ],
)
def test_given_a_likely_marriage_certificate_then_both_spouses_bear_it_out(names, expected):
    assert accepted("marriage_certificate", spouse_names=names) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (CHILDS, True),
        ({**CHILDS, "birth_date": "2019-01-02"}, False),
        ({**CHILDS, "person_name": "Olga Ivanova"}, False),
        ({"person_name": OWN, "birth_date": "1991-04-07"}, False),
    ],
)
def test_given_a_likely_birth_certificate_then_a_childs_name_and_day_bear_it_out(fields, expected):
    assert accepted("birth_certificate", **fields) is expected


def test_given_any_other_kind_in_doubt_then_a_person_names_it():
    assert not accepted("divorce_decree", spouse_names=[OWN, "Juan Pérez"])
    assert not accepted("bank_statement", holder_names=[OWN])
