"""One contract for every object store: the one in memory that other tests use, and the real one."""

import io
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from flows import wiring
from flows.adapters.minio_store import MinioStore, connect
from flows.embedded.free_ports import GRPC, PAIRED, ports_of
from flows.embedded.home import remove_sockets
from flows.embedded.processes import end_all, start
from flows.embedded.secret_keys import secrets_of
from flows.embedded.services import OWN_LOGS, Place, object_store
from flows.embedded.supervisor import answers
from flows.ports import NotScrubbed, ObjectGone, ObjectStore, Scrubber, StoreAway
from flows.settings import Settings
from flows.weed_program import weed
from tests.flows.stores_at_hand import MemoryStore
from tests.waiting import until

ROOT = Path(__file__).parents[2]
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


@dataclass(frozen=True)
class RealStore:
    port: MinioStore
    place: Place


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealStore]:
    with running_store(tmp_path_factory.mktemp("store")) as place:
        keys = place.secrets
        store = connect(place.url("object_store"), keys.access_key, keys.secret_key, "uploads")
        until(lambda: list(store.list()) == [], seconds=30, meanwhile=StoreAway)
        yield RealStore(store, place)


@pytest.fixture(params=["memory", "real"])
def store(request: pytest.FixtureRequest) -> tuple[ObjectStore, Put]:
    if request.param == "memory":
        memory = MemoryStore()
        return memory, memory.put
    real: MinioStore = request.getfixturevalue("real_store").port

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


def test_given_the_real_store_then_its_filer_gives_nothing_to_strangers(real_store: RealStore):
    assert not real_store.port.client.bucket_exists("elsewhere")
    stranger = connect(real_store.place.url("object_store"), "", "", "uploads")
    with pytest.raises(StoreAway, match="AccessDenied"):
        stranger.read(KEY)


def test_given_a_prefix_then_all_that_stands_under_it_goes_and_nothing_else(store: tuple[ObjectStore, Put]):
    port, put = store
    for key in ("0101/KBH-9/profile.json", "0101/KBH-9/uploads/a.pdf", "0101/KBH-99/uploads/a.pdf"):
        put(key, b"content")
    assert port.remove("0101/KBH-9/") == 2
    assert [one.key for one in port.list() if "KBH-9" in one.key] == ["0101/KBH-99/uploads/a.pdf"]
    assert port.remove("0101/KBH-9/") == 0


@pytest.fixture
def scrubber(real_store: RealStore) -> Scrubber:
    place = real_store.place
    ports = {
        "filer": f"127.0.0.1:{place.ports['filer']}",
        "store_master": f"127.0.0.1:{place.ports['master']}",
    }
    found = wiring.scrubber(Settings(home=place.home, **ports))
    assert found is not None
    return found


def test_given_deleted_objects_when_scrubbed_then_no_byte_of_them_is_left(
    real_store: RealStore, scrubber: Scrubber
):
    content = os.urandom(6_000_000)  # larger than a piece
    pieces = [content[at : at + 48] for at in range(0, len(content) - 48, 1_000_000)]
    put(real_store, "0101/GONE/uploads/a.pdf", content)
    put(real_store, "0101/KEPT/uploads/a.pdf", b"stays" + content[:100][::-1])
    assert holding(real_store, pieces)
    real_store.port.remove("0101/GONE/")
    scrubber.scrub()
    assert holding(real_store, pieces) == []
    assert real_store.port.read("0101/KEPT/uploads/a.pdf").startswith(b"stays")


def test_given_an_object_deleted_by_its_portal_then_its_key_is_in_no_log_once_scrubbed(
    real_store: RealStore, scrubber: Scrubber
):
    put(real_store, "0101/LOGGED/uploads/Vindelev.pdf", b"content")
    real_store.port.client.remove_object("uploads", "0101/LOGGED/uploads/Vindelev.pdf")
    assert not [one for one in files(real_store.place.home / "logs") if b"Vindelev" in one.read_bytes()]
    scrubber.scrub()
    own = real_store.place.home / "object_store" / OWN_LOGS
    assert files(own)
    assert not [one for one in files(own) if b"Vindelev" in one.read_bytes()]


def test_given_an_upload_on_its_way_then_tidying_leaves_it(real_store: RealStore, scrubber: Scrubber):
    put(real_store, "0101/KEPT/uploads/b.pdf", b"just arrived")
    scrubber.tidy(30)
    assert real_store.port.read("0101/KEPT/uploads/b.pdf") == b"just arrived"


def test_given_a_store_that_is_away_then_scrubbing_is_worth_trying_again(tmp_path: Path):
    away = Settings(home=tmp_path, filer="127.0.0.1:1", store_master="127.0.0.1:1")
    scrubber = wiring.scrubber(away)
    assert scrubber is not None
    with pytest.raises((StoreAway, NotScrubbed)):
        scrubber.scrub()


def put(real: RealStore, key: str, content: bytes) -> None:
    real.port.client.put_object("uploads", key, io.BytesIO(content), len(content))


def holding(real: RealStore, pieces: list[bytes]) -> list[str]:
    """The files in which one of these stands."""
    found = files(real.place.home / "object_store")
    return [one.name for one in found if any(piece in one.read_bytes() for piece in pieces)]


def files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]


def test_given_the_object_store_of_compose_then_its_command_is_one_that_runs(tmp_path: Path):
    service = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["object-store"]
    ports = ports_of(tmp_path, {})
    places = {"-dir=/data": f"-dir={tmp_path}", "-ip=object-store": "-ip=127.0.0.1"}
    places |= {"-ip.bind=0.0.0.0": "-ip.bind=127.0.0.1", "-logdir=/tmp": f"-logdir={tmp_path}"}
    words = [places.get(word, word) for word in [*service["entrypoint"], *service["command"].split()]]
    own = {
        "s3.port": "object_store",
        **{f"{one}.port": one for one in ("master", "volume", "filer", "admin")},
    }
    words += [f"-{flag}={ports[name]}" for flag, name in own.items()]
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    process = subprocess.Popen([weed(), *words[1:]], env={**os.environ, **keys}, stdout=subprocess.DEVNULL)
    try:
        store = connect(f"http://127.0.0.1:{ports['object_store']}", "key", "secret", "uploads")
        until(lambda: list(store.list()) == [], seconds=30, meanwhile=StoreAway)
    finally:
        process.kill()
        process.wait()
        remove_sockets(port for name in PAIRED for port in (ports[name], ports[name] + GRPC))
