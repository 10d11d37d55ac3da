"""Which kind of value each field holds, and who reads that kind."""

from collections.abc import Callable
from typing import Final

from pipeline.extracting.normalise.addresses import find_addresses
from pipeline.extracting.normalise.amounts import find_amounts
from pipeline.extracting.normalise.cpr import find_cprs
from pipeline.extracting.normalise.cvr import find_cvrs
from pipeline.extracting.normalise.dates import find_dates
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.hours import find_hours
from pipeline.extracting.normalise.iban import find_ibans
from pipeline.extracting.normalise.languages import find_languages
from pipeline.extracting.normalise.names import find_organisation, find_party, find_people, find_person
from pipeline.extracting.normalise.numbers import find_document_numbers, find_years
from pipeline.extracting.normalise.places import find_place, find_text
from pipeline.extracting.normalise.sexes import find_sex
from pipeline.extracting.normalise.states import find_states

Reader = Callable[[str, Context], tuple[Found, ...]]

READERS: Final[dict[str, Reader]] = {
    "date": find_dates,
    "amount": find_amounts,
    "person": find_person,
    "people": find_people,
    "party": find_party,
    "organisation": find_organisation,
    "address": find_addresses,
    "cpr": find_cprs,
    "cvr": find_cvrs,
    "iban": find_ibans,
    "hours": find_hours,
    "state": find_states,
    "language": find_languages,
    "sex": find_sex,
    "place": find_place,
    "number": find_document_numbers,
    "year": find_years,
    "text": find_text,
}
"""Kind → its normaliser."""

_BY_KIND: Final = {
    "date": "birth_date issue_date expiry_date start_date end_date marriage_date decree_date death_date "
    "change_date registration_date payment_date test_date period_start period_end",
    "amount": "monthly_rent monthly_pay gross_pay net_pay income closing_balance amount monthly_amount",
    "person": "surname given_names person_name host_name attorney_name translator_name former_name",
    "people": "tenant_names guest_names parent_names spouse_names child_names holder_names owner_names",
    "party": "landlord_name",
    "organisation": "employer_name payer_name institution company_name",
    "address": "address",
    "cpr": "cpr",
    "cvr": "employer_cvr cvr",
    "iban": "iban",
    "hours": "weekly_hours",
    "state": "nationality issuing_state",
    "language": "source_language target_language",
    "sex": "sex",
    "place": "birth_place place",
    "number": "document_number personal_number reference form_id",
    "year": "year",
    "text": "programme degree permit_kind test",
}
KIND_OF: Final = {field: kind for kind, fields in _BY_KIND.items() for field in fields.split()}
"""Field → kind. Fields that are not here are found by rules: flags and signatures."""

NAME_PARTS: Final = frozenset({"surname", "given_names"})
"""A name as cards and passports print it."""

REACH: Final = {
    "address": 60,
    "text": 2,
    "place": 4,
    "person": 8,
    "party": 2,
    "organisation": 2,
    "people": 0,
    "sex": 6,
}
"""How many signs may stand between a label and its value; else `REACH_OF_FIGURES`."""
REACH_OF_FIGURES: Final = 24
LISTS: Final = frozenset(_BY_KIND["people"].split())
"""Fields whose value is a list of names."""
