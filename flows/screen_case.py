"""The flow of one case."""

import asyncio

from prefect import flow

from flows.as_task import NothingTold, as_task
from flows.screening import screen
from flows.tracing import traced
from flows.workshop import current_workshop


@flow(name="screen-case", persist_result=False, validate_parameters=False)
async def screen_case(case_key: str) -> None:
    """Ledger → matching, deciding, informing → verdict and its event in the ledger."""
    shop = current_workshop()
    with NothingTold():
        await asyncio.to_thread(screen, case_key, shop, around=as_task if shop.stage_tasks else traced)
