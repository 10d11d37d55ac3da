"""Which paper a translation belongs to: numbers and dates stay the same in every language."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.records import MatchedDocument
from pipeline.vocabulary import CARDS

_NUMBER: Final = re.compile(r"\d{2,}")
_LEAST_SHARED: Final = 2
_NO_ORIGINALS: Final = CARDS | {"passport", "translation", "apostille", "other", "blank", "unknown"}
Texts = Mapping[tuple[str, tuple[int, ...]], str]
"""Digest and pages of a document → its text."""


def join_translations(documents: Sequence[MatchedDocument], texts: Texts) -> tuple[MatchedDocument, ...]:
    """Lays each translation to the paper of its source language with which it shares the most numbers.

    One that shares too few, or as many with two papers, stays with none: then its language alone tells.
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
    shared = {
        key(one): len(own & _numbers(texts[key(one)]))
        for one in documents
        if one.document.label not in _NO_ORIGINALS and source is not None and one.language == source.value
    }
    most = max(shared.values(), default=0)
    best = [name for name, count in shared.items() if count == most]
    return best[0] if most >= _LEAST_SHARED and len(best) == 1 else None


def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text in plain digits."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return frozenset(number.lstrip("0") for number in _NUMBER.findall(plain))
