"""The frozen data that travels between stages; nothing changes after birth. The way is
`Upload` → `RenderedUpload` → `Reading` → `Document`s → `ExtractedDocument`s = `Inspection` (per upload),
then `CaseFile` → `MatchedCase` → `Assessment` → `Verdict` (per case). Attributes bear the contract's keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pipeline.places import Box as Box  # noqa: PLC0414 - handed on
from pipeline.places import DigitalSignature as DigitalSignature  # noqa: PLC0414 - handed on
from pipeline.places import SignatureState as SignatureState  # noqa: PLC0414 - handed on
from pipeline.places import enclosing as enclosing  # noqa: PLC0414 - handed on

JsonValue = str | int | float | bool | None | list[str]
TextSource = Literal["layer", "ocr", "mixed", "none"]
FieldSource = Literal["mrz", "anchor", "model", "rule", "layer", "signature", "person"]
Status = Literal["satisfied", "missing", "defective", "uncertain", "not_applicable"]
Outcome = Literal["complete", "incomplete", "needs_review"]
QuestionKind = Literal["label", "field", "match", "quality", "rule"]
NextStep = Literal["book_verification", "send_missing", "wait_for_caseworker"]
Texts = Mapping[str, str]
"""Language (ISO 639-1) → text."""


# ── one upload ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Upload:
    """One object put into the store; its bytes are never changed. `file` is the name as given."""

    file: str
    upload_name: str
    sha256: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: `height` rows of `width` pixels of `channels` bytes (1 grey, 3 RGB), no padding."""

    width: int
    height: int
    channels: int
    data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.data) != self.width * self.height * self.channels:
            raise ValueError("raster data does not fit its size")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read; `line` numbers the lines of its page in reading order; confidence 0..1."""

    text: str
    box: Box
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether a person could read the page; `score` 0..1; `issues` are codes of the contract."""

    readable: bool
    score: float
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page, measured. `turn`: clockwise degrees that made it upright. `layer`: its text layer."""

    number: int
    raster: Raster
    dpi: float | None
    turn: int
    quality: Quality
    layer: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful, with its evidence. `detail` by language, filled for people."""

    code: str
    detail: Texts = field(default_factory=dict)
    file: str | None = None
    page: int | None = None
    box: Box | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class RenderedUpload:
    """Upright pages in order; `findings` tell of pages that failed while others were kept."""

    upload: Upload
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Mrz:
    """A zone as printed, with fillers; `checks`: field → its check digit fits; `boxes`: one a line."""

    format: Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B", "IDFRA"]
    lines: tuple[str, ...]
    valid: bool
    checks: Mapping[str, bool]
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page and its words in reading order; `language` ISO 639-1, `script` ISO 15924, None when unsure."""

    page: Page
    words: tuple[Word, ...]
    text_source: TextSource
    engine: str
    language: str | None = None
    script: str | None = None
    mrz: Mrz | None = None

    @property
    def lines(self) -> tuple[tuple[Word, ...], ...]:
        """The words line by line, in reading order."""
        grouped: dict[int, list[Word]] = {}
        for word in self.words:
            grouped.setdefault(word.line, []).append(word)
        return tuple(tuple(grouped[line]) for line in sorted(grouped))

    @property
    def text(self) -> str:
        """Lines in reading order, a line feed between."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """All pages of one upload, read."""

    upload: Upload
    pages: tuple[ReadPage, ...]
    findings: tuple[Finding, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that spoke for the label; `weight` is their share of the score, in log-odds."""

    text: str
    page: int
    box: Box | None
    weight: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """A label that was not chosen, with its calibrated probability, and what spoke for it."""

    label: str
    confidence: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Consecutive pages (by number) that belong together, with their label; `confidence` is calibrated.

    `accepted`: whether the label may be used without a person; never for `unknown`.
    """

    pages: tuple[int, ...]
    label: str
    confidence: float
    alternatives: tuple[Alternative, ...] = ()
    reasons: tuple[Reason, ...] = ()
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """A named value in the contract's normal form, with its proof. `raw`: as printed."""

    name: str
    value: JsonValue
    raw: str
    confidence: float
    accepted: bool
    page: int
    box: Box | None
    source: FieldSource
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """A document with what was read from it. `sides` on cards only: `front`, `back`.

    `accepted`: whether the label may be used without a person; its fields each say so for themselves.
    """

    pages: tuple[int, ...]
    label: str
    confidence: float
    alternatives: tuple[Alternative, ...]
    reasons: tuple[Reason, ...]
    mrz: Mrz | None
    sides: tuple[str, ...] | None
    fields: tuple[Field, ...]
    findings: tuple[Finding, ...]
    accepted: bool = True

    def field(self, name: str) -> Field | None:
        """The field of that name, or None where it was not found."""
        return next((found for found in self.fields if found.name == name), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one upload could not be screened, and what to do; `code` is a failure code of the contract."""

    code: str
    message: str
    remedy: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class InspectedPage:
    """What stays of a page once it was read: everything but its picture."""

    number: int
    width: int
    height: int
    dpi: float | None
    turn: int
    text_source: TextSource
    text: str
    language: str | None
    script: str | None
    quality: Quality
    engine: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Challenge:
    """The answers of a label model that judges beside the champion and is not listened to."""

    model: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that one upload says, without its pictures: the contract's `inspect` line."""

    file: str
    upload_name: str
    sha256: str
    bytes: int
    media_type: str
    pages: tuple[InspectedPage, ...]
    documents: tuple[ExtractedDocument, ...]
    failure: Failure | None
    seconds: float
    versions: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    challenge: Challenge | None = None
    signatures: tuple[DigitalSignature, ...] = ()


# ── one case ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a case, as the profile tells it; None is unknown."""

    id: str
    role: Literal["applicant", "spouse", "child", "custody_holder", "host", "representative", "principal"]
    surname: str | None = None
    given_names: str | None = None
    birth_date: str | None = None
    nationality: str | None = None
    sex: str | None = None
    cpr: str | None = None
    marital_status: Literal["single", "married", "divorced", "widowed"] | None = None
    marriage_country: str | None = None
    birth_country: str | None = None
    former_names: tuple[str, ...] = ()
    moves_in: bool = True
    other_parent: Literal["in_case", "in_denmark", "abroad", "none"] | None = None
    parents_married: bool | None = None

    @property
    def name(self) -> str:
        """Given names, then surname, as far as known."""
        return " ".join(part for part in (self.given_names, self.surname) if part)


@dataclass(frozen=True, slots=True)
class Flags:
    """What changes how the case is handled, not what it owes."""

    address_protection: bool = False
    digital_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the applicant and family, and of what they apply for. Dates are ISO days."""

    case_id: str
    municipality: str
    service: str
    received: date
    language: str
    basis: str
    persons: tuple[Person, ...]
    stay_from: date | None = None
    stay_until: date | None = None
    move_in: date | None = None
    address: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    flags: Flags = field(default_factory=Flags)

    @property
    def applicant(self) -> Person:
        """The person who applies; a profile without one is refused when it is read."""
        return next(person for person in self.persons if person.role == "applicant")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about one document; beats the machine at the next screening.

    `sha256` and `pages` name the document. `label` None leaves the label; `fields` maps a field's name to
    its right value in normal form, None meaning that the document does not carry it. `elsewhere`: it belongs
    to another case.
    """

    sha256: str
    pages: tuple[int, ...]
    label: str | None
    fields: Mapping[str, JsonValue]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about one requirement: `satisfied`, or `missing`/`defective` with its code."""

    requirement: str
    subject: str
    status: Status
    code: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that a screening of a case depends on. `as_of`: the day that rules count from.

    `openings`: language → how a person begins the letter, instead of our own first words.
    """

    profile: Profile
    inspections: tuple[Inspection, ...]
    as_of: date
    corrections: tuple[Correction, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    openings: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchedDocument:
    """A document of the case and whose it is. `subject` None: nobody's or doubtful.

    `sure`: one may rest on label and person; `proposed`: its kind is open. `set_aside`: why it is not used.
    `translates`, `name_by`: its original, and the paper that explains its holder's other name.
    """

    file: str
    sha256: str
    document: ExtractedDocument
    subject: str | None
    sure: bool
    set_aside: str | None = None
    findings: tuple[Finding, ...] = ()
    language: str | None = None
    translates: tuple[str, tuple[int, ...]] | None = None
    name_by: tuple[str, tuple[int, ...]] | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class MatchedCase:
    """The case with its documents laid to persons; `unusable` are uploads that could not be read."""

    profile: Profile
    as_of: date
    documents: tuple[MatchedDocument, ...]
    unusable: tuple[Inspection, ...] = ()
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that speaks for a requirement."""

    file: str
    pages: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """How one requirement of one subject stands; `because`: why by what the application tells."""

    id: str
    subject: str
    status: Status
    title: Texts
    legal_basis: str
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    because: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MissingItem:
    """What the applicant is asked for; `due` is an ISO day."""

    requirement: str
    subject: str
    code: str
    file: str | None
    request: Texts
    alternatives: tuple[Texts, ...]
    due: date


@dataclass(frozen=True, slots=True)
class Question:
    """What a caseworker is asked, so that one look answers it."""

    kind: QuestionKind
    file: str | None
    page: int | None
    text: Texts
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenedDocument:
    """A document as the verdict shows it: with its person and what it was used for."""

    file: str
    subject: str | None
    used_for: tuple[str, ...]
    set_aside: str | None
    document: ExtractedDocument


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """Which policy was applied; `municipal`: the day of what the municipality set in it, if anything."""

    version: str
    digest: str
    municipal: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the policy says of the case, before it is put into words."""

    profile: Profile
    as_of: date
    policy: PolicyRef
    outcome: Outcome
    completeness: float
    requirements: tuple[RequirementResult, ...]
    missing_items: tuple[MissingItem, ...]
    questions: tuple[Question, ...]
    documents: tuple[ScreenedDocument, ...]
    next: NextStep


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that would help: any one of these labels would serve these requirements of this subject."""

    requirements: tuple[str, ...]
    subject: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """An upload that the verdict saw, also when it failed (`failure`: its code)."""

    file: str
    sha256: str
    failure: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a case, with the letter that says so."""

    assessment: Assessment
    inputs: tuple[Input, ...]
    letter: Texts
    seconds: float
    versions: Mapping[str, Any]
