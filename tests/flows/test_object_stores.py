"""One contract for every object store: the one in memory that other tests use, and the real one."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.adapters.minio_store import MinioStore, connect
from flows.embedded.free_ports import ports_of
from flows.embedded.processes import end_all, start
from flows.embedded.secret_keys import secrets_of
from flows.embedded.services import Place, object_store
from flows.embedded.supervisor import answers
from flows.ports import ObjectGone, ObjectStore, StoreAway
from flows.settings import Settings
from tests.flows.stores_at_hand import MemoryStore
from tests.waiting import until

Put = Callable[[str, bytes], None]
KEY = "0101/KBH-1/uploads/Lejekontrakt æøå (1).pdf"


@contextmanager
def running_store(home: Path) -> Iterator[Place]:
    (home / "logs").mkdir()
    (home / "object_store").mkdir()
    place = Place(home, ports_of(home, {}), secrets_of(home), Settings(home=home))
    process = start(object_store(place), home / "logs")
    until(lambda: answers(place.url("object_store")), seconds=30)
    yield place
    end_all([process], 5)


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MinioStore]:
    with running_store(tmp_path_factory.mktemp("store")) as place:
        keys = place.secrets
        store = connect(place.url("object_store"), keys.access_key, keys.secret_key, "uploads")
        until(lambda: list(store.list()) == [], seconds=30, meanwhile=StoreAway)
        yield store


@pytest.fixture(params=["memory", "real"])
def store(request: pytest.FixtureRequest) -> tuple[ObjectStore, Put]:
    if request.param == "memory":
        memory = MemoryStore()
        return memory, memory.put
    real: MinioStore = request.getfixturevalue("real_store")

    def put(key: str, content: bytes) -> None:
        real.client.put_object(real.bucket, key, io.BytesIO(content), len(content))

    return real, put


def test_given_an_object_that_was_written_then_it_reads_and_lists_as_any_other(
    store: tuple[ObjectStore, Put],
):
    objects, _ = store
    objects.write("0101/KBH-2/uploads/paß-1.jpg", b"bytes of a photo")
    assert objects.read("0101/KBH-2/uploads/paß-1.jpg") == b"bytes of a photo"
    assert objects.look("0101/KBH-2/uploads/paß-1.jpg").bytes == 16


def test_given_an_object_then_its_bytes_come_back(store: tuple[ObjectStore, Put]):
    port, put = store
    put(KEY, b"\x00 bytes \xff")
    assert port.read(KEY) == b"\x00 bytes \xff"


def test_given_an_object_then_listing_and_looking_say_the_same(store: tuple[ObjectStore, Put]):
    port, put = store
    put(KEY, b"content")
    listed = {one.key: one for one in port.list()}
    assert listed[KEY].version == port.look(KEY).version
    assert listed[KEY].bytes == port.look(KEY).bytes == 7


def test_given_other_bytes_then_the_version_is_another(store: tuple[ObjectStore, Put]):
    port, put = store
    put(KEY, b"one")
    first = port.look(KEY).version
    put(KEY, b"two")
    assert port.look(KEY).version != first
    put(KEY, b"one")
    assert port.look(KEY).version == first


def test_given_no_object_then_it_is_gone(store: tuple[ObjectStore, Put]):
    port, _ = store
    for ask in (port.read, port.look):
        with pytest.raises(ObjectGone):
            ask("0101/KBH-1/uploads/never.pdf")


def test_given_nobody_answers_then_it_is_worth_trying_again():
    store = connect("http://127.0.0.1:1", "key", "secret", "uploads")
    with pytest.raises(StoreAway) as caught:
        store.read(KEY)
    assert "Lejekontrakt" not in str(caught.value)


def test_given_the_real_store_then_its_filer_gives_nothing_to_strangers(real_store: MinioStore):
    assert not real_store.client.bucket_exists("elsewhere")
    stranger = connect(f"http://{real_store.client._base_url.host}", "", "", "uploads")
    with pytest.raises(StoreAway, match="AccessDenied"):
        stranger.read(KEY)
