"""The data scientists' flows: train when corrections have come in, evaluate, watch for drift.

They run the functions that the commands run; Prefect is told that they ran and nothing of what they found.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from prefect import flow

from flows import wiring
from flows.as_task import NothingTold
from flows.corrected import corrected_documents
from flows.ledger.audit import write_audit
from flows.ledger.weeks import labels_corrected, weeks
from flows.settings import Settings, read_settings
from models.artefacts import write_candidate
from models.card import rendered
from models.drift import FLAG, Drift, Week, drifts
from models.registry import newest, serving
from models.report import compare, write_report
from models.training import Workshop, recipe_of, train
from pipeline.classifying.artefact import label_manifest

WEEKS_LOOKED_AT: Final = 12
log = structlog.get_logger()


@flow(name="retrain", persist_result=False)
def retrain() -> None:
    """Trains a candidate when enough labels were corrected since the last; what serves goes on serving."""
    with NothingTold():
        retrain_where_due(read_settings())


@flow(name="evaluate", persist_result=False)
def evaluate_newest() -> None:
    """Measures the newest candidate beside the champion, and writes the report."""
    with NothingTold():
        evaluate_candidate(read_settings())


@flow(name="drift", persist_result=False)
def watch_drift() -> None:
    """Compares the last weeks with what the model was made for, and writes the report."""
    with NothingTold():
        report_drift(read_settings(), datetime.now(UTC))


def retrain_where_due(settings: Settings) -> Path | None:
    """The folder of a new candidate, or None where too few corrections have come in.

    Raises:
        TooFewRows: a label cannot be learnt; nothing was written, and the champion goes on serving.
    """
    last = newest(settings.models_folder)
    since = datetime.fromtimestamp(last.stat().st_mtime, UTC) if last else datetime.fromtimestamp(0, UTC)
    corrected = labels_corrected(wiring.ledger(settings), since)
    log.info("retrain.looked", corrected=corrected, wanted=settings.retrain_corrections)
    if corrected < settings.retrain_corrections:
        return None
    recipe = recipe_of(serving(settings.models_folder))
    corrections = corrected_documents(wiring.ledger(settings)) if settings.train_on_corrections else ()
    training = train(recipe, bench(settings), corrections)
    folder = write_candidate(training, recipe, settings.models_folder)
    log.info("retrain.done", candidate=folder.name)
    return folder


def evaluate_candidate(settings: Settings) -> Path:
    """The report of the newest candidate, or of the champion where there is none."""
    comparison = compare(newest(settings.models_folder), serving(settings.models_folder), bench(settings))
    page = write_report(comparison, settings.reports_folder)
    fallen = sum(not gate.holds for gate in comparison.gates)
    log.info("evaluate.done", candidate=comparison.candidate.name, gates_fallen=fallen)
    return page


def report_drift(settings: Settings, now: datetime) -> tuple[Drift, ...]:
    """Writes `drift.html` and `drift.json` among the reports; what is flagged also stands in the audit."""
    ledger, champion = wiring.ledger(settings), serving(settings.models_folder)
    seen = weeks(ledger, champion.name, now - timedelta(weeks=WEEKS_LOOKED_AT))
    found = tuple(drifts(seen, label_manifest(champion)["scores"]["model"]["confidences"]))
    folder = settings.reports_folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drift.html").write_text(drift_page(champion.name, seen, found), encoding="utf-8")
    told = {"weeks": [asdict(one) for one in seen], "drift": [asdict(one) for one in found]}
    text = json.dumps({"model": champion.name, **told}, indent=1) + "\n"
    (folder / "drift.json").write_text(text, encoding="utf-8")
    newest_week = seen[-1].name if seen else ""
    for one in found:
        if one.flagged and one.week == newest_week:
            log.warning("drift.flagged", week=one.week, what=one.what, index=one.index)
            write_audit(ledger, "drift", "drift.flagged", now, week=one.week, of=one.what)
    return found


def drift_page(model: str, seen: tuple[Week, ...], found: tuple[Drift, ...]) -> str:
    """The report for people."""
    return rendered(
        "drift.html",
        model=model,
        weeks=seen,
        sorts=sorted({one.what for one in found}),
        found={(one.week, one.what): one for one in found},
        flagged=sum(one.flagged for one in found),
        threshold=FLAG,
    )


def bench(settings: Settings) -> Workshop:
    """Where rows are kept, on all cores but one; nobody watches a bar."""
    return Workshop(settings.home / "cache", lambda *_: None, workers=max(1, settings.concurrency - 1))


def serve_workbench() -> None:
    """Keeps the three flows on their schedules until told to stop; each run is a process of its own."""
    from prefect import serve

    serve(
        retrain.to_deployment("nightly", cron="0 2 * * *"),  # type: ignore[arg-type]
        evaluate_newest.to_deployment("weekly", cron="0 5 * * 1"),  # type: ignore[arg-type]
        watch_drift.to_deployment("weekly", cron="0 6 * * 1"),  # type: ignore[arg-type]
    )
