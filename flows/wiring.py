"""Builds everything that talks to the world outside, from settings; the only place that picks adapters."""

import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from flows.adapters.minio_store import MinioStore, connect
from flows.adapters.seaweed_hints import SeaweedHints
from flows.adapters.webhook import case_system, read_api
from flows.dispatcher import Dispatch
from flows.ledger.store import Ledger, open_ledger
from flows.ledger.work import Patience
from flows.ports import Hints
from flows.scanner import Watch
from flows.settings import Settings
from flows.weed_program import weed
from flows.workshop import Workshop, digest_of
from pipeline.errors import Misconfigured


class SettingMissing(Misconfigured):
    code = "setting_missing"
    message = "{setting} is not set."
    remedy = "Set it, or start everything with `sagsklar up`, which sets it by itself."


def ledger(settings: Settings) -> Ledger:
    """The ledger; `sagsklar up` or `sagsklar serve migrate` has brought its tables up to date."""
    return open_ledger(settings.ledger_url)


def object_store(settings: Settings) -> MinioStore:
    """The bucket that uploads arrive in."""
    return connect(
        settings.s3_url,
        settings.s3_access_key.get_secret_value(),
        settings.s3_secret_key.get_secret_value(),
        settings.bucket,
    )


def hints(settings: Settings) -> Hints | None:
    """The store's own log of changes where it has one, else None."""
    if settings.filer is None:
        return None
    return SeaweedHints(weed(), settings.filer, settings.bucket, str(settings.home / "logs"))


def watch(settings: Settings, ledger: Ledger) -> Watch:
    """What the scanner works with."""
    return Watch(ledger, object_store(settings), settings.bucket, hints(settings), settings.scan_seconds)


def dispatch(settings: Settings, ledger: Ledger) -> Dispatch:
    """What the dispatcher works with. Raises SettingMissing."""
    if settings.case_system_url is None:
        raise SettingMissing(setting="SAGSKLAR_CASE_SYSTEM_URL")
    secret = settings.webhook_secret.get_secret_value()
    return Dispatch(
        ledger=ledger,
        target=case_system(settings.case_system_url, secret, settings.delivery_timeout_seconds),
        review_url=settings.review_url.rstrip("/"),
        name=holder(settings),
        lease_seconds=settings.lease_seconds,
        pause_ceiling=settings.delivery_pause_ceiling_seconds,
        patience=timedelta(days=settings.delivery_days),
    )


def verdicts(settings: Settings) -> Callable[[str], Awaitable[dict[str, Any] | None]]:
    """The read API as the case system reads it: a path to what it gives, None where it does not answer."""
    return read_api(settings.review_url, settings.api_token.get_secret_value()).get


def patience(settings: Settings) -> Patience:
    """How long a burst is waited for."""
    return Patience(settings.quiet_seconds, settings.quiet_ceiling_seconds)


def holder(settings: Settings) -> str:
    """The name that leases are taken under: the same after a restart, another for each running process."""
    return settings.process_name or socket.gethostname()


def workshop(settings: Settings, ledger: Ledger) -> Workshop:
    """What the flows work with; takes seconds, for it loads models."""
    from pipeline.equip import equipment

    kit = equipment()
    return Workshop(ledger, object_store(settings), kit, patience(settings), digest_of(kit.versions))
