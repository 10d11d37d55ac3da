"""The object store of a home without the rest, for putting back what a backup holds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from flows import wiring
from flows.embedded.free_ports import GRPC, PAIRED, ports_of
from flows.embedded.home import occupied, remove_marks, remove_sockets, tidy
from flows.embedded.processes import end_all, start
from flows.embedded.secret_keys import secrets_of
from flows.embedded.services import LOCAL, Place, object_store
from flows.ports import StoreAway
from flows.settings import Settings

START_SECONDS: Final = 60.0
FAREWELL_SECONDS: Final = 6.0
LOOK_SECONDS: Final = 0.2


@contextmanager
def store_alone(home: Path, settings: Settings) -> Iterator[Settings]:
    """Settings that reach it, for as long as the block runs. Raises AlreadyUp, StoreAway."""
    with occupied(home):
        tidy(home)
        place = Place(home, ports_of(home, {}), secrets_of(home), settings.model_copy(update={"home": home}))
        process = start(object_store(place), home / "logs")
        try:
            reached = reaching(place)
            await_store(reached)
            yield reached
        finally:
            end_all([process], FAREWELL_SECONDS)
            remove_marks(home)
            remove_sockets(port for name in PAIRED for port in (place.ports[name], place.ports[name] + GRPC))


def reaching(place: Place) -> Settings:
    """The settings of a command beside this store."""
    return place.settings.model_copy(
        update={
            "s3_url": place.url("object_store"),
            "s3_access_key": SecretStr(place.secrets.access_key),
            "s3_secret_key": SecretStr(place.secrets.secret_key),
            "filer": f"{LOCAL}:{place.ports['filer']}",
            "store_master": f"{LOCAL}:{place.ports['master']}",
        }
    )


def await_store(settings: Settings) -> None:
    """Returns once its bucket is there. Raises StoreAway."""
    store, deadline = wiring.object_store(settings), time.monotonic() + START_SECONDS
    while True:
        try:
            next(store.list(), None)
        except StoreAway:
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            return
