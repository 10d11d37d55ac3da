"""Which paper a translation belongs to: it names its kind, and numbers stay the same in every language."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.records import MatchedDocument
from pipeline.vocabulary import CARDS
from pipeline.yaml_files import read_yaml

_NUMBER: Final = re.compile(r"\d{2,}")
_LEAST_SHARED: Final = 2
_NO_ORIGINALS: Final = CARDS | {"passport", "translation", "apostille", "other", "blank", "unknown"}
Texts = Mapping[tuple[str, tuple[int, ...]], str]
"""Digest and pages of a document → its text."""


def join_translations(documents: Sequence[MatchedDocument], texts: Texts) -> tuple[MatchedDocument, ...]:
    """Lays each translation to the paper of its source language that it names, or shares most numbers with.

    One that names none and shares too few, or as many with two papers, stays with none: then its language
    alone tells.
    """
    return tuple(
        replace(one, translates=_original(one, documents, texts))
        if one.document.label == "translation"
        else one
        for one in documents
    )


def key(document: MatchedDocument) -> tuple[str, tuple[int, ...]]:
    """What names a document within its case."""
    return document.sha256, document.document.pages


def _original(
    translation: MatchedDocument, documents: Sequence[MatchedDocument], texts: Texts
) -> tuple[str, tuple[int, ...]] | None:
    source = translation.document.field("source_language")
    own = _numbers(texts[key(translation)])
    possible = [
        one
        for one in documents
        if one.document.label not in _NO_ORIGINALS and source is not None and one.language == source.value
    ]
    told = named_kind(texts[key(translation)])
    named = [one for one in possible if one.document.label == told]
    if len(named) == 1:
        return key(named[0])
    shared = {key(one): len(own & _numbers(texts[key(one)])) for one in named or possible}
    most = max(shared.values(), default=0)
    best = [name for name, count in shared.items() if count == most]
    return best[0] if most >= _LEAST_SHARED and len(best) == 1 else None


def named_kind(text: str) -> str | None:
    """The label of the paper that a translation says it translates: the kind it names first."""
    found = [(hit.start(), label) for label, names in _kinds().items() if (hit := names.search(text))]
    return min(found)[1] if found else None


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    kinds = read_yaml(Path(__file__).with_name("translated_kinds.yaml"))
    either = {label: "|".join(names).replace(" ", r"\s+") for label, names in kinds.items()}
    return {
        label: re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.IGNORECASE) for label, spaced in either.items()
    }


def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text in plain digits."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return frozenset(number.lstrip("0") for number in _NUMBER.findall(plain))
