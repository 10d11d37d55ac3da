"""How often a paper was tried: a signed number that the portal sends back; nothing is remembered here."""

from dataclasses import dataclass, field

from itsdangerous import BadSignature, URLSafeSerializer

from pipeline.errors import WrongUse
from review.citizen.judging import RETAKES


class TryUnknown(WrongUse):
    code = "try_unknown"
    message = "The field `try` holds nothing that an earlier answer gave."
    remedy = "Send the `try` of the answer before, or leave it out for a first try."


@dataclass(frozen=True, slots=True)
class Tries:
    """Signs and reads how many tries were made."""

    secret: str = field(repr=False)

    def made(self, token: str) -> int:
        """How many tries came before; none for an empty token. Raises TryUnknown."""
        if not token:
            return 0
        try:
            return int(self._signer().loads(token))
        except (BadSignature, TypeError, ValueError):
            raise TryUnknown from None

    def after(self, made: int) -> str:
        """The token that says that one more was made."""
        return str(self._signer().dumps(made + 1))

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="sagsklar-check-try")


def left(made: int) -> int:
    """How many re-takes are left to whoever made so many tries before this one."""
    return max(RETAKES - made, 0)
