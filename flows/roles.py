"""What people may be at the desk."""

from dataclasses import dataclass
from typing import Final

ROLES: Final = ("caseworker", "restricted", "manager", "data_scientist", "admin")
"""`restricted` is a caseworker who may also see restricted cases."""


@dataclass(frozen=True, slots=True)
class Post:
    """One of `ROLES`, for one municipality (four digits) or, with None, for all. Raises ValueError."""

    role: str
    municipality: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"there is no role {self.role}: it is one of {', '.join(ROLES)}")
        code = self.municipality
        if code is not None and not (code.isascii() and code.isdecimal() and len(code) == 4):
            raise ValueError(f"{code} is no municipality: a code has four digits, such as 0101")
