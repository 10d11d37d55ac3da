"""Logs tell of work, never of persons."""

import logging
import sys

from flows.logs import Frames, only_allowed


def test_given_facts_then_only_allowed_keys_stay():
    facts = {"event": "upload.seen", "upload_id": "u", "file": "Pas Maria.pdf", "name": "Maria"}
    assert only_allowed(None, "info", facts) == {"event": "upload.seen", "upload_id": "u"}


def test_given_an_exception_then_its_message_is_not_logged():
    try:
        raise ValueError("Maria Garcia, 010190-0000")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "upload.crashed", None, sys.exc_info())
    line = Frames("%(message)s").format(record)
    assert "Maria" not in line
    assert "ValueError" in line
    assert "test_logs.py" in line
