"""Everything we expect to fail, in one tree.

SagsklarError
├── UploadError         one upload cannot be read; becomes a `Failure` record at the chain's edge
├── WrongUse            the caller gave something wrong (exit status 2)
├── Misconfigured       something needed is missing or set wrongly (exit status 5)
├── GateRefused         a quality gate said no (exit status 4)
└── RetryableError      may pass by itself: try again later

Facts are ids, numbers, and names of files the caller gave: messages end in logs, so never document text.
"""

from functools import partial
from typing import Any


class SagsklarError(Exception):
    """Base of what we expect to fail; says what happened, why, and what to do."""

    code = "fault"
    message = "Something went wrong on our side."
    remedy = "Try again; if it stays, tell whoever runs the system."

    def __init__(self, **facts: str | int) -> None:
        super().__init__(f"{self.message} {self.remedy}".format(**facts))
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **self.facts), ()

    @property
    def what(self) -> str:
        """The message alone, with its facts."""
        return self.message.format(**self.facts)

    @property
    def advice(self) -> str:
        """The remedy alone, with its facts."""
        return self.remedy.format(**self.facts)


class UploadError(SagsklarError):
    """One upload cannot be screened; `code` is a failure code of the contract."""


class WrongUse(SagsklarError):
    """The caller gave something that cannot be used."""

    code = "wrong_use"


class Misconfigured(SagsklarError):
    """Something needed is missing or set wrongly."""

    code = "misconfigured"


class GateRefused(SagsklarError):
    """A gate found the new thing worse than the old."""

    code = "gate_refused"


class RetryableError(SagsklarError):
    """May pass by itself."""

    code = "retryable"
    message = "Something we depend on does not answer."
    remedy = "It is tried again by itself."
