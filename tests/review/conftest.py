"""A desk over a real ledger in a temporary folder, filled by hand as the chain would."""

import asyncio
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import APIRouter
from PIL import Image, ImageDraw

from flows.ledger.accounts import Account, set_account
from flows.ledger.arrivals import Arrival, ArrivedProfile, record_profile, record_upload
from flows.ledger.desk import find_cases, view_case
from flows.ledger.results import NewVerdict, read_case, store_inspection, store_verdict
from flows.ledger.store import Ledger, migrate, open_ledger
from flows.ledger.work import Patience
from flows.workbench import drift_page
from models.drift import Drift, Week
from pipeline.exchange import inspection_json, json_line, plain, verdict_json
from pipeline.records import (
    Alternative,
    Assessment,
    Box,
    Evidence,
    ExtractedDocument,
    Field,
    Finding,
    Flags,
    Input,
    InspectedPage,
    Inspection,
    MissingItem,
    Person,
    PolicyRef,
    Profile,
    Quality,
    Question,
    Reason,
    RequirementResult,
    ScreenedDocument,
    Verdict,
    Word,
)
from review.app import create_app
from review.parts import DeskParts
from tests.flows.stores_at_hand import MemoryStore

NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
CASE_ID = "KBH-2026-000123"
PASSPORT, LEASE = "a" * 64, "b" * 64
PASSWORD = "a quiet sentence"
HASH = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
PERSON = Person("applicant", "applicant", "García López de los Ríos", "María José", "1991-04-07", "ESP", "F")
PROFILE = Profile(
    CASE_ID,
    "0101",
    "dk-cpr-entry",
    date(2026, 3, 2),
    "en",
    "eu_worker",
    (PERSON,),
    stay_from=date(2026, 3, 1),
    address="Nørrebrogade 12B, 3. tv, 2200 København N",
    answers={"housing": "lease"},
    flags=Flags(),
)


def field(name: str, value: Any, box: tuple[float, float, float, float], **more: Any) -> Field:
    known = {"raw": str(value), "confidence": 0.97, "accepted": True, "page": 1, "source": "anchor"}
    return Field(name, value, box=Box(*box), **{**known, **more})


PASSPORT_READ = ExtractedDocument(
    pages=(1,),
    label="passport",
    confidence=0.99,
    alternatives=(Alternative("national_id", 0.006),),
    reasons=(Reason("PASAPORTE", 1, Box(0.1, 0.06, 0.4, 0.1), 2.1),),
    mrz=None,
    sides=None,
    fields=(
        field("surname", "García López de los Ríos", (0.4, 0.2, 0.8, 0.24), source="mrz"),
        field("given_names", "María José", (0.4, 0.26, 0.7, 0.3), source="mrz"),
        field("birth_date", "1991-04-07", (0.4, 0.32, 0.6, 0.36), raw="07 ABR 1991", source="mrz"),
    ),
    findings=(),
)
LEASE_READ = ExtractedDocument(
    pages=(1, 2),
    label="unknown",
    confidence=0.44,
    alternatives=(Alternative("lease", 0.44), Alternative("sublease", 0.38), Alternative("other", 0.09)),
    reasons=(Reason("lejeforhold", 1, Box(0.1, 0.07, 0.42, 0.1), 1.2),),
    mrz=None,
    sides=None,
    fields=(
        field("tenant_names", ["María José García López de los Ríos"], (0.3, 0.2, 0.9, 0.23)),
        field("landlord_name", "Ejendomsselskabet Nørrebro ApS", (0.3, 0.25, 0.8, 0.28)),
        field(
            "start_date",
            "2026-03-07",
            (0.3, 0.35, 0.5, 0.38),
            raw="0l.03.2026",
            confidence=0.52,
            accepted=False,
        ),
        field("monthly_rent", "12500.00 DKK", (0.3, 0.4, 0.5, 0.43), raw="12.500,- kr."),
        field("signed_tenant", value=True, box=(0.1, 0.8, 0.4, 0.9), page=2, source="signature"),
    ),
    findings=(Finding("unknown_type"),),
    accepted=False,
)


def inspection(name: str, sha256: str, document: ExtractedDocument) -> Inspection:
    good, word = Quality(readable=True, score=0.9), Word("leje", Box(0.1, 0.1, 0.2, 0.12), 0.9, 1)
    pages = tuple(
        InspectedPage(number, 1240, 1754, 150.0, 0, "ocr", "", "da", "Latn", good, "tesseract", (word,))
        for number in document.pages
    )
    return Inspection(name, name, sha256, 1000, "application/pdf", pages, (document,), None, 0.5, {})


def verdict(outcome: str) -> Verdict:
    """A verdict on the sample case."""
    titles = {"da": "Bevis på bolig", "en": "Proof of address"}
    doubt = Finding(
        "unknown_type", {"da": "Dokumentets type er usikker.", "en": "The type is in doubt."}, "lease.pdf", 1
    )
    unread = Finding("low_confidence", {"da": "?", "en": "?"}, "lease.pdf", 1, field="address")
    open_one = outcome == "needs_review"
    home = RequirementResult(
        "proof_of_address",
        "applicant",
        "uncertain" if open_one else "satisfied",
        titles,
        "CPR-loven § 16",
        (Evidence("lease.pdf", (1, 2), "unknown" if open_one else "lease"),),
        (doubt, unread) if open_one else (),
    )
    identity = RequirementResult(
        "identity",
        "applicant",
        "satisfied",
        {"da": "Identitet", "en": "Identity"},
        "CPR-loven § 17",
        (Evidence("Pasaporte María José.jpg", (1,), "passport"),),
    )
    permit = RequirementResult(
        "right_of_residence",
        "applicant",
        "missing" if open_one else "not_applicable",
        {"da": "EU-opholdsdokument", "en": "EU residence document"},
        "CPR-loven § 17",
    )
    request = {"da": "Send dit EU-opholdsdokument.", "en": "Send your EU residence document."}
    item = MissingItem(
        "right_of_residence", "applicant", "document_missing", None, request, (), date(2026, 3, 16)
    )
    question = {"da": "Er lease.pdf en lejekontrakt?", "en": "Is lease.pdf a lease?"}
    assessment = Assessment(
        profile=PROFILE,
        as_of=date(2026, 3, 2),
        policy=PolicyRef("2026-01-01", "d" * 64),
        outcome=outcome,
        completeness=0.33 if open_one else 1.0,
        requirements=(identity, permit, home),
        missing_items=(item,) if open_one else (),
        questions=(Question("label", "lease.pdf", 1, question, ("lease", "sublease")),) if open_one else (),
        documents=(
            ScreenedDocument("Pasaporte María José.jpg", "applicant", ("identity",), None, PASSPORT_READ),
            ScreenedDocument("lease.pdf", None, (), None, LEASE_READ),
        ),
        next="wait_for_caseworker" if open_one else "book_verification",
    )
    letter = {
        "da": "Din sag\n2. marts 2026\n\nKære María José\n\nVi ser på din sag.\n\nHjælp:\nRing til os.\n",
        "en": "Your case\n2 March 2026\n\nDear María José\n\nWe look at your case.\n\nHelp:\nCall us.\n",
    }
    inputs = (Input("Pasaporte María José.jpg", PASSPORT, None), Input("lease.pdf", LEASE, None))
    return Verdict(assessment, inputs, letter, 1.0, {})


class DrawnPictures:
    """Fills the port for pictures with a drawn page: the tests of the desk need no rendering."""

    def png(self, object_key: str, sha256: str, number: int) -> bytes:
        picture = Image.new("RGB", (1240, 1754), "white")
        pen = ImageDraw.Draw(picture)
        pen.text((120, 120), f"{object_key} {number}", fill="black", font_size=28)
        for name, value, box in [
            (one.name, one.raw, one.box) for one in LEASE_READ.fields if one.page == number
        ]:
            pen.text((box.x0 * 1240, box.y0 * 1754), value, fill="black", font_size=26)
            pen.text((120, box.y0 * 1754), name, fill="gray", font_size=22)
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        return buffer.getvalue()


def put_case(ledger: Ledger, now: datetime = NOW, case_id: str = CASE_ID) -> str:
    """The sample case as the scanner and the worker leave it; returns its key."""
    text = json_line({"schema": "sagsklar/profile/1", **plain(PROFILE), "case_id": case_id})
    record_profile(ledger, ArrivedProfile("0101", case_id, "1", text, None, None), now)
    for name, sha256, read in (
        ("Pasaporte María José.jpg", PASSPORT, PASSPORT_READ),
        ("lease.pdf", LEASE, LEASE_READ),
    ):
        key = f"0101/{case_id}/uploads/{name}"
        record_upload(ledger, Arrival("0101", case_id, "uploads", key, "1", name, 1000, now, "sweep"), now)
        upload = next(
            one for one in view_case(ledger, find_cases(ledger, case_id)[0]).uploads if one.name == name
        )
        body = inspection_json(inspection(name, sha256, read), words=True)
        store_inspection(ledger, upload.upload_id, "v1", body, now)
    return find_cases(ledger, case_id)[0]


def put_verdict(ledger: Ledger, case_key: str, given: Verdict, now: datetime = NOW) -> None:
    """Keeps a verdict on the case as it stands now."""
    state = read_case(ledger, case_key)
    digest = f"{state.revision} {given.assessment.outcome}"
    kept = store_verdict(
        ledger, NewVerdict(case_key, state.revision, digest, verdict_json(given), {}), now, Patience(0, 0)
    )
    assert kept is not None


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at work, and a browser without scripts before it."""

    ledger: Ledger
    client: httpx.AsyncClient
    runner: asyncio.Runner
    case_key: str

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.runner.run(self.client.get(path, **more))

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form as it is."""
        return self.runner.run(self.client.post(path, data=fields))

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form as a page of this session would, with its token."""
        token = re.search(r'name="csrf" value="([^"]+)"', self.get("/sign-in").text)
        return self.send(path, csrf=token[1], **fields)

    def sign_in(self, password: str = PASSWORD, name: str = "caseworker") -> Any:
        return self.post("/sign-in", name=name, password=password)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with all its tables, made once."""
    file = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    made = open_ledger(f"sqlite:///{file}")
    migrate(made)
    made.close()
    return file


@pytest.fixture
def ledger(migrated: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of it for each test."""
    shutil.copy(migrated, tmp_path / "ledger.sqlite")
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    yield ledger
    ledger.close()


@pytest.fixture
def case_key(ledger: Ledger) -> str:
    """Two accounts, and one doubtful case."""
    set_account(ledger, Account("caseworker", HASH, "caseworker"), NOW)
    set_account(ledger, Account("colleague", HASH, "caseworker"), NOW)
    key = put_case(ledger)
    put_verdict(ledger, key, verdict("needs_review"))
    return key


@pytest.fixture
def store() -> MemoryStore:
    """The object store with the files of the sample case."""
    kept = MemoryStore()
    for name in ("Pasaporte María José.jpg", "lease.pdf"):
        kept.put(f"0101/{CASE_ID}/uploads/{name}", f"bytes of {name}".encode())
    return kept


@pytest.fixture
def reports_folder(tmp_path: Path) -> Path:
    """What the watch for drift wrote: the sources of text drifted, then and now."""
    folder = tmp_path / "reports"
    folder.mkdir()
    weeks = [
        Week(name, 200, 20, 3, [20] * 10, {"text source": {"ocr": 200}}) for name in ("2026-W08", "2026-W09")
    ]
    found = [
        Drift("2026-W08", "confidence", 0.31, flagged=True),
        Drift("2026-W09", "confidence", 0.02, flagged=False),
        Drift("2026-W09", "text source", 0.44, flagged=True),
    ]
    told = {"model": "labels-1", "weeks": [], "drift": [asdict(one) for one in found]}
    (folder / "drift.json").write_text(json.dumps(told))
    (folder / "drift.html").write_text(drift_page("labels-1", tuple(weeks), tuple(found)))
    return folder


@pytest.fixture
def parts(ledger: Ledger, case_key: str, store: MemoryStore, reports_folder: Path) -> DeskParts:
    """What the desk is made of, with pictures that are drawn."""
    api = APIRouter()
    api.add_api_route("/healthz", lambda: {"ok": True})
    return DeskParts(
        ledger,
        DrawnPictures(),
        store,
        "s" * 32,
        api=api,
        reports_folder=reports_folder,
        now=lambda: NOW + timedelta(hours=3),
    )


@pytest.fixture
def newcomer(ledger: Ledger, parts: DeskParts, case_key: str) -> Iterator[Desk]:
    """The desk with one doubtful case; nobody is signed in."""
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(parts)),
        base_url="http://desk.test",
        headers={"accept": "text/html", "accept-language": "en"},
        follow_redirects=True,
    )
    with asyncio.Runner() as runner:
        yield Desk(ledger, client, runner, case_key)
        runner.run(client.aclose())


@pytest.fixture
def desk(newcomer: Desk) -> Desk:
    """The same, with the caseworker signed in."""
    newcomer.sign_in()
    return newcomer


@pytest.fixture
def screened_again(desk: Desk) -> Callable[[], None]:
    """What the worker does after a correction: the case, now complete, gets its next verdict."""
    return lambda: put_verdict(desk.ledger, desk.case_key, verdict("complete"), NOW + timedelta(hours=4))


@pytest.fixture
def lease_path(desk: Desk) -> str:
    return f"/cases/{desk.case_key}/documents/{LEASE}/1"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def answer_lease(desk: Desk, lease_path: str) -> Callable[..., httpx.Response]:
    """Sends the form of the doubtful lease, sure values as they stood; `more` is what the person did."""
    stood = {
        "label": "lease",
        "field.tenant_names": "María José García López de los Ríos",
        "field.landlord_name": "Ejendomsselskabet Nørrebro ApS",
        "field.monthly_rent": "12500.00 DKK",
        "field.signed_tenant": "true",
    }
    return lambda **more: desk.post(lease_path, **{**stood, **more})


@pytest.fixture
def put_another(ledger: Ledger) -> Callable[..., str]:
    """Another doubtful case of that number; with `failure`, one whose lease could not be read."""

    def put(case_id: str, now: datetime = NOW, failure: str | None = None) -> str:
        case_key = put_case(ledger, now, case_id)
        given = verdict("needs_review")
        if failure:
            inputs = (Input("lease.pdf", LEASE, failure),)
            open_one = replace(given.assessment, questions=(), documents=())
            given = replace(given, inputs=inputs, assessment=open_one)
        put_verdict(ledger, case_key, given, now)
        return case_key

    return put
