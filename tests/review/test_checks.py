"""`POST /v1/checks`: real files through the real readers, and what is said of them."""

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import Depends, FastAPI
from PIL import Image, ImageEnhance, ImageFilter

from flows.checking import Pool
from flows.ports import ChecksAway
from pipeline.records import (
    Alternative,
    ExtractedDocument,
    Field,
    Finding,
    InspectedPage,
    Inspection,
    Quality,
)
from pipeline.vocabulary import FAILURE_CODES, FIELDS, LABELS, QUALITY_ISSUES, UNKNOWN
from review.api import bearer
from review.citizen.checks import Checking, check_router
from review.citizen.hints import hint, load_messages
from review.citizen.judging import NOT_BY_HAND, Judgement, judged
from review.citizen.tries import Tries

TOKEN = {"authorization": "Bearer a-token"}
LEASE = "01-eu-worker-complete/Lejekontrakt.pdf"
PHOTO = "04-nordic-lease-for-another-address/IMG_4471.jpg"
PAYSLIP = "09-couple-with-child-complete/busta paga.pdf"


class NobodyFree:
    async def inspect(self, content: bytes) -> dict[str, Any]:
        raise ChecksAway(kind="503")


@dataclass
class Portal:
    """A citizens' portal before the review address."""

    checking: Checking
    samples: Path
    headers: dict[str, str] = field(default_factory=lambda: dict(TOKEN))

    def ask(self, content: bytes, name: str = "paper.pdf", **fields: Any) -> httpx.Response:
        return self.send(files={"file": (name, content)}, data=fields)

    def ask_about(self, sample: str, **fields: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.ask(self.content(sample), Path(sample).name, **fields).json()
        return found

    def content(self, sample: str) -> bytes:
        return (self.samples / sample).read_bytes()

    def send(self, **request: Any) -> httpx.Response:
        app = FastAPI()
        app.include_router(
            check_router(self.checking), prefix="/v1", dependencies=[Depends(bearer("a-token"))]
        )

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as client:
                return await client.post("/v1/checks", headers=self.headers, **request)

        return asyncio.run(sent())


@pytest.fixture
def portal(kit: Any, root: Path) -> Portal:
    return Portal(Checking(Pool(kit, 1, 60), Tries("s" * 32)), root / "samples" / "cases")


def spoilt(content: bytes, spoil: Callable[[Image.Image], Image.Image]) -> bytes:
    kept = io.BytesIO()
    spoil(Image.open(io.BytesIO(content)).convert("RGB")).save(kept, "JPEG", quality=85)
    return kept.getvalue()


# ── the whole way ─────────────────────────────────────────────────────────────────────────────────


def test_given_a_good_lease_then_it_is_good_and_says_so_in_both_languages(portal: Portal, fits):
    told = portal.ask_about(LEASE, expects=["lease", "sublease"], language="da")
    fits("check", told)
    assert (told["verdict"], told["tries_left"], told["file"]) == ("good", 2, "Lejekontrakt.pdf")
    assert "en lejekontrakt" in told["hint"]["da"]
    assert "a lease" in told["hint"]["en"]
    assert told["documents"][0]["label"] == "lease"


def test_given_a_dark_photo_then_it_says_how_to_take_it_again(portal: Portal, fits):
    dark = spoilt(portal.content(PHOTO), lambda photo: ImageEnhance.Brightness(photo).enhance(0.1))
    told = portal.ask(dark, "IMG_1.jpg", expects="lease").json()
    fits("check", told)
    assert told["verdict"] == "retake"
    assert "vindue" in told["hint"]["da"]
    assert "too dark" in told["hint"]["en"]


def test_given_a_blurred_photo_three_times_then_the_third_is_taken_as_it_is(portal: Portal):
    blurred = spoilt(portal.content(PHOTO), lambda photo: photo.filter(ImageFilter.GaussianBlur(9)))
    told: dict[str, Any] = {"try": ""}
    seen = []
    for _ in range(3):
        told = portal.ask(blurred, "IMG_1.jpg", expects="lease", **{"try": told["try"]}).json()
        seen.append((told["verdict"], told["tries_left"]))
    assert seen == [("retake", 2), ("retake", 1), ("person", 0)]


def test_given_a_payslip_for_a_lease_then_it_names_both(portal: Portal):
    told = portal.ask_about(PAYSLIP, expects="lease, sublease")
    assert told["verdict"] == "wrong_document"
    assert "a payslip" in told["hint"]["en"]
    assert "a lease or a sublease" in told["hint"]["en"]
    assert "en lejekontrakt eller en fremlejekontrakt" in told["hint"]["da"]


def test_given_a_damaged_file_then_it_is_asked_for_again(portal: Portal, fits):
    told = portal.ask(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pag", expects="lease").json()
    fits("check", told)
    assert (told["verdict"], told["pages"], told["documents"]) == ("retake", [], [])
    assert told["failure"]["code"] in FAILURE_CODES


def test_given_a_paper_that_nobody_can_name_then_a_person_looks(portal: Portal):
    told = portal.ask_about("10-agreement-by-hand-needs-a-look/aftale.jpg", expects="passport")
    assert told["verdict"] == "person"


# ── what is refused ───────────────────────────────────────────────────────────────────────────────


def test_given_no_token_then_nobody_looks(portal: Portal):
    portal.headers = {}
    assert portal.ask(b"%PDF").status_code == 401


def test_given_a_file_that_is_too_large_then_it_is_not_read(portal: Portal):
    small = Portal(replace(portal.checking, checker=NobodyFree(), most_bytes=1000), portal.samples)
    refused = small.ask(b"x" * 200_000)
    assert refused.status_code == 413
    assert refused.json()["detail"]["code"] == "too_many_bytes"
    assert set(refused.json()["detail"]["hint"]) == {"da", "en"}


def test_given_a_large_file_whose_length_is_not_told_then_reading_stops(portal: Portal):
    small = Portal(replace(portal.checking, checker=NobodyFree(), most_bytes=1000), portal.samples)
    given = 0

    async def endless() -> Any:
        nonlocal given
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        while given < 10_000:
            given += 1
            yield b"x" * 10_000

    small.headers |= {"content-type": "multipart/form-data; boundary=b"}
    assert small.send(content=endless()).status_code == 413
    assert given < 100


@pytest.mark.parametrize(
    ("request_made", "status", "code"),
    [
        ({"json": {"file": "x"}}, 415, "not_multipart"),
        ({"data": {"expects": "lease"}, "files": {"other": ("a", b"x")}}, 422, "form_unclear"),
        ({"files": {"file": ("a.pdf", b"x")}, "data": {"expects": "leese"}}, 422, "label_unknown"),
        ({"files": {"file": ("a.pdf", b"x")}, "data": {"language": "danish"}}, 422, "language_unclear"),
        ({"files": {"file": ("a.pdf", b"x")}, "data": {"try": "MA.forged"}}, 422, "try_unknown"),
        ({"content": b"nonsense", "headers_more": "multipart/form-data"}, 422, "form_unclear"),
    ],
)
def test_given_a_wrong_request_then_it_says_what_and_how_to_mend_it(
    portal: Portal, request_made: dict[str, Any], status: int, code: str
):
    kind = request_made.pop("headers_more", None)
    portal.headers |= {"content-type": kind} if kind else {}
    answer = portal.send(**request_made)
    assert (answer.status_code, answer.json()["detail"]["code"]) == (status, code)
    assert answer.json()["detail"]["remedy"]


def test_given_a_full_pool_then_the_portal_is_told_to_come_again(portal: Portal):
    busy = Portal(replace(portal.checking, checker=NobodyFree()), portal.samples)
    answer = busy.ask(b"%PDF")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["detail"]["code"] == "checks_away"


def test_given_a_large_file_in_the_form_then_no_temporary_file_is_made(portal: Portal, monkeypatch):
    made = []
    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_, **__: made.append(1))
    told = portal.ask(portal.content(LEASE) + b"\n" * 3_000_000, expects="lease")
    assert (told.status_code, made) == (200, [])


# ── what is said, rule by rule ────────────────────────────────────────────────────────────────────


def read(label: str = "lease", confidence: float = 0.99, *issues: str, **more: Any) -> Inspection:
    """An inspection of one page."""
    document = ExtractedDocument(
        pages=(1,),
        label=label,
        confidence=confidence,
        alternatives=more.get("alternatives", ()),
        reasons=(),
        mrz=None,
        sides=more.get("sides"),
        fields=more.get("fields", ()),
        findings=(),
        accepted=label != "unknown",
    )
    quality = Quality(more.get("readable", True), 0.9, issues)
    page = InspectedPage(1, 1240, 1754, 150.0, 0, "ocr", "", "da", "Latn", quality, "pp-ocr")
    return Inspection(
        "a", "a", "0" * 64, 9, "image/jpeg", (page,), (document,), None, 0.1, {}, more.get("findings", ())
    )


def value(name: str, given: Any, *, accepted: bool = True) -> Field:
    return Field(name, given, str(given), 0.9, accepted, 1, None, "anchor")


@pytest.mark.parametrize(
    ("inspection", "expects", "verdict", "key"),
    [
        (read("lease"), ("lease",), "good", "good"),
        (read("lease"), (), "good", "good"),
        (read("payslip"), ("lease",), "wrong_document", "wrong_document"),
        (read("other"), ("lease",), "wrong_document", "wrong_document"),
        (read("other"), (), "person", "person"),
        (read("payslip", 0.8), ("lease",), "person", "person"),
        (read("payslip", alternatives=(Alternative("lease", 0.2),)), ("lease",), "person", "person"),
        (read(UNKNOWN, 0.5), ("lease",), "person", "person"),
        (read(UNKNOWN, 0.5, "too_dark"), ("lease",), "retake", "quality.too_dark"),
        (read("payslip", 0.8, "blurred"), ("lease",), "retake", "quality.blurred"),
        (read("lease", 0.99, "low_resolution"), ("lease",), "good", "good"),
        (
            read("lease", 0.99, "noisy", fields=(value("monthly_rent", None, accepted=False),)),
            ("lease",),
            "retake",
            "quality.noisy",
        ),
        (read("lease", 0.99, "cut_off"), ("lease",), "retake", "quality.cut_off"),
        (read("blank", 0.99, "blank"), ("lease",), "retake", "quality.blank"),
        (read("blank", 0.99), ("lease",), "retake", "quality.blank"),
        (read("other"), ("other",), "good", "good"),
        (read("lease", readable=False), ("lease",), "retake", "quality.blurred"),
        (read("lease", findings=(Finding("corrupt", page=3),)), ("lease",), "retake", "page_lost"),
        (read("national_id", sides=("front",)), (), "good", "good_one_side"),
        (read("national_id", sides=("front", "back")), (), "good", "good"),
        (
            read("lease", fields=(value("signed_tenant", given=False),)),
            ("lease",),
            "retake",
            "unsigned.signed_tenant",
        ),
        (read("lease", fields=(value("signed_tenant", given=False, accepted=False),)), (), "good", "good"),
        (read("application_form", fields=(value("signed_applicant", given=False),)), (), "good", "good"),
    ],
)
def test_given_what_was_read_then_this_is_said(inspection, expects, verdict, key):
    found = judged(inspection, expects, 0)
    assert (found.verdict, found.key) == (verdict, key)
    assert judged(inspection, expects, 2).verdict in {"good", "person"}


def test_given_anything_that_can_be_said_then_every_language_has_words_for_it():
    catalogues = load_messages()
    signed = {name for names in FIELDS.values() for name in names if name.startswith("signed_")}
    keys = [f"failure.{code}" for code in FAILURE_CODES] + [f"quality.{code}" for code in QUALITY_ISSUES]
    keys += [f"unsigned.{name}" for name in signed - NOT_BY_HAND]
    keys += ["good", "good_one_side", "person", "taken_as_it_is", "wrong_document"]
    for key in keys:
        said = hint(Judgement("person", key, "lease", ("lease",)), catalogues)
        assert set(said) >= {"da", "en"}
    named = [label for label in LABELS if label != "blank"]
    assert [one for one in named if f"a.{one}" not in catalogues.texts["da"]] == []
