"""International bank account numbers → without spaces; the check digits must fit (python-stdnum)."""

import re

from stdnum import iban

from pipeline.extracting.normalise.found import Context, Found

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){10,30}")


def find_ibans(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All valid IBANs; what follows the number on its line is left out."""
    return tuple(found for match in _IBAN.finditer(text) if (found := _longest_valid(match)) is not None)


def _longest_valid(match: re.Match[str]) -> Found | None:
    for end in range(len(match[0]), 14, -1):
        compact = re.sub(r"\s", "", match[0][:end])
        if iban.is_valid(compact, check_country=False):
            return Found(compact, match.start(), match.start() + end)
    return None
