"""The right to erasure and the privacy of what is left behind, on the real running system."""

import json
import re
import subprocess
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import pytest

from commands.portal import await_verdict, put_case
from tests.journeys.test_running_system import SECONDS, put
from tests.papers import digital_page, scanned_page
from tests.running import PROGRAM, Running
from tests.waiting import until

pytestmark = pytest.mark.journey
NAME, TEXT, PLACE = "Zvonimirka", "Quxdorfkontrakt", "Wobbelvænget"
SAMPLE = Path(__file__).parents[2] / "samples" / "cases" / "01-eu-worker-complete"


def sagsklar(running: Running, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, "--home", str(running.home), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A case whose file names, profile and papers hold words that stand nowhere else."""
    folder = tmp_path / f"KBH-{uuid4().hex[:12]}"
    folder.mkdir()
    profile = json.loads((SAMPLE / "profile.json").read_text())
    profile |= {"case_id": folder.name, "address": f"{PLACE} 7, 2200 København N"}
    profile["persons"][0]["surname"] = NAME
    (folder / "profile.json").write_text(json.dumps(profile, ensure_ascii=False))
    lease = digital_page(f"LEJEKONTRAKT {TEXT}", f"Lejer: A {NAME}", f"Adresse: {PLACE} 7", folder.name)
    (folder / f"{TEXT} æøå.pdf").write_bytes(lease)
    (folder / f"{NAME}.png").write_bytes(scanned_page(f"{TEXT} {folder.name}", times=1))
    return folder


def test_given_a_case_when_erased_while_a_paper_is_read_then_no_byte_is_left_but_in_the_inbox(
    running: Running, marked: Path
):
    await_verdict(running.system, put_case(running.system, marked), SECONDS)
    look_at_pages(running, marked.name)
    content = [file.read_bytes() for file in marked.iterdir()]
    late = scanned_page(f"{TEXT} too late {marked.name}")
    put(running, f"0101/{marked.name}/uploads/late {TEXT}.png", late)
    until(lambda: reading(running), seconds=SECONDS)
    found = {one.split("/")[0] for one in left_behind(running.home, content, marked.name)}
    assert {"ledger", "object_store"} <= found

    done = sagsklar(running, "erase", marked.name, "--json")

    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["objects"], json.loads(done.stdout)["uploads"]) == (4, 3)
    assert left_behind(running.home, [*content, late], marked.name) == []
    assert running.system.ask(f"{running.system.review}/v1/cases/{marked.name}") is None
    assert sagsklar(running, "audit", "verify").returncode == 0

    last = told(running, marked.name)["sequence"]
    put_case(running.system, marked)
    until(lambda: told(running, marked.name)["sequence"] > last, seconds=SECONDS)
    known = until(lambda: running.system.ask(f"{running.system.review}/v1/cases/{marked.name}"), seconds=5)
    assert {one["file"] for one in known["uploads"]} <= {file.name for file in marked.iterdir()}


def told(running: Running, case_id: str) -> dict[str, Any]:
    """The current verdict as the case system has it."""
    found = running.system.ask(f"{running.system.inbox}/cases/{case_id}")
    assert found is not None
    current: dict[str, Any] = found["current"]
    return current


def reading(running: Running) -> bool:
    backlog: dict[str, Any] = running.system.ask(f"{running.system.review}/v1/backlog") or {}
    return bool(backlog["uploads"]["running"])


def look_at_pages(running: Running, case_id: str) -> None:
    """As a caseworker, so that there are pictures of pages to be erased."""
    with httpx.Client(base_url=running.system.review, follow_redirects=True) as desk:
        token = re.findall(r'name="csrf" value="([^"]+)"', desk.get("/sign-in").text)[0]
        desk.post("/sign-in", data={"name": running.account, "password": running.password, "csrf": token})
        found = desk.get("/cases", params={"case_id": case_id})
        for path in re.findall(r"/cases/\w+/documents/\w{64}/1", found.text):
            picture = path.replace("/documents/", "/uploads/").removesuffix("/1") + "/pages/1.png"
            assert desk.get(picture).content.startswith(b"\x89PNG")
    assert list((running.home / "cache" / "pages").iterdir())


def left_behind(home: Path, contents: list[bytes], case_id: str) -> list[str]:
    """Where something of the case still stands; names of files and the case's id may stay in the index."""
    inner = [*spelt(PLACE), *spelt(f"LEJEKONTRAKT {TEXT}"), *spelt(f"A {NAME}"), *windows(contents)]
    outer = [*inner, *spelt(NAME), *spelt(TEXT), *spelt(case_id)]
    found = []
    for file in sorted(one for one in home.rglob("*") if one.is_file() and not one.is_symlink()):
        part = file.relative_to(home)
        if part.parts[0] == "inbox":
            continue
        index = part.parts[0] == "object_store" and not part.name.startswith("uploads_")
        held = [*unpacked(file.read_bytes())]
        found += [
            f"{part}: {one[:40]!r}" for one in (inner if index else outer) if any(one in h for h in held)
        ]
    return found


def spelt(word: str) -> Iterator[bytes]:
    """A word in the ways that programs write it."""
    for form in {word, unicodedata.normalize("NFD", word), json.dumps(word)[1:-1]}:
        yield from (form.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
    yield word.encode("latin-1")


def windows(contents: list[bytes]) -> Iterator[bytes]:
    """Pieces of the files from their middles; what any two papers share is left out."""
    for content in contents:
        yield from (content[at : at + 40] for at in range(len(content) // 2, len(content) - 40, 50_000))


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes, and what stands compressed among them: SeaweedFS packs what packs well."""
    yield content
    for found in re.finditer(b"\x1f\x8b\x08", content):
        try:
            yield zlib.decompressobj(wbits=31).decompress(content[found.start() :])
        except zlib.error:
            continue


def test_given_a_sample_when_it_went_through_then_no_person_stands_in_what_it_leaves_behind(running: Running):
    arrived = await_verdict(running.system, put_case(running.system, SAMPLE), SECONDS)
    words = personal(arrived.verdict, json.loads((SAMPLE / "profile.json").read_text()))
    assert len(words) > 10
    wanted = re.compile(b"|".join(re.escape(one) for word in sorted(words) for one in set(spelt(word))))
    told = {str(file.relative_to(running.home)): file.read_bytes() for file in told_files(running.home)}
    told["metrics"] = httpx.get(f"{running.system.review}/metrics").content
    for process in (
        running_process := psutil.Process(running.process.pid),
        *running_process.children(recursive=True),
    ):
        told[f"command and environment of {process.pid}"] = seen_from_outside(process)
    assert {place: found.group() for place, text in told.items() if (found := wanted.search(text))} == {}


def personal(verdict: dict[str, Any], profile: dict[str, Any]) -> set[str]:
    """Names, addresses, numbers: of the profile, and what was read of the papers."""
    said = [profile["case_id"], profile["address"], *profile["persons"][0].values()]
    said += [field["value"] for document in verdict["documents"] for field in document["fields"]]
    texts = [one for value in said for one in (value if isinstance(value, list) else [value])]
    return {
        one for one in texts if isinstance(one, str) and len(one) > 6 and not re.fullmatch(r"[\d-]{10}", one)
    } - {"applicant"}


def told_files(home: Path) -> Iterator[Path]:
    """All that is neither store, ledger, cache nor inbox, and the temporary folder."""
    for part in ("logs", "prefect", "run", "cache/tmp"):
        yield from (file for file in (home / part).rglob("*") if file.is_file())


def seen_from_outside(process: psutil.Process) -> bytes:
    """What anybody on the machine sees of a process."""
    try:
        return b"".join(
            (Path("/proc") / str(process.pid) / name).read_bytes() for name in ("cmdline", "environ")
        )
    except OSError:  # it has ended
        return b""
