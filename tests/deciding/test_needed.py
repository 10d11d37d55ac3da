"""Of restricted papers only what a rule of the service uses is read."""

import ast
import inspect

import pytest

from pipeline.chain import for_any_service, for_service
from pipeline.deciding import fields_needed
from pipeline.deciding.needed import OF_RULE, WHOSE
from pipeline.deciding.rules import RULES
from pipeline.exchange import profile_from_json
from pipeline.extracting import extract
from pipeline.records import Box, Document, Page, Quality, Raster, Reading, ReadPage, Upload, Word
from pipeline.vocabulary import FIELDS, RESTRICTED

EVERY_FIELD = {name for fields in FIELDS.values() for name in fields}


def record_of(label: str, *lines: str) -> tuple[Reading, tuple[Document, ...]]:
    words = tuple(
        Word(text, Box(0.1 + 0.08 * at, 0.1 + 0.05 * row, 0.17 + 0.08 * at, 0.12 + 0.05 * row), 1.0, row)
        for row, line in enumerate(lines)
        for at, text in enumerate(line.split())
    )
    page = Page(1, Raster(100, 140, 1, bytes(14000)), 100.0, 0, Quality(readable=True, score=1.0))
    upload = Upload("a.pdf", "a.pdf", "0" * 64, "application/pdf", b"")
    return Reading(upload, (ReadPage(page, words, "layer", "test"),)), (Document((1,), label, 0.99),)


RECORD = record_of("criminal_record", "Navn: Anna Holm", "Udstedelsesdato: 02.03.2026")
CARD = record_of(
    "health_insurance_card", "Name: Anna Holm", "Expiry date: 02.03.2028", "Birth date: 02.03.1990"
)


def names(of: tuple[Reading, tuple[Document, ...]], kit) -> set[str]:
    return {field.name for field in extract(*of, using=kit.fields)[0].fields}


def entry(root, kit):
    return for_service(
        kit, profile_from_json((root / "samples/cases/01-eu-worker-complete/profile.json").read_bytes())
    )


def test_given_no_case_then_all_that_the_contract_names_is_read(kit):
    assert names(RECORD, kit) == {"person_name", "issue_date"}
    assert names(CARD, kit) == {"person_name", "birth_date", "expiry_date"}


def test_given_a_case_whose_rules_use_no_criminal_record_then_nothing_of_it_is_read(root, kit):
    assert names(RECORD, entry(root, kit)) == set()


def test_given_a_case_that_takes_a_health_card_then_it_tells_whose_it_is_and_no_more(root, kit):
    assert names(CARD, entry(root, kit)) == {"person_name", "birth_date"}


def test_given_any_service_then_what_none_uses_is_not_read(kit):
    everywhere = for_any_service(kit)
    assert names(RECORD, everywhere) == set()
    assert names(CARD, everywhere) == {"person_name", "birth_date"}


def test_given_a_service_without_health_cards_then_nothing_of_them_is_needed(kit):
    needed = fields_needed(kit.policies["dk-citizenship"])
    assert set(needed) == RESTRICTED
    assert needed["health_insurance_card"] == frozenset()
    assert fields_needed(kit.policies["dk-cpr-entry"])["health_insurance_card"] <= WHOSE


@pytest.mark.parametrize("rule", sorted(OF_RULE))
def test_given_a_rule_then_its_row_names_every_field_that_its_code_names(rule):
    told = ast.walk(ast.parse(inspect.getsource(RULES[rule])))
    named = {node.value for node in told if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert named & EVERY_FIELD <= OF_RULE[rule]
