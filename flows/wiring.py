"""Builds everything that talks to the world outside, from settings; the only place that picks adapters.

Imports stand inside the functions: each service waits only for the libraries that it needs itself.
"""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from flows.embedded.services import OWN_LOGS
from flows.ports import CaseFiles, CaseSystem, Checker, Hints, ObjectStore, Scrubber, Steps
from flows.settings import Settings
from flows.targets import Target, checked, common_target, own_targets
from pipeline.classifying.artefact import TIGHTENED_FILE
from pipeline.errors import Misconfigured

if TYPE_CHECKING:
    from flows.adapters.minio_store import MinioStore
    from flows.checking import Pool
    from flows.dispatcher import Dispatch
    from flows.erasing import Cleaning
    from flows.hooks.app import Hooks
    from flows.ledger.store import Ledger
    from flows.scanner import Watch
    from flows.workshop import Workshop


REST_CEILING = 60.0  # seconds that a case system which does not answer is left alone at most


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


def object_store(settings: Settings) -> "MinioStore":
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

    home, register = settings.home.resolve(), settings.erasures_file
    return Cleaning(ledger_in_use(settings), object_store(settings), scrubber(settings), home, register)


@dataclass(frozen=True, slots=True)
class Means:
    """What every way to a case system shares. `timeout`: seconds that one answer is waited for."""

    timeout: float
    steps: Steps
    papers: ObjectStore


def case_system(target: Target, means: Means) -> CaseSystem:
    """The way to one case system."""
    if target.kind == "webhook":
        from flows.adapters.webhook import receiver

        return receiver(target.text("url"), target.text("secret"), means.timeout)
    from flows.filing import FiledCaseSystem

    return FiledCaseSystem(FILES[target.kind](target, means))


def f2_files(target: Target, means: Means) -> CaseFiles:
    """An F2."""
    from flows.adapters.answers import line
    from flows.adapters.f2 import F2Files
    from flows.adapters.f2_session import F2Login, F2Session

    login = F2Login(
        client=target.text("client"),
        secret=target.text("secret"),
        user=target.text("user"),
        password=target.text("password") or None,
    )
    session = F2Session(line(means.timeout, {}), target.text("url"), login)
    return F2Files(session, means.steps, means.papers)


def rt_files(target: Target, means: Means) -> CaseFiles:
    """A queue of a Request Tracker."""
    from flows.adapters.answers import line
    from flows.adapters.rt import RtFiles

    access = {"authorization": f"token {target.text('secret')}"}
    way = line(means.timeout, access, f"{target.text('url').rstrip('/')}/REST/2.0")
    return RtFiles(way, target.text("queue"), means.steps, means.papers)


def task_files(target: Target, means: Means) -> CaseFiles:
    """Tasks of an Open VTB."""
    from flows.adapters.answers import line
    from flows.adapters.zgw import TaskFiles

    access = {"authorization": f"Token {target.text('secret')}"}
    return TaskFiles(line(means.timeout, access, target.text("url").rstrip("/")), target.text("upload_url"))


FILES: dict[str, Callable[[Target, Means], CaseFiles]] = {
    "f2": f2_files,
    "rt": rt_files,
    "zgw": task_files,
}


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


class NoHooksKeys(Misconfigured):
    code = "no_hooks_keys"
    message = "SAGSKLAR_HOOKS_TOKEN or SAGSKLAR_HOOKS_SECRET is not set."
    remedy = "Set both: nobody may tell of uploads without a key."


def hooks(settings: Settings) -> "Hooks":
    """What the hooks work with. Raises NoHooksKeys."""
    from flows.hooks.app import Hooks
    from pipeline.intake import Limits

    token, secret = settings.hooks_token.get_secret_value(), settings.hooks_secret.get_secret_value()
    if not (token and secret):
        raise NoHooksKeys
    return Hooks(watch(settings), object_store(settings), token, secret, Limits().upload_bytes)


def dispatch(settings: Settings) -> "Dispatch":
    """What the dispatcher works with. Raises CaseSystemWrong, CaseSystemsUnreadable."""
    from flows.circuit import Circuit
    from flows.dispatcher import AT_ONCE, Dispatch
    from flows.ledger.steps import LedgerSteps

    book, own = ledger(settings), own_targets(settings)
    means = Means(settings.delivery_timeout_seconds, LedgerSteps(book), object_store(settings))
    at_once = max(1, AT_ONCE // (1 + len(own)))
    ceiling = min(REST_CEILING, settings.delivery_pause_ceiling_seconds)

    def line_to(target: Target, municipality: str | None) -> Circuit:
        return Circuit(case_system(checked(target, municipality), means), at_once, ceiling)

    return Dispatch(
        ledger=book,
        line=line_to(common_target(settings), None),
        review_url=settings.review_url.rstrip("/"),
        name=holder(settings),
        lease_seconds=settings.lease_seconds,
        pause_ceiling=settings.delivery_pause_ceiling_seconds,
        patience=timedelta(days=settings.delivery_days),
        own={code: line_to(one, code) for code, one in own.items()},
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
        settings.stage_tasks,
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
