"""How people reach an office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """How an office is reached, as its letters say it; what is None is not told.

    `booking`: the page on which a meeting is booked. `visit`: where it is, in one line.
    """

    booking: str | None = None
    phone: str | None = None
    visit: str | None = None

    def __post_init__(self) -> None:
        if self.booking is not None and not self.booking.startswith("https://"):
            raise ValueError("booking must be an address that begins with https://")
