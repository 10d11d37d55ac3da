"""Yes and no as ticked or printed."""

from pipeline.extracting.normalise.folding import fold

YES = frozenset({"ja", "yes", "oui", "si", "sim", "tak", "da", "x", "☒", "☑", "✓", "✔", "bestaet", "passed"})
NO = frozenset({"nej", "no", "nein", "non", "nao", "nie", "nu", "☐", "ikke", "failed"})


def boolean(text: str) -> bool | None:
    """True, False, or None when the word is neither."""
    word = fold(text).strip(" .:,()[]")
    return True if word in YES else False if word in NO else None
