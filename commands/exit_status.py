"""The contract's exit statuses."""

FAULT, WRONG_USE, SOME_FAILED, GATE_REFUSED, MISCONFIGURED = 1, 2, 3, 4, 5


def status_of(error: Exception) -> int:
    """The exit status of what went wrong."""
    from pipeline.errors import GateRefused, Misconfigured, UploadError, WrongUse

    by_kind = {
        WrongUse: WRONG_USE,
        UploadError: SOME_FAILED,
        GateRefused: GATE_REFUSED,
        Misconfigured: MISCONFIGURED,
    }
    return next((status for kind, status in by_kind.items() if isinstance(error, kind)), FAULT)
