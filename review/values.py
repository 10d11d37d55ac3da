"""Values as people write them ⇄ the contract's normal form; one kind for each field."""

import re
from typing import Final, Literal

from pipeline.errors import WrongUse
from pipeline.records import JsonValue

Kind = Literal["date", "amount", "yes_no", "list", "state", "choice", "number", "digits", "text"]

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "sex": ("F", "M", "X"),
    "basis": ("worker", "self_employed", "student", "sufficient_funds", "family"),
}
KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("period_start", "period_end"), "date"),
    **dict.fromkeys(
        ("monthly_rent", "monthly_pay", "gross_pay", "net_pay", "income", "closing_balance"), "amount"
    ),
    **dict.fromkeys(("amount", "monthly_amount"), "amount"),
    **dict.fromkeys(("permanent", "passed", "conditional"), "yes_no"),
    **dict.fromkeys(("parent_names", "spouse_names", "child_names", "holder_names"), "list"),
    **dict.fromkeys(("tenant_names", "owner_names", "guest_names"), "list"),
    **dict.fromkeys(("nationality", "issuing_state"), "state"),
    **dict.fromkeys(("sex", "basis"), "choice"),
    "weekly_hours": "number",
    **dict.fromkeys(("cpr", "cvr", "employer_cvr", "year"), "digits"),
}
DIGITS: Final = {"cpr": 10, "cvr": 8, "employer_cvr": 8, "year": 4}

_DANISH_DAY = re.compile(r"(\d{1,2}|XX)[.\-/ ](\d{1,2}|XX)[.\-/ ](\d{4})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2}|XX)-(\d{2}|XX)", re.IGNORECASE)
_AMOUNT = re.compile(r"(-?\d[\d., ]*?)\s*([A-Za-z]{3}|kr\.?|)")


class ValueNotUnderstood(WrongUse):
    """What a person typed is not of the field's kind; `key` names the words that say how to write it."""

    code = "value_not_understood"
    message = "The value of {field} is not written as {kind}."
    remedy = "Write it as the hint beside the field says."

    @property
    def key(self) -> str:
        """The catalogue's key of the hint."""
        return f"hint.{self.facts['kind']}"


def kind_of(field: str) -> Kind:
    """How the value of a field is written."""
    if field.endswith("_date"):
        return "date"
    if field.startswith("signed_"):
        return "yes_no"
    return KINDS.get(field, "text")


def understood(field: str, text: str) -> JsonValue:
    """What a person typed, in normal form. Raises ValueNotUnderstood; never called for empty text."""
    kind = kind_of(field)
    value = _PARSERS[kind](field, " ".join(text.split()) if kind != "list" else text)
    if value is None:
        raise ValueNotUnderstood(field=field, kind=kind)
    return value


def written(field: str, value: JsonValue, language: str) -> str:
    """A value in normal form, as people write it; empty for None. `understood` takes it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(value)
    text = str(value)
    kind = kind_of(field)
    if kind == "date" and (day := _ISO_DAY.fullmatch(text)):
        return f"{day[3]}.{day[2]}.{day[1]}"
    if kind in {"amount", "number"} and language == "da":
        return text.replace(".", ",")
    return text


def _day(_: str, text: str) -> str | None:
    danish, iso = _DANISH_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    if danish:
        year, month, day = danish[3], danish[2].upper().zfill(2), danish[1].upper().zfill(2)
    elif iso:
        year, month, day = iso[1], iso[2].upper(), iso[3].upper()
    else:
        return None
    return f"{year}-{month}-{day}" if _possible(month, 12) and _possible(day, 31) else None


def _possible(part: str, most: int) -> bool:
    return part == "XX" or 1 <= int(part) <= most


def _amount(_: str, text: str) -> str | None:
    match = _AMOUNT.fullmatch(text)
    number = _decimal(match[1]) if match else None
    if match is None or number is None:
        return None
    currency = match[2].upper() if len(match[2]) == 3 and match[2].isalpha() else "DKK"
    return f"{number:.2f} {currency}"


def _decimal(text: str) -> float | None:
    """A number with either decimal sign; one sign before exactly three digits separates thousands."""
    digits = text.replace(" ", "")
    last = max(digits.rfind(","), digits.rfind("."))
    both = "," in digits and "." in digits
    if last >= 0 and (both or len(digits) - last - 1 != 3):
        whole, fraction = digits[:last], digits[last + 1 :]
    else:
        whole, fraction = digits, ""
    plain = re.sub(r"[.,]", "", whole)
    if not re.fullmatch(r"-?\d+", plain) or not re.fullmatch(r"\d*", fraction):
        return None
    return float(f"{plain}.{fraction or 0}")


def _number(_: str, text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d{1,3}([.,]\d+)?", text) else None


def _yes_no(_: str, text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _list(_: str, text: str) -> list[str] | None:
    return [line for one in text.splitlines() if (line := " ".join(one.split()))] or None


def _state(_: str, text: str) -> str | None:
    return text.upper() if re.fullmatch(r"[A-Za-z]{1,3}", text) else None


def _choice(field: str, text: str) -> str | None:
    return text if text in CHOICES[field] else None


def _digits(field: str, text: str) -> str | None:
    digits = re.sub(r"[ -]", "", text)
    return digits if re.fullmatch(rf"\d{{{DIGITS[field]}}}", digits) else None


def _text(_: str, text: str) -> str | None:
    return text or None


_PARSERS: Final = {
    "date": _day,
    "amount": _amount,
    "yes_no": _yes_no,
    "list": _list,
    "state": _state,
    "choice": _choice,
    "number": _number,
    "digits": _digits,
    "text": _text,
}
