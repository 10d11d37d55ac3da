"""Prefect from outside: whether its server answers."""

from prefect.client.orchestration import get_client


async def orchestrator_answers() -> bool:
    """Whether flows can run now."""
    async with get_client() as client:
        return await client.api_healthcheck() is None
