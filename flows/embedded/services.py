"""The services of a home: how each is started, where it answers, how it says that it is ready."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from flows.embedded.secret_keys import Secrets
from flows.settings import Settings
from flows.weed_program import weed

LOCAL = "127.0.0.1"
OWN_LOGS = "own_logs"  # SeaweedFS writes keys of deleted objects into its log, so it stays with the objects


@dataclass(frozen=True, slots=True)
class Service:
    """One process. It is ready when `probe` answers, or once `ready_file` holds its pid."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(repr=False)
    url: str | None = None
    probe: str | None = None
    ready_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything of one home stands. `home` is absolute."""

    home: Path
    ports: dict[str, int]
    secrets: Secrets
    settings: Settings

    def url(self, name: str) -> str:
        """A service's address, without path."""
        return f"http://{LOCAL}:{self.ports[name]}"


def servers(place: Place) -> tuple[Service, ...]:
    """What others made; the first to start, for Prefect takes longest."""
    return (object_store(place), prefect_server(place))


def own_services(place: Place) -> tuple[Service, ...]:
    """What is ours; they want the ledger's tables to be there."""
    names = ("worker", "scanner", "dispatcher", *(("workbench",) if place.settings.workbench else ()))
    silent_ones = (silent(place, name) for name in names)
    return (*silent_ones, *(listening(place, name) for name in ("review", "inbox", "checks")))


def object_store(place: Place) -> Service:
    """SeaweedFS, closed: without `-disableHttp` its filer gives every object to anybody."""
    ports, data = place.ports, place.home / "object_store"
    (data / "mini.options").unlink(missing_ok=True)  # what it remembers would fight with other ports
    options = {
        "dir": data,
        "ip": LOCAL,
        "ip.bind": LOCAL,
        "bucket": place.settings.bucket,
        "s3.port": ports["object_store"],
        "master.port": ports["master"],
        "volume.port": ports["volume"],
        "filer.port": ports["filer"],
        "admin.port": ports["admin"],
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "master.telemetry": "false",
        "webdav": "false",
        "admin.ui": "false",
    }
    flags = tuple(f"-{name}={value}" for name, value in options.items())
    (data / OWN_LOGS).mkdir(parents=True, exist_ok=True, mode=0o700)
    logs = (f"-logdir={data / OWN_LOGS}", "-alsologtostderr=false", "-v=-1")
    secrets = {
        "AWS_ACCESS_KEY_ID": place.secrets.access_key,
        "AWS_SECRET_ACCESS_KEY": place.secrets.secret_key,
    }
    url = place.url("object_store")
    command = (weed(), *logs, "mini", "-disableHttp", *flags)
    return Service("object_store", command, surroundings(place, secrets), url, url)


def prefect_server(place: Place) -> Service:
    """Prefect's server in one process; its own command would leave a child behind when killed."""
    app = "prefect.server.api.server:create_app"
    options = ("--factory", "--host", LOCAL, "--port", str(place.ports["prefect"]), "--log-level", "warning")
    command = (sys.executable, "-m", "uvicorn", app, *options, "--timeout-graceful-shutdown", "2")
    url = place.url("prefect")
    return Service("prefect", command, surroundings(place, {}), url, f"{url}/api/health")


def silent(place: Place, name: str) -> Service:
    """A service of ours without an address."""
    ready = place.home / "run" / f"{name}.ready"
    own = {"SAGSKLAR_READY_FILE": str(ready), "SAGSKLAR_PROCESS_NAME": f"embedded-{name}"}
    return Service(name, ours(name), surroundings(place, own), ready_file=ready)


def listening(place: Place, name: str) -> Service:
    """A service of ours with an address."""
    url = place.url(name)
    command = ours(name, "--host", LOCAL, "--port", str(place.ports[name]))
    return Service(name, command, surroundings(place, {}), url, f"{url}/healthz")


def ours(name: str, *options: str) -> tuple[str, ...]:
    """How a service of ours is called."""
    return (sys.executable, "-m", "commands.program", "serve", name, *options)


def surroundings(place: Place, own: dict[str, str]) -> dict[str, str]:
    """A service's environment: addresses, secrets, and temporary files where they can be cleared away."""
    return {**os.environ, **prefect_settings(place), **our_settings(place), **SPARING, **own}


SPARING = {"OMP_THREAD_LIMIT": "1", "NO_PROXY": LOCAL, "DO_NOT_TRACK": "1"}


def our_settings(place: Place) -> dict[str, str]:
    """What `up` decides; everything else comes from its own settings through the environment."""
    secrets = place.secrets
    return {
        "TMPDIR": str(place.home / "cache" / "tmp"),
        "SAGSKLAR_HOME": str(place.home),
        "SAGSKLAR_LOG_LEVEL": place.settings.log_level,
        "SAGSKLAR_S3_URL": place.url("object_store"),
        "SAGSKLAR_S3_ACCESS_KEY": secrets.access_key,
        "SAGSKLAR_S3_SECRET_KEY": secrets.secret_key,
        "SAGSKLAR_BUCKET": place.settings.bucket,
        "SAGSKLAR_FILER": f"{LOCAL}:{place.ports['filer']}",
        "SAGSKLAR_STORE_MASTER": f"{LOCAL}:{place.ports['master']}",
        "SAGSKLAR_CASE_SYSTEM_URL": place.settings.case_system_url or own_inbox(place),
        "SAGSKLAR_WEBHOOK_SECRET": secrets.webhook_secret,
        "SAGSKLAR_REVIEW_URL": place.url("review"),
        "SAGSKLAR_CHECKS_URL": place.url("checks"),
        "SAGSKLAR_API_TOKEN": secrets.api_token,
        "SAGSKLAR_SESSION_SECRET": secrets.session_secret,
    }


def own_inbox(place: Place) -> str:
    """Where events go unless another case system was chosen."""
    return f"{place.url('inbox')}/events" if place.settings.case_system == "webhook" else ""


def prefect_settings(place: Place) -> dict[str, str]:
    """A Prefect of its own for this home, that tells nobody anything and keeps no logs of ours."""
    database = place.settings.prefect_database_url
    return {
        "PREFECT_HOME": str(place.home / "prefect"),
        "PREFECT_API_URL": f"{place.url('prefect')}/api",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database
        or f"sqlite+aiosqlite:///{place.home / 'prefect' / 'prefect.db'}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    }
