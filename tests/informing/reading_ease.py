"""LIX (Björnsson 1968): words a sentence plus the share, in hundredths, of words over six letters."""

import re


def lix(text: str) -> float:
    """A heading, a point of a list or a colon ends a sentence; names of files are no words."""
    told = re.sub(r"\S+\.(?:pdf|jpg|heic|png)\b", "", text)
    sentences = [found for part in re.split(r"[.:!?]\s|\n", told) if (found := re.findall(r"\w+", part))]
    words = [word for sentence in sentences for word in sentence]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def prose(text: str) -> str:
    """Only what is said in sentences: no headings, no lists of what was received."""
    return "\n".join(line for line in text.splitlines() if line.rstrip().endswith((".", "?")))
