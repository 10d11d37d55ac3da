"""The zone of a paper: from its values to its lines, and the faults that zones may bear on purpose."""

from dataclasses import replace
from random import Random
from typing import Final

from samples.identity.dates import zone_day
from samples.identity.mrz import BUILDERS, ZoneFacts
from samples.identity.name_lines import TRUNCATIONS
from samples.identity.paper import Paper
from samples.identity.transliteration import of_arabic

FAULTS: Final = ("surname", "given_names", "birth_date", "expiry_date", "document_number", "check_digit")
"""What the zone may say otherwise than the visual zone; its check digits fit, but for the last."""
_BIRTH_DIGIT: Final = {"TD1": (1, 6), "IDFRA": (1, 33)}
"""Line and place of the birth date's check digit; (1, 19) elsewhere."""
_ESCAPED: Final = 0.06
"""Share of Arabic papers that use the standard's table instead of the Latin names."""
_FILLED: Final = 0.05
"""Share of passports whose optional field is full."""


def _other(text: str, draw: Random) -> str:
    """The text with one sign exchanged for another of its kind."""
    places = [place for place, sign in enumerate(text) if sign.isalnum() and sign.isascii()]
    if not places:
        return text
    place = draw.choice(places)
    signs = "0123456789" if text[place].isdigit() else "ABCDEFGHIJKLMNOPRSTUVWYZ"
    return text[:place] + draw.choice(signs.replace(text[place].upper(), "")) + text[place + 1 :]


def _moved(day: str, draw: Random) -> str:
    """Another day of the same year, `YYMMDD`."""
    months = [f"{month:02d}" for month in range(1, 13) if f"{month:02d}" != day[2:4]]
    return f"{day[:2]}{draw.choice(months)}{day[4:] if day[4:] < '29' else '28'}"


def disagreeing(facts: ZoneFacts, fault: str, draw: Random) -> ZoneFacts:
    """The zone's facts with one of them wrong; its check digits will fit all the same."""
    match fault:
        case "surname" if facts.surname:
            return replace(facts, surname=_other(facts.surname.upper(), draw))
        case "surname" | "given_names":
            return replace(facts, given_names=_other(facts.given_names.upper(), draw))
        case "birth_date":
            return replace(facts, birth=_moved(facts.birth, draw))
        case "expiry_date":
            return replace(facts, expiry=_moved(facts.expiry, draw))
        case "document_number":
            return replace(facts, number=_other(facts.number, draw))
        case _:
            return facts


def with_wrong_digit(lines: tuple[str, ...], form: str) -> tuple[str, ...]:
    """The lines with the birth date's check digit one too high."""
    at, place = _BIRTH_DIGIT.get(form, (1, 19))
    line = lines[at]
    wrong = line[:place] + str((int(line[place]) + 1) % 10) + line[place + 1 :]
    return tuple(wrong if number == at else line for number, line in enumerate(lines))


def _zone_names(paper: Paper) -> tuple[str, str]:
    """Names for the zone: as printed, on some Arabic papers by the standard's table."""
    holder = paper.holder
    if paper.language == "ar" and not paper.planned and paper.draw.random() < _ESCAPED:
        return of_arabic(holder.native_surname) or holder.surname, of_arabic(holder.native_given)
    return holder.surname, holder.given_names


def _optional(paper: Paper, form: str) -> str:
    personal = str(paper.facts.get("personal_number") or "")
    if paper.printed_state.get("zone_personal") and personal:
        return personal
    if form == "TD3" and not paper.planned and paper.draw.random() < _FILLED:
        return "".join(paper.draw.choice("0123456789") for _ in range(14))
    return ""


def zone_of(paper: Paper, code: str, form: str, optional: str | None = None) -> tuple[str, ...]:
    """The lines of a paper's zone in one of the formats of `BUILDERS`."""
    facts = paper.facts
    surname, given_names = _zone_names(paper)
    told = ZoneFacts(
        code=code,
        state=str(facts["issuing_state"]),
        surname=surname,
        given_names=given_names,
        number=str(facts["document_number"]),
        nationality=str(facts["nationality"]),
        birth=zone_day(str(facts["birth_date"])),
        sex=str(facts["sex"]).replace("X", "<"),
        expiry=zone_day(str(facts["expiry_date"])),
        optional=_optional(paper, form) if optional is None else optional,
        truncation=TRUNCATIONS[paper.style % len(TRUNCATIONS)],
    )
    if paper.fault:
        told = disagreeing(told, paper.fault, paper.draw)
    lines = BUILDERS[form](told)
    return with_wrong_digit(lines, form) if paper.fault == "check_digit" else lines
