"""The flow of retention; the worker runs it when it is due."""

from prefect import flow

from flows import wiring
from flows.as_task import NothingTold
from flows.purging import purge
from flows.settings import read_settings


@flow(name="purge", persist_result=False)
def purge_daily() -> None:
    """Erases what has been kept for its time."""
    with NothingTold():
        settings = read_settings()
        purge(wiring.cleaning(settings), settings, "retention", dry_run=False)
