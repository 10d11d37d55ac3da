"""Danish company numbers (CVR) → eight digits; check digits are not asked for, samples miss them."""

import re

from pipeline.extracting.normalise.found import Context, Found

_CVR = re.compile(r"(?<![\d+])(?:DK[-\s]?)?(\d{8}|\d{2}(?:\s\d{2}){3}|\d{4}\s\d{4})(?![\d-]|\s\d{2}(?!\d))")


def find_cvrs(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All groups of eight digits that can be a CVR number; the caller looks for the word before it."""
    return tuple(
        Found(re.sub(r"\s", "", match[1]), match.start(1), match.end(1)) for match in _CVR.finditer(text)
    )
