"""Places to sign by their words: the caption under a line, the label of a field, the closing of a letter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.layout import Passage, Segment, Sheet
from pipeline.extracting.normalise.dates import find_dates
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.normalise.found import Context
from pipeline.records import Box, Word, enclosing
from pipeline.vocabulary import FIELDS
from pipeline.yaml_files import read_yaml

LONGEST_CAPTION: Final = 8
"""Words; longer lines are sentences about signing."""
SHORTEST_SENTENCE: Final = 3
NAME_NEAR: Final = 1.3
"""Heights of text from a typed name down to the role under it."""
UPPER: Final = 0.5
"""Share of what is written in which rows name parties and nobody signs."""
LONG: Final = 7
"""Letters of a word in which one may be misread."""
ROLE_WORDS: Final = 5
"""In a line this short the role may stand anywhere."""
_NAME: Final = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+){1,3}[^\W\d_][\w'’.-]*")
_REMARK: Final = re.compile(r"\[[^\]]*\]?")
"""What a translator says in brackets stands on the original: `[Signature illegible]`."""
SIGNER_OF_VALUE: Final = {
    "landlord_name": "signed_landlord",
    "tenant_names": "signed_tenant",
    "employer_name": "signed_employer",
    "person_name": "signed_employee",
    "host_name": "signed_host",
    "holder_names": "signed_holder",
    "translator_name": "signed_translator",
}
"""A typed name under a line tells whose it is: field of the name → field of the signature."""


class Sort(Enum):
    """What kind of words tell of the place."""

    ROLE = "role"
    SIGN = "sign"
    NAME = "name"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Caption:
    """Words at a place to sign.

    `signer`: the field of whose place it is, None when the words don't tell. `box`: of the words, and of the
    typed name that stands right over them, where one does (`named`).
    """

    sheet: Sheet
    segment: Segment
    sort: Sort
    signer: str | None
    explicit: bool
    box: Box
    named: bool = False


def signers_of(label: str) -> tuple[str, ...]:
    """The signatures that a document of this label has."""
    return tuple(name for name in FIELDS[label] if name.startswith("signed_"))


def speaks_of_signing(sheet: Sheet) -> bool:
    """Whether any line of a page, be it a sentence, has a word for signing, by hand or otherwise."""
    return any(_says(fold(one.text), kind) for one in sheet.segments for kind in ("sign", "electronic"))


def signing_days(sheets: Sequence[Sheet], context: Context) -> frozenset[Word]:
    """The words of days that stand alone on a line that speaks of signing: no term begins or ends by them."""
    lines = [one for sheet in sheets for one in sheet.segments if _says(fold(one.text), "sign")]
    days = [(line, find_dates(line.text, context)) for line in lines]
    return frozenset(
        word
        for line, found in days
        if len(found) == 1
        for word in Passage((line.words,), line.page).words_in(found[0].start, found[0].end)
    )


def captions(sheets: Sequence[Sheet], label: str, found: Sequence[Candidate]) -> Iterator[Caption]:
    """All words that may stand at a place to sign, in order of place."""
    signers, names = signers_of(label), _names(found, signers_of(label))
    for sheet in sheets:
        found_here = [_caption(sheet, segment, signers, names) for segment in sheet.segments]
        all_here = [caption for caption in found_here if caption]
        here = [one for one in all_here if not _is_value(one, all_here) and not _is_row(one, all_here)]
        named = {id(caption): _name_over(caption, here) for caption in here}
        taken = {id(name) for name in named.values() if name}
        for caption in here:
            name = named[id(caption)]
            over = name.box if name else typed_name_over(caption, NAME_NEAR)
            if id(caption) not in taken:
                yield (replace(caption, box=enclosing([caption.box, over]), named=True) if over else caption)


def _is_value(caption: Caption, others: Sequence[Caption]) -> bool:
    """Whether it is the name beside a form's label: `Tenant | Anna Holm`."""
    if caption.sort is not Sort.NAME or caption.explicit:
        return False
    left = caption.sheet.left_of(caption.segment)[:1]
    return any(
        one.segment in left and one.sort is Sort.ROLE and one.signer == caption.signer for one in others
    )


def _is_row(caption: Caption, others: Sequence[Caption]) -> bool:
    """Whether it is that label itself, where the parties are named: nobody signs in the upper half."""
    if caption.sort is not Sort.ROLE or caption.explicit:
        return False
    right = caption.sheet.right_of(caption.segment)[:1]
    lowest = max(word.box.y1 for word in caption.sheet.read_page.words)
    named = any(one.segment in right and one.sort is Sort.NAME for one in others)
    return named and caption.box.y1 < UPPER * lowest


def _name_over(caption: Caption, others: Sequence[Caption]) -> Caption | None:
    """The typed name right over a role or the word for signing: one caption of the place above."""
    if caption.sort not in {Sort.ROLE, Sort.SIGN}:
        return None
    over = caption.sheet.above(caption.segment.box, NAME_NEAR)[:1]
    return next((one for one in others if one.sort is Sort.NAME and one.segment in over), None)


def typed_name_over(caption: Caption, reach: float) -> Box | None:
    """A name that nobody else knows of, on a line or two, `reach` heights over words for signing at most."""
    if caption.sort not in {Sort.ROLE, Sort.SIGN}:
        return None
    sheet = caption.sheet
    over = sheet.above(caption.segment.box, reach)[:1]
    wrapped = [*(sheet.above(over[0].box, reach)[:1] if over else ()), *over]
    for lines in (over, wrapped):
        if _NAME.fullmatch(" ".join(one.text for one in lines)):
            return enclosing([one.box for one in lines])
    return None


def _caption(
    sheet: Sheet, segment: Segment, signers: tuple[str, ...], names: Mapping[str, str]
) -> Caption | None:
    words = re.findall(r"[^\W\d_]+", fold(_REMARK.sub(" ", segment.text)))
    text = " ".join(words if sheet.read_page.text_source == "layer" else map(_as_meant, words))
    if len(segment.words) > LONGEST_CAPTION or _says(text, "others") or _is_sentence(segment.text):
        return None
    signs = _says(text, "sign")
    told = _role_told(text, signers, signs=signs) or _name_told(text, names)
    if told and (signs or not _runs_on(sheet, segment)):
        return Caption(sheet, segment, *told, signs, segment.box)
    alone = signers[0] if len(signers) == 1 else None
    if signs and len(text.split()) <= ROLE_WORDS:
        return Caption(sheet, segment, Sort.SIGN, alone, explicit=True, box=segment.box)
    closes = alone and _says(text, "closing")
    closing = Caption(sheet, segment, Sort.CLOSING, alone, explicit=True, box=segment.box)
    return closing if closes else None


def _is_sentence(text: str) -> bool:
    """Whether it ends as sentences do: `The employee is bound by confidentiality.`"""
    return text.rstrip().endswith(".") and len(text.split()) > SHORTEST_SENTENCE


def _runs_on(sheet: Sheet, segment: Segment) -> bool:
    """Whether it is a line of a paragraph: right over or under it stands a long one."""
    near = (*sheet.above(segment.box, 1.5)[:1], *sheet.below(segment.box, 1.5)[:1])
    return any(len(one.words) > LONGEST_CAPTION for one in near)


def role_in(text: str, signers: Sequence[str]) -> str | None:
    """The signer whose role a form's own name for a place says: `Underskrift_udlejer`."""
    apart = re.sub(r"[\W_\d]+|(?<=[a-z])(?=[A-Z])", " ", text)
    return next((signer for signer in signers if _role(signer).search(fold(apart))), None)


def _role_told(text: str, signers: tuple[str, ...], *, signs: bool) -> tuple[Sort, str] | None:
    role = next((signer for signer in signers if _role(signer).search(text)), None)
    if role and (signs or len(text.split()) <= ROLE_WORDS or _role(role).match(text)):
        return Sort.ROLE, role
    return None


def _name_told(text: str, names: Mapping[str, str]) -> tuple[Sort, str] | None:
    named = next((signer for name, signer in names.items() if name in text), None)
    return (Sort.NAME, named) if named else None


def _names(found: Sequence[Candidate], signers: tuple[str, ...]) -> dict[str, str]:
    """Folded names of the parties → whose signature they stand under."""
    names: dict[str, str] = {}
    for one in sorted(found, key=lambda candidate: candidate.confidence):
        signer = (
            signers[0] if len(signers) == 1 and one.name == "person_name" else SIGNER_OF_VALUE.get(one.name)
        )
        if signer in signers:
            for name in one.value if isinstance(one.value, list) else [str(one.value)]:
                plain = " ".join(re.findall(r"[^\W\d_]+", fold(name)))
                if len(plain) > 4:
                    names[plain] = signer
    return names


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_yaml(Path(__file__).parent / "words.yaml")
    return words


def _says(text: str, kind: str) -> bool:
    return _pattern(tuple(_words()[kind])).search(text) is not None


@cache
def _as_meant(word: str) -> str:
    """The word of a caption that this is but for one letter misread; any other word as it is."""
    if len(word) < LONG:
        return word
    near = process.extractOne(word, _long_words(), scorer=Levenshtein.distance, score_cutoff=1)
    return near[0] if near else word


@cache
def _long_words() -> tuple[str, ...]:
    said = [
        *_words()["sign"],
        *_words()["others"],
        *(one for role in _words()["roles"].values() for one in role),
    ]
    return tuple(sorted({word for phrase in said for word in fold(phrase).split() if len(word) >= LONG}))


@cache
def _role(signer: str) -> re.Pattern[str]:
    return _pattern(tuple(_words()["roles"][signer]))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    folded = sorted((fold(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, folded))})(?!\w)")
