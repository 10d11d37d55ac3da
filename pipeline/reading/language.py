"""The script and language of a text, or None when it says too little."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

SCRIPTS = {
    "Latn": r"A-Za-zÀ-ɏḀ-ỿ",
    "Cyrl": r"Ѐ-ԯ",
    "Grek": r"Ͱ-Ͽἀ-῿",
    "Arab": r"؀-ۿݐ-ݿﭐ-﷿ﹰ-﻾",
    "Hebr": r"֐-׿",
    "Deva": r"ऀ-ॿ",
    "Thai": r"฀-๿",
    "Jpan": r"぀-ヿ",
    "Kore": r"가-힯",
    "Geor": r"Ⴀ-ჿ",
    "Armn": r"԰-֏",
    "Hans": r"一-鿿",
}
"""ISO 15924 → its letters. Han alone counts as simplified Chinese, beside kana as Japanese."""

ONE_LANGUAGE = {
    "Grek": "el",
    "Hebr": "he",
    "Thai": "th",
    "Jpan": "ja",
    "Kore": "ko",
    "Geor": "ka",
    "Armn": "hy",
    "Hans": "zh",
}
TELLING_LETTERS = {
    "Cyrl": (("uk", "іїєґ"), ("sr", "ђћџљњј"), ("ru", "ыэё"), ("bg", "ъщ")),
    "Arab": (("ur", "ٹڈڑے"), ("fa", "پچژگ"), ("ar", "ةىأ")),
}
"""The first whose letters stand in the text wins; languages that share a script."""

FUNCTION_WORDS = Path(__file__).with_name("function_words.txt")
"""A language a line: its code, then small words that stand in any text."""
LEAST_HITS = 3
LEAST_SHARE = 0.08
LEAST_LEAD = 1.5


def script_of(text: str) -> str | None:
    """ISO 15924 code of the script that most letters are in, None with fewer than four letters."""
    counts = {script: len(re.findall(f"[{letters}]", text)) for script, letters in SCRIPTS.items()}
    if counts["Jpan"]:
        counts["Jpan"] += counts.pop("Hans")
    script, count = max(counts.items(), key=lambda item: item[1])
    return script if count >= 4 else None


def language_of(text: str) -> str | None:
    """ISO 639-1 code, None when the text says too little or two languages are as likely."""
    script = script_of(text)
    if script is None:
        return None
    if script in ONE_LANGUAGE:
        return ONE_LANGUAGE[script]
    if script in TELLING_LETTERS:
        return next((code for code, signs in TELLING_LETTERS[script] if set(signs) & set(text.lower())), None)
    return by_function_words(text) if script == "Latn" else None


def by_function_words(text: str) -> str | None:
    """The language whose small words stand most often in the text."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    hits = {code: count(words, own) for code, own in function_words().items()}
    rivals = sorted(hits, key=lambda code: -hits[code])[:2]
    (best, apart), (_, rival_apart) = sorted(telling(words, *rivals).items(), key=lambda item: -item[1])
    sure = hits[best] >= max(LEAST_HITS, LEAST_SHARE * words.total()) and apart >= LEAST_LEAD * rival_apart
    return best if sure and apart else None


def telling(words: Counter[str], one: str, other: str) -> dict[str, int]:
    """How often words stand there that only one of two languages has; Danish and Norwegian share most."""
    own, others = function_words()[one], function_words()[other]
    return {one: count(words, own - others), other: count(words, others - own)}


def count(words: Counter[str], wanted: frozenset[str]) -> int:
    """How often the wanted words stand there."""
    return sum(words[word] for word in wanted)


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Language → its small words."""
    lines = FUNCTION_WORDS.read_text("utf-8").splitlines()
    return {code: frozenset(words.split()) for code, _, words in (line.partition(":") for line in lines)}
