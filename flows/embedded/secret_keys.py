"""Keys and secrets of a home: made once, kept where only their owner reads them."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.embedded.private_files import write_private


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the services of one home share."""

    access_key: str
    secret_key: str
    api_token: str
    webhook_secret: str
    session_secret: str


def secrets_of(home: Path) -> Secrets:
    """The secrets of a home, made when it is new."""
    file = home / "run" / "secrets.json"
    if not file.exists():
        write_private(file, json.dumps(asdict(new_secrets())))
    return Secrets(**json.loads(file.read_text()))


def new_secrets() -> Secrets:
    """Fresh ones; a webhook secret is 32 random bytes as Standard Webhooks writes them."""
    return Secrets(
        access_key=secrets.token_hex(10),
        secret_key=secrets.token_hex(20),
        api_token=secrets.token_urlsafe(32),
        webhook_secret="whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
        session_secret=secrets.token_hex(32),
    )
