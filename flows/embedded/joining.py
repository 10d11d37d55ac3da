"""The settings of a system that runs already, for commands that are called beside it."""

import json

from pydantic import SecretStr

from flows.embedded.record import read_record
from flows.embedded.services import LOCAL
from flows.settings import Settings
from pipeline.errors import Misconfigured


class StoreNotRunning(Misconfigured):
    code = "store_not_running"
    message = "No system runs in {home}, and no object store is set, so the uploads cannot be reached."
    remedy = "Start it with `sagsklar up`, name its folder with --home, or set SAGSKLAR_S3_URL and its keys."


def joined(settings: Settings) -> Settings:
    """Where the running system's parts answer; settings that name another object store stay as they are.

    Raises StoreNotRunning.
    """
    record = read_record(settings.home)
    if record is None:
        if settings.s3_access_key.get_secret_value():
            return settings
        raise StoreNotRunning(home=str(settings.home))
    ports = json.loads((settings.home / "run" / "ports.json").read_text())
    urls = {service["name"]: service["url"] for service in record["services"]}
    store = {
        "s3_url": urls["object_store"],
        "s3_access_key": SecretStr(record["access_key"]),
        "s3_secret_key": SecretStr(record["secret_key"]),
        "bucket": record["bucket"],
        "filer": f"{LOCAL}:{ports['filer']}",
        "store_master": f"{LOCAL}:{ports['master']}",
    }
    return settings.model_copy(update=store)
