"""The flow of one upload. Prefect keeps what it is given: an id, and nothing else."""

import asyncio

from prefect import flow

from flows.as_task import NothingTold, as_task
from flows.reading import read_upload
from flows.tracing import traced
from flows.workshop import current_workshop


@flow(name="screen-upload", persist_result=False, validate_parameters=False)
async def screen_upload(upload_id: str) -> None:
    """Object store → intake … extracting → ledger."""
    shop = current_workshop()
    with NothingTold():
        await asyncio.to_thread(read_upload, upload_id, shop, around=as_task if shop.stage_tasks else traced)
