"""What a check says of a file: good, take it again, another paper, or a person looks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pipeline.records import ExtractedDocument, Inspection
from pipeline.vocabulary import CARDS, FAILURE_CODES, UNKNOWN

Outcome = Literal["good", "retake", "wrong_document", "person"]

RETAKES: Final = 2
OURS: Final = frozenset({"engine_crashed", "too_complex"})
"""Failures that another photo would not mend."""
SURE, HARDLY = 0.9, 0.05
"""Confidence from which a kind may be called wrong, and up to which another is out of the question."""
GRAVEST_FIRST: Final = (
    "blank",
    "cut_off",
    "too_dark",
    "too_bright",
    "glare",
    "blurred",
    "obstructed",
    "shadow",
    "skewed",
    "low_resolution",
    "small_text",
    "noisy",
)
NOT_BY_HAND: Final = frozenset({"signed_applicant"})
"""Some forms are signed at the office only."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome and the catalogue's key of its hint; `label` and `expects` are kinds of papers it names."""

    verdict: Outcome
    key: str
    label: str | None = None
    expects: tuple[str, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)


def judged(
    inspection: Inspection, expects: Collection[str], tries: int, issues: Collection[str] = ()
) -> Judgement:
    """What is said of a file.

    Args:
        inspection: What was read of it.
        expects: Labels that would serve; none when anything may come.
        tries: How often a photo of this paper was judged before; after two re-takes any is taken as it is.
        issues: What is wrong with its pages, also where none came back because nobody can read them.
    """
    found = _failed(inspection, issues) or _judged(inspection, tuple(expects))
    if tries >= RETAKES and found.verdict in {"retake", "wrong_document"}:
        return Judgement("person", "taken_as_it_is")
    return found


def _failed(inspection: Inspection, issues: Collection[str]) -> Judgement | None:
    if inspection.failure is None:
        return None
    code = inspection.failure.code
    better = _mended_by_photo(issues) if code == "unreadable" else None
    return better or Judgement("person" if code in OURS else "retake", f"failure.{code}")


def _judged(inspection: Inspection, expects: tuple[str, ...]) -> Judgement:
    return (
        _illegible(inspection)
        or _of_another_kind(inspection, expects)
        or _lacking(inspection)
        or _well_read(inspection, expects)
    )


def _illegible(inspection: Inspection) -> Judgement | None:
    """A page that could not be opened, that nobody could read, or that is empty or cut off."""
    if any("cut_off" in page.quality.issues for page in inspection.pages):
        return Judgement("retake", "quality.cut_off")
    lost = [one for one in inspection.findings if one.code in FAILURE_CODES]
    if lost:
        return Judgement("retake", "page_lost", facts={"page": lost[0].page or 1})
    for page in inspection.pages:
        if not page.quality.readable:
            return _better_photo(inspection) or Judgement("retake", "quality.blurred")
    empty = all("blank" in page.quality.issues for page in inspection.pages)
    written = any(one.label != "blank" for one in inspection.documents)
    return Judgement("retake", "quality.blank") if empty or not written else None


def _of_another_kind(inspection: Inspection, expects: tuple[str, ...]) -> Judgement | None:
    """No paper that was asked for. Called wrong only where certain: else a better photo, or a person."""
    if any(_serves(one, expects) for one in inspection.documents):
        return None
    written = [one for one in inspection.documents if one.label != "blank"]
    if expects and all(_surely_wrong(one, expects) for one in written):
        return Judgement("wrong_document", "wrong_document", written[0].label, expects)
    return _better_photo(inspection) or Judgement("person", "person")


def _serves(document: ExtractedDocument, expects: tuple[str, ...]) -> bool:
    return document.label in expects if expects else document.label not in {UNKNOWN, "other", "blank"}


def _surely_wrong(document: ExtractedDocument, expects: tuple[str, ...]) -> bool:
    perhaps = any(one.label in expects and one.confidence > HARDLY for one in document.alternatives)
    return document.accepted and document.confidence >= SURE and not perhaps


def _lacking(inspection: Inspection) -> Judgement | None:
    """A place to sign that is empty, or values in doubt on a page that could be photographed better."""
    for field_name in _empty_places(inspection.documents):
        return Judgement("retake", f"unsigned.{field_name}")
    doubtful = any(not one.accepted for document in inspection.documents for one in document.fields)
    return _better_photo(inspection) if doubtful else None


def _empty_places(documents: Collection[ExtractedDocument]) -> Iterator[str]:
    for document in documents:
        for one in document.fields:
            asked = one.name.startswith("signed_") and one.name not in NOT_BY_HAND
            if asked and one.value is False and one.accepted:
                yield one.name


def _well_read(inspection: Inspection, expects: tuple[str, ...]) -> Judgement:
    """Good; of a card that shows one side the other is asked for beside it."""
    document = next(one for one in inspection.documents if _serves(one, expects))
    halved = document.label in CARDS and document.sides is not None and len(document.sides) == 1
    return Judgement("good", "good_one_side" if halved else "good", document.label)


def _better_photo(inspection: Inspection) -> Judgement | None:
    return _mended_by_photo({issue for page in inspection.pages for issue in page.quality.issues})


def _mended_by_photo(issues: Collection[str]) -> Judgement | None:
    """The gravest thing that is wrong with any page."""
    worst = next((one for one in GRAVEST_FIRST if one in issues and one != "blank"), None)
    return Judgement("retake", f"quality.{worst}") if worst else None
