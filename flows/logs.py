"""Logs that cannot tell of persons: constant events, facts under allowed keys, traces without messages."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "service", "upload_id", "case_key", "event_id", "screening_id",
        "sequence", "attempts", "status", "kind", "code", "found_by", "count", "ms", "seconds", "pid", "port",
    }
)  # fmt: skip


def only_allowed(_logger: object, _method: str, facts: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops every fact whose key is not on the list, so that no name or text can enter."""
    return {key: value for key, value in facts.items() if key in ALLOWED}


class Frames(logging.Formatter):
    """Log lines of libraries; of an exception the kind and the places, never its message."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the base class's name
        kind, _, trace = ei
        places = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
        return "\n".join([getattr(kind, "__name__", "exception"), *places])


def set_up_logs(level: str) -> None:
    """One JSON object a line on standard error; libraries speak from warnings on."""
    chosen = getattr(logging, level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(chosen),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Frames("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
