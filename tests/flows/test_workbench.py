"""The data scientists' flows, on a small ledger and a small model."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from flows.corrected import corrected_documents
from flows.ledger.audit import read_audit
from flows.ledger.desk import find_cases, record_correction
from flows.ledger.results import store_inspection
from flows.ledger.store import Ledger, migrate, open_ledger
from flows.ledger.work import lease_upload
from flows.settings import Settings
from flows.workbench import evaluate_candidate, report_drift, retrain_where_due
from models.registry import newest, serving
from models.training import Workshop
from pipeline.classifying.artefact import label_manifest
from pipeline.exchange import inspection_json
from pipeline.records import (
    Box,
    Correction,
    ExtractedDocument,
    InspectedPage,
    Inspection,
    Quality,
    Word,
)
from tests.flows.cases_at_hand import NOW, arrive, introduce


@pytest.fixture
def settings(folder: Path, bench: Workshop, tmp_path: Path) -> Settings:
    """A home whose champion is the tiny model."""
    shutil.copytree(folder, tmp_path / "models" / folder.name)
    (tmp_path / "models" / "champion").write_text(f"{folder.name}\n")
    shutil.copytree(bench.cache, tmp_path / "cache")
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger' / 'ledger.sqlite'}")
    migrate(ledger)
    ledger.close()
    return Settings(home=tmp_path, retrain_corrections=1, train_on_corrections=True)


@pytest.fixture
def ledger(settings: Settings):
    opened = open_ledger(settings.ledger_url)
    yield opened
    opened.close()


def read_lease() -> Inspection:
    """An upload of one page that the machine did not know."""
    said = ["Lejekontrakt", "mellem", "udlejer", "og", "lejer", "om", "leje", "af", "bolig"]
    words = tuple(Word(text, Box(n / 10, 0.1, n / 10 + 0.09, 0.12), 0.9, 0) for n, text in enumerate(said))
    quality = Quality(readable=True, score=0.9, issues=())
    page = InspectedPage(1, 1240, 1754, None, 0, "ocr", " ".join(said), "da", "Latn", quality, "eye 1", words)
    document = ExtractedDocument((1,), "unknown", 0.4, (), (), None, None, (), (), accepted=False)
    versions = {"classifier": "labels-a"}
    pages, documents = (page,), (document,)
    return Inspection("a.pdf", "a.pdf", "5" * 64, 9, "application/pdf", pages, documents, None, 0.1, versions)


def read_documents(ledger: Ledger, model: str, week: int, language: str) -> None:
    """120 uploads of one page each, read in a week."""
    moment = NOW + timedelta(weeks=week)
    introduce(ledger)
    for number in range(120):
        arrive(ledger, f"{week}-{number}.pdf", at=moment)
        upload = lease_upload(ledger, "worker", moment, 60)
        body = {
            "schema": "sagsklar/inspect/1",
            "sha256": f"{week:02}{number:062}",
            "documents": [{"label": "lease", "confidence": 0.95, "pages": [1]}],
            "pages": [
                {"language": language, "script": "Latn", "text_source": "ocr", "quality": {"readable": True}}
            ],
            "versions": {"classifier": model},
        }
        store_inspection(ledger, upload.upload_id, "v1", body, moment)


def test_given_a_new_language_this_week_then_the_report_flags_it_and_the_audit_says_so(settings, ledger):
    model = serving(settings.models_folder).name
    read_documents(ledger, model, 0, "da")
    read_documents(ledger, model + "+raised", 1, "uk")
    found = report_drift(settings, NOW + timedelta(weeks=1, days=1))
    flagged = {(one.week, one.what) for one in found if one.flagged}
    assert ("2026-W11", "language") in flagged
    assert ("2026-W11", "script") not in flagged
    assert any(one.what == "drift.flagged" and one.about["of"] == "language" for one in read_audit(ledger))
    told = json.loads((settings.home / "reports" / "drift.json").read_text())
    assert [week["documents"] for week in told["weeks"]] == [120, 120]
    assert "2026-W11" in (settings.home / "reports" / "drift.html").read_text()


def test_given_too_few_corrections_then_nothing_is_trained(settings):
    assert retrain_where_due(settings) is None


def test_given_a_correction_then_a_candidate_learns_from_it_and_the_champion_serves_on(
    settings, ledger, monkeypatch
):
    introduce(ledger)
    arrive(ledger)
    upload = lease_upload(ledger, "worker", NOW, 60)
    body = inspection_json(read_lease(), words=True)
    store_inspection(ledger, upload.upload_id, "v1", body, NOW)
    champion = serving(settings.models_folder)
    monkeypatch.setattr("flows.workbench.newest", lambda _: None)  # it was made a moment ago
    said = Correction("5" * 64, (1,), "lease", {})
    record_correction(ledger, find_cases(ledger, "KBH-1")[0], said, by="kari", now=NOW)
    candidate = retrain_where_due(settings)
    assert candidate is not None
    assert serving(settings.models_folder) == champion
    (corrected,) = corrected_documents(ledger)
    assert label_manifest(candidate)["corrections"] == [corrected.digest]
    assert "lejekontrakt" in corrected.row.traits.words


def test_given_a_candidate_then_its_report_stands_beside_the_champion(settings):
    page = evaluate_candidate(settings)
    assert newest(settings.models_folder).name in page.read_text()
