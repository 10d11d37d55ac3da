"""The promise about accepted labels, watched: where it breaks, floors rise and people are told."""

from datetime import UTC, datetime
from pathlib import Path

import structlog

from flows.ledger.audit import write_audit
from flows.ledger.blind_checks import checked
from flows.ledger.store import Ledger
from models.guarantee import estimates, tighten
from pipeline.classifying import LabelModel

log = structlog.get_logger()


def watch_guarantee(ledger: Ledger, model: LabelModel, target: float, file: Path) -> bool:
    """Estimates the error of accepted labels; True when floors were raised in `file`.

    Args:
        ledger: Where the answers of blind checks stand.
        model: The model that serves.
        target: The share of accepted labels that may be wrong.
        file: Where raised floors are kept; a worker started anew serves with them.
    """
    checks = checked(ledger, model.version)
    if not tighten(model, checks, target, file):
        return False
    for one in estimates(checks, target):
        if one.broken:
            log.warning("guarantee.broken", label=one.label, checked=one.n, wrong=one.wrong)
            now, seen = datetime.now(UTC), {"checked": one.n, "wrong": one.wrong}
            write_audit(ledger, "worker", "guarantee.broken", now, label=one.label, **seen)
    return True
