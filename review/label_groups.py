"""The contract's labels in the groups that people look for them in."""

from typing import Final

LABEL_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "identity": (
        "passport",
        "national_id",
        "residence_permit",
        "visa",
        "driving_licence",
        "eu_residence_document",
        "health_insurance_card",
        "photo_portrait",
    ),
    "civil_status": (
        "birth_certificate",
        "marriage_certificate",
        "divorce_decree",
        "death_certificate",
        "name_change",
        "custody_or_consent",
    ),
    "housing": ("lease", "sublease", "owner_proof", "landlord_declaration", "utility_bill"),
    "work": (
        "employment_contract",
        "employer_letter",
        "payslip",
        "tax_statement",
        "bank_statement",
        "payment_receipt",
        "pension_or_benefit_letter",
        "company_registration",
    ),
    "study": ("study_admission", "study_diploma", "language_test", "citizenship_test"),
    "legal": (
        "power_of_attorney",
        "application_form",
        "apostille",
        "translation",
        "criminal_record",
        "sworn_statement",
    ),
    "none": ("other", "blank"),
}
"""Every label stands once; a test holds that."""
