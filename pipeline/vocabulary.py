"""The contract's words, once: labels, their fields, and every code that leaves the program."""

from pathlib import Path
from typing import Any, Final

from pipeline.yaml_files import read_yaml

UNKNOWN: Final = "unknown"

_GROUPS: Final[dict[str, dict[str, dict[str, Any]]]] = read_yaml(Path(__file__).with_name("labels.yaml"))
_LABELS: Final = {label: said for group in _GROUPS.values() for label, said in group.items()}

LABEL_GROUPS: Final = {group: tuple(labels) for group, labels in _GROUPS.items()}
"""The labels in the groups that people look for them in."""
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    **{label: tuple(said["fields"]) for label, said in _LABELS.items()},
    UNKNOWN: (),
}
"""Label → the fields it may carry. `cpr` and `sides` may stand on more, see `ANYWHERE` and `CARDS`."""
LABELS: Final = tuple(_LABELS)
ANYWHERE: Final = ("cpr",)


def _those(flag: str) -> frozenset[str]:
    return frozenset(label for label, said in _LABELS.items() if said.get(flag))


CARDS: Final = _those("card")
"""Labels with two sides."""
IDENTITY: Final = _those("identity")
RESTRICTED: Final = _those("restricted")
"""Labels of health and offences: of these no field is read that no rule of the service uses."""
ONE_PAGE: Final = _those("one_page")
"""Labels of which each page that clearly shows its kind is one of its own; a card has two sides."""

FAILURE_CODES: Final = frozenset(
    {
        "empty",
        "unsupported_type",
        "password_protected",
        "corrupt",
        "truncated",
        "too_many_bytes",
        "too_many_pages",
        "too_many_pixels",
        "too_complex",
        "unreadable",
        "engine_crashed",
    }
)
QUALITY_ISSUES: Final = frozenset(
    {
        "blurred",
        "low_resolution",
        "too_dark",
        "too_bright",
        "glare",
        "shadow",
        "cut_off",
        "blank",
        "skewed",
        "noisy",
        "obstructed",
        "small_text",
    }
)

REQUIREMENTS: Final[dict[str, tuple[str, ...]]] = {
    "dk-cpr-entry": (
        "identity",
        "nordic_number",
        "right_of_residence",
        "length_of_stay",
        "proof_of_address",
        "host_declaration",
        "civil_status",
        "child_parentage",
        "custody",
        "health_insurance_country",
        "previous_cpr",
    ),
    "dk-eu-residence": (
        "identity",
        "application_form",
        "length_of_stay",
        "grounds",
        "self_support",
        "relation",
        "principal_grounds",
        "custody",
    ),
    "dk-citizenship": (
        "identity",
        "residence_period",
        "permanent_permit",
        "danish_test",
        "citizenship_test",
        "self_support",
        "employment",
        "declarations",
        "fee",
        "ceremony",
    ),
    "dk-health-card": ("identity", "reason_proof", "consent", "fee", "authorisation"),
}
SERVICES: Final = tuple(REQUIREMENTS)

MISSING_CODES: Final = (
    "document_missing",
    "page_missing",
    "back_side_missing",
    "unreadable",
    "cut_off",
    "file_unusable",
    "wrong_type",
    "not_final",
    "expired",
    "expires_too_soon",
    "not_yet_valid",
    "too_old",
    "date_missing",
    "unsigned",
    "signature_wrong_person",
    "wrong_person",
    "name_mismatch_needs_proof",
    "birth_date_mismatch",
    "person_not_named",
    "address_mismatch",
    "address_outside_municipality",
    "address_incomplete",
    "period_too_short",
    "period_gap",
    "hours_too_low",
    "amount_too_low",
    "conditional_admission",
    "translation_missing",
    "translation_incomplete",
    "legalisation_missing",
    "original_required",
    "consent_missing",
    "custody_proof_missing",
    "relation_not_shown",
    "principal_grounds_missing",
    "payment_missing",
    "form_incomplete",
    "authorisation_missing",
    "proof_of_status_missing",
)
"""What an applicant can be asked for; append only."""

INTERNAL_CODES: Final = (
    "suspected_alteration",
    "duplicate_file",
    "superseded",
    "low_confidence",
    "conflicting_fields",
    "unknown_type",
    "specimen_or_test",
    "restricted_content",
    "other_authority",
)
"""For caseworkers only; never in a letter."""

SET_ASIDE: Final = ("duplicate", "superseded", "not_needed", "unreadable", "wrong_person")
