"""Places and other short texts: as printed, up to where the next thing begins."""

import re

from pipeline.extracting.normalise.found import Context, Found

_LEAD = re.compile(r"^[\s:.;,*•·\-–—_|]*")
_ENDS = re.compile(r"\s*(?:[;|]|,?\s+(?:den|the|am|on|le)\s+\d|\s\d{1,2}[./]\s?\d{1,2}[./]|\.(?:\s|$))")


def find_text(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """The text from its first letter or digit to the next break."""
    start = _LEAD.match(text).end()  # type: ignore[union-attr]  # matches the empty text too
    end = _ENDS.search(text, start)
    stop = end.start() if end else len(text)
    value = " ".join(text[start:stop].split()).rstrip(" .,:-–")
    letters = sum(letter.isalpha() for letter in value)
    return (Found(value, start, stop),) if letters > sum(letter.isdigit() for letter in value) else ()


def find_place(text: str, context: Context) -> tuple[Found, ...]:
    """A short text that begins with a capital and holds no digits."""
    found = find_text(text, context)
    value = str(found[0].value) if found else ""
    value = value.split("(")[0].strip()
    capital = value[:1].isupper() or (value[:1].isalpha() and value.upper() == value.lower())
    if not found or not value:
        return ()
    found = (Found(value, found[0].start, found[0].start + len(value)),)
    return found if capital and not re.search(r"\d", value) and len(value.split()) <= 6 else ()
