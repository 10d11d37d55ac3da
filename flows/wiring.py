"""Builds everything that talks to the world outside, from settings; the only place that picks adapters.

Imports stand inside the functions: each service waits only for the libraries that it needs itself.
"""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from flows.embedded.services import OWN_LOGS
from flows.ports import CaseSystem, Checker, Hints, ObjectStore, Scrubber
from flows.settings import Settings
from pipeline.classifying.artefact import TIGHTENED_FILE
from pipeline.errors import Misconfigured

if TYPE_CHECKING:
    from flows.checking import Pool
    from flows.dispatcher import Dispatch
    from flows.erasing import Cleaning
    from flows.ledger.store import Ledger
    from flows.scanner import Watch
    from flows.workshop import Workshop


class SettingMissing(Misconfigured):
    code = "setting_missing"
    message = "{setting} is not set."
    remedy = "Set it, or start everything with `sagsklar up`, which sets it by itself."


class LedgerMissing(Misconfigured):
    code = "ledger_missing"
    message = "There is no ledger in {home}."
    remedy = "Name the right folder with --home or SAGSKLAR_HOME; `sagsklar up` begins a new one."


def ledger(settings: Settings) -> "Ledger":
    """The ledger; `sagsklar up` or `sagsklar serve migrate` has brought its tables up to date."""
    from flows.ledger.store import open_ledger

    return open_ledger(settings.ledger_url)


def ledger_in_use(settings: Settings) -> "Ledger":
    """The ledger for a command that is called by itself, its tables up to date. Raises LedgerMissing."""
    from flows.ledger.store import migrate

    if settings.database_url is None and not (settings.home / "ledger" / "ledger.sqlite").is_file():
        raise LedgerMissing(home=str(settings.home))
    found = ledger(settings)
    migrate(found)
    return found


def object_store(settings: Settings) -> ObjectStore:
    """The bucket that uploads arrive in."""
    from flows.adapters.minio_store import connect

    keys = (settings.s3_access_key.get_secret_value(), settings.s3_secret_key.get_secret_value())
    return connect(settings.s3_url, *keys, settings.bucket)


def hints(settings: Settings) -> Hints | None:
    """The store's own log of changes where it has one, else None."""
    from flows.adapters.seaweed_hints import SeaweedHints
    from flows.weed_program import weed

    if settings.filer is None:
        return None
    return SeaweedHints(weed(), settings.filer, settings.bucket, str(settings.home / "logs"))


def scrubber(settings: Settings) -> Scrubber | None:
    """What makes the store let go of deleted bytes, or None where the store does so by itself."""
    from flows.adapters.seaweed_scrubber import SeaweedScrubber
    from flows.weed_program import weed

    if settings.filer is None or settings.store_master is None:
        return None
    home = settings.home.resolve()
    places = (home / "object_store" / OWN_LOGS, home / "cache" / "tmp")
    return SeaweedScrubber(weed(), settings.store_master, settings.filer, settings.bucket, *places)


def cleaning(settings: Settings) -> "Cleaning":
    """What erasing and purging work with."""
    from flows.erasing import Cleaning

    return Cleaning(
        ledger_in_use(settings), object_store(settings), scrubber(settings), settings.home.resolve()
    )


def case_system(settings: Settings) -> CaseSystem:
    """Where verdicts go. Raises SettingMissing."""
    from flows.adapters.webhook import receiver

    if settings.case_system_url is None:
        raise SettingMissing(setting="SAGSKLAR_CASE_SYSTEM_URL")
    secret = settings.webhook_secret.get_secret_value()
    return receiver(settings.case_system_url, secret, settings.delivery_timeout_seconds)


def checker(settings: Settings) -> Checker:
    """Who reads a file while a citizen waits."""
    from flows.adapters.check_service import check_service

    token = settings.api_token.get_secret_value()
    return check_service(settings.checks_url, token, settings.check_seconds)


def check_pool(settings: Settings) -> "Pool":
    """The pool that does so, warm; takes seconds, for it loads models."""
    from flows.checking import Pool
    from pipeline.equip import equipment
    from pipeline.intake import Limits

    at_once = settings.checks_at_once
    limits = Limits(pages=settings.check_pages, seconds=ceil(settings.check_seconds) or 1, workers=at_once)
    pool = Pool(
        equipment(limits, replace(settings.options, challenger=None)), at_once, settings.check_seconds
    )
    pool.warm()
    return pool


def verdicts(settings: Settings) -> Callable[[str], Awaitable[dict[str, Any] | None]]:
    """The read API as the case system reads it: a path to what it gives, None where it does not answer."""
    from flows.adapters.webhook import read_api

    return read_api(settings.review_url, settings.api_token.get_secret_value()).get


def watch(settings: Settings) -> "Watch":
    """What the scanner works with."""
    from flows.scanner import Watch

    store, told = object_store(settings), hints(settings)
    return Watch(ledger(settings), store, settings.bucket, told, settings.scan_seconds)


def dispatch(settings: Settings) -> "Dispatch":
    """What the dispatcher works with. Raises SettingMissing."""
    from flows.dispatcher import Dispatch

    return Dispatch(
        ledger=ledger(settings),
        target=case_system(settings),
        review_url=settings.review_url.rstrip("/"),
        name=holder(settings),
        lease_seconds=settings.lease_seconds,
        pause_ceiling=settings.delivery_pause_ceiling_seconds,
        patience=timedelta(days=settings.delivery_days),
    )


def workshop(settings: Settings) -> "Workshop":
    """What the flows work with; takes seconds, for it loads models."""
    from flows.ledger.work import Patience
    from flows.workshop import Workshop, digest_of
    from pipeline.chain import for_any_service
    from pipeline.equip import equipment

    kit = for_any_service(equipment(options=settings.options))
    patience = Patience(settings.quiet_seconds, settings.quiet_ceiling_seconds)
    needed = {label: sorted(fields) for label, fields in kit.fields.needed.items()}
    versions = digest_of([kit.versions, needed])
    return Workshop(
        ledger(settings),
        object_store(settings),
        kit,
        patience,
        versions,
        settings.count_from,
        settings.blind_check_share,
    )


def checks_outdated(settings: Settings, pool: "Pool") -> Callable[[], bool]:
    """Whether another label model is to serve than the one that the pool was built with."""
    from pipeline.classifying.artefact import serving_version

    raised = settings.models_folder / TIGHTENED_FILE
    return lambda: serving_version(settings.options.label_models, raised) != pool.kit.labels.version


def outdated(settings: Settings, shop: "Workshop") -> Callable[[], bool]:
    """Whether another model is to serve: one was promoted, or blind checks raised a label model's floors."""
    from flows.guarantee import watch_guarantee
    from pipeline.classifying.artefact import label_manifest, serving_version
    from pipeline.versions import champion_folder

    options, labels = settings.options, shop.kit.labels
    target = float(label_manifest(champion_folder(options.label_models))["target_error"])
    raised = settings.models_folder / TIGHTENED_FILE
    fields = champion_folder(options.field_models).name

    def look() -> bool:
        watch_guarantee(shop.ledger, labels, target, raised)
        now = settings.options
        other_fields = champion_folder(now.field_models).name != fields
        return other_fields or serving_version(now.label_models, raised) != labels.version

    return look


def holder(settings: Settings) -> str:
    """The name that leases are taken under: the same after a restart, another for each running process."""
    return settings.process_name or socket.gethostname()
