"""Prefect from outside: whether its server answers, and what it still believes of the dead."""

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import State
from prefect.states import Crashed


async def orchestrator_answers() -> bool:
    """Whether flows can run now."""
    async with get_client() as client:
        return await client.api_healthcheck() is None


def tag_of(worker: str) -> str:
    """What the runs of a worker are marked with."""
    return f"worker:{worker}"


async def bury(worker: str) -> None:
    """Ends the runs that a worker of that name left behind when it was killed; Prefect thinks they run."""
    mine = FlowRunFilter.model_validate(
        {"tags": {"all_": [tag_of(worker)]}, "state": {"type": {"any_": ["RUNNING", "PENDING"]}}}
    )
    async with get_client() as client:
        for run in await client.read_flow_runs(flow_run_filter=mine):
            state: State[None] = Crashed(message="The worker ended.")
            await client.set_flow_run_state(run.id, state, force=True)
