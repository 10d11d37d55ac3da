"""Danish addresses as printed → `Nørrebrogade 12B, 3. tv, 2200 København N`."""

import re

from pipeline.extracting.normalise.found import Context, Found

_WORD = r"[^\W\d_]+(?:[.'’\-][^\W\d_]*)*"
_CAPITAL = rf"(?=[^\W\d_a-zæåäöüé]){_WORD}"
"""Readers take a capital Ø for a small one."""
_STREET = (
    rf"(?P<street>{_CAPITAL}(?:\s(?:(?:af|den|i|på|ved|de|og|the|à|du|des)\s)?{_CAPITAL}){{0,4}}"
    r"(?:\s(?:vej|gade|allé|plads))?)"
)
_INSIDE = (
    r"\d{1,4}|st|kld?|stuen|kælder|sal|tv|th|mf|dør|vær|værelse|lejl|lej|bolig|nr|til|højre|venstre|room|floor|"
    r"left|right|apt|flat|[a-zA-Z]\d{0,3}"
)
_CITY_TAIL = (
    r"(?!DK\b|Danmark|Denmark)(?:[A-ZÆØÅ]{1,2}(?!\w)|(?:[a-zæøå]{1,3}\s)?[A-ZÆØÅ][^\W\d_]+(?=[\s,.;)]|$))"
)
_ADDRESS = re.compile(
    rf"(?<!\w){_STREET}\s?(?:nr\.?\s)?(?P<number>\d{{1,3}}(?:\s?[A-Za-z€](?!\w))?)(?!\w)"
    rf"(?P<inside>(?:[\s,.;·|/-]*(?i:{_INSIDE})(?!\w)){{0,6}}?)"
    r"[\s,.;·|]+(?:DK[-\s]?)?(?P<postcode>\d{4})[\s,]+"
    rf"(?P<city>[A-ZÆØÅ][^\W\d_]+(?:[\s-]{_CITY_TAIL}){{0,2}})",
)
_FLOORS = {"st": "st", "stuen": "st", "kl": "kl", "kld": "kl", "kælder": "kl"}
_DOORS = {"tv": "tv", "th": "th", "mf": "mf", "venstre": "tv", "højre": "th", "left": "tv", "right": "th"}
_FILLERS = {"sal", "dør", "til", "nr", "floor"}
_ROOMS = {"vær": "vær.", "værelse": "vær.", "lejl": "lejl.", "lej": "lejl.", "bolig": "bolig", "room": "room"}
_ROOMS |= {"apt": "apt.", "flat": "flat"}
_CITY_STOPS = re.compile(r"\s+(?:Cvr|CVR|Tlf|Tel|Telefon|Danmark|Denmark|Dato|Date|Mail|E-mail)\b.*$")


def find_addresses(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All addresses with a Danish postcode in order of place."""
    return tuple(
        Found(_written(match), match.start(), match.start("city") + len(_city(match)))
        for match in _ADDRESS.finditer(text)
    )


def _written(match: re.Match[str]) -> str:
    number = re.sub(r"\s", "", match["number"]).upper().replace("€", "C")
    street = " ".join(match["street"].split())
    parts = [f"{street[0].upper()}{street[1:]} {number}", inside_form(match["inside"])]
    parts.append(f"{match['postcode']} {_city(match)}")
    return ", ".join(part for part in parts if part)


def _city(match: re.Match[str]) -> str:
    return _CITY_STOPS.sub("", " ".join(match["city"].split()))


def inside_form(printed: str) -> str:
    """Floor and door in the contract's form: `3.sal tv.` → `3. tv`, `stuen th` → `st. th`."""
    tokens = [token.casefold() for token in re.findall(r"[^\W\d_]+\d*|\d+", printed)]
    tokens = [token for token in tokens if token not in _FILLERS]
    if tokens and tokens[0] in _ROOMS:
        return " ".join([_ROOMS[tokens[0]], *tokens[1:]])
    words = [_FLOORS.get(token, _DOORS.get(token, token)) for token in tokens]
    if not words:
        return ""
    first = f"{words[0]}." if words[0].isdigit() or words[0] in _FLOORS.values() else words[0]
    room = [_ROOMS.get(word, word) for word in words[1:]]
    return " ".join([first, *room])
