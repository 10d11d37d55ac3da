"""Danish homes with the municipality that they lie in."""

import re
from random import Random

from samples.applications.facts import table
from samples.document import Split
from samples.people.places import home_address

_POSTCODE = re.compile(r"(\d{4}) [^,]+$")
_FLAT = re.compile(r"^(.+?), ([^,]+), (\d{4} [^,]+)$")


def municipality_of(address: str) -> str | None:
    """The code of the municipality, None where our table does not know the postcode."""
    found = _POSTCODE.search(address)
    code = int(found.group(1)) if found else 0
    for municipality, told in table("municipalities").items():
        if any(first <= code <= last for first, last in told["postcodes"]):
            return str(municipality)
    return None


def an_address(split: Split, draw: Random, *, inside: str | None = None, outside: str | None = None) -> str:
    """A flat whose municipality we know; `inside` a certain one, or anywhere but `outside`.

    Raises ValueError when the split has no such street.
    """
    for _ in range(2000):
        address = home_address(split, draw)
        code = municipality_of(address)
        if code and _FLAT.match(address) and inside in {None, code} and outside != code:
            return address
    raise ValueError(f"no street of {split} lies in {inside}, or outside {outside}")


def without_flat(address: str) -> str:
    """The address without floor and door."""
    found = _FLAT.match(address)
    return f"{found.group(1)}, {found.group(3)}" if found else address
