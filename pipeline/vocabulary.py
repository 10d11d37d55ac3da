"""The contract's words, once: labels, their fields, and every code that leaves the program."""

from typing import Final

UNKNOWN: Final = "unknown"

_IDENTITY_FIELDS: Final = (
    "surname",
    "given_names",
    "birth_date",
    "birth_place",
    "sex",
    "nationality",
    "issuing_state",
    "document_number",
    "personal_number",
    "issue_date",
    "expiry_date",
)
_LEASE_FIELDS: Final = (
    "tenant_names",
    "landlord_name",
    "address",
    "start_date",
    "end_date",
    "monthly_rent",
    "signed_tenant",
    "signed_landlord",
)

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    # identity
    "passport": _IDENTITY_FIELDS,
    "national_id": _IDENTITY_FIELDS,
    "residence_permit": (*_IDENTITY_FIELDS, "permit_kind", "permanent"),
    "visa": _IDENTITY_FIELDS,
    "driving_licence": (
        "surname",
        "given_names",
        "birth_date",
        "issuing_state",
        "document_number",
        "issue_date",
        "expiry_date",
    ),
    "eu_residence_document": (
        "person_name",
        "birth_date",
        "nationality",
        "document_number",
        "issue_date",
        "basis",
        "permanent",
    ),
    "health_insurance_card": ("person_name", "birth_date", "issuing_state", "document_number", "expiry_date"),
    "photo_portrait": (),
    # civil status
    "birth_certificate": (
        "person_name",
        "birth_date",
        "birth_place",
        "parent_names",
        "issuing_state",
        "issue_date",
    ),
    "marriage_certificate": ("spouse_names", "marriage_date", "place", "issuing_state", "issue_date"),
    "divorce_decree": ("spouse_names", "decree_date", "issuing_state"),
    "death_certificate": ("person_name", "death_date", "issuing_state"),
    "name_change": ("former_name", "person_name", "change_date", "issuing_state"),
    "custody_or_consent": ("child_names", "holder_names", "signed_holder", "issue_date"),
    # housing
    "lease": _LEASE_FIELDS,
    "sublease": _LEASE_FIELDS,
    "owner_proof": ("owner_names", "address", "issue_date"),
    "landlord_declaration": ("host_name", "guest_names", "address", "start_date", "end_date", "signed_host"),
    "utility_bill": ("person_name", "address", "issue_date"),
    # work and means
    "employment_contract": (
        "person_name",
        "employer_name",
        "employer_cvr",
        "start_date",
        "end_date",
        "weekly_hours",
        "monthly_pay",
        "issue_date",
        "signed_employee",
        "signed_employer",
    ),
    "employer_letter": (
        "person_name",
        "employer_name",
        "start_date",
        "weekly_hours",
        "monthly_pay",
        "issue_date",
        "signed_employer",
    ),
    "payslip": (
        "person_name",
        "employer_name",
        "employer_cvr",
        "period_start",
        "period_end",
        "gross_pay",
        "net_pay",
    ),
    "tax_statement": ("person_name", "year", "income", "issuing_state", "issue_date"),
    "bank_statement": (
        "holder_names",
        "iban",
        "period_start",
        "period_end",
        "issue_date",
        "closing_balance",
    ),
    "payment_receipt": ("person_name", "amount", "payment_date", "reference"),
    "pension_or_benefit_letter": (
        "person_name",
        "payer_name",
        "monthly_amount",
        "period_start",
        "period_end",
        "issue_date",
    ),
    "company_registration": ("company_name", "cvr", "owner_names", "registration_date"),
    # study and tests
    "study_admission": (
        "person_name",
        "institution",
        "programme",
        "start_date",
        "end_date",
        "conditional",
        "issue_date",
    ),
    "study_diploma": ("person_name", "institution", "degree", "issue_date"),
    "language_test": ("person_name", "test", "passed", "test_date", "issue_date"),
    "citizenship_test": ("person_name", "test", "passed", "test_date"),
    # legal
    "power_of_attorney": ("person_name", "attorney_name", "issue_date", "signed_principal"),
    "application_form": ("person_name", "form_id", "issue_date", "signed_applicant"),
    "apostille": ("issuing_state", "document_number", "issue_date"),
    "translation": (
        "source_language",
        "target_language",
        "translator_name",
        "issue_date",
        "signed_translator",
    ),
    "criminal_record": ("person_name", "issuing_state", "issue_date"),
    "sworn_statement": ("person_name", "issue_date", "signed_declarant"),
    # none of these
    "other": (),
    "blank": (),
    UNKNOWN: (),
}
"""Label → the fields it may carry. `cpr` and `sides` may stand on more, see `ANYWHERE` and `CARDS`."""

LABELS: Final = tuple(label for label in FIELDS if label != UNKNOWN)
ANYWHERE: Final = ("cpr",)
CARDS: Final = frozenset(
    {
        "national_id",
        "residence_permit",
        "driving_licence",
        "health_insurance_card",
        "eu_residence_document",
    }
)
IDENTITY: Final = frozenset(
    {"passport", "national_id", "residence_permit", "visa", "driving_licence", "health_insurance_card"}
)

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
