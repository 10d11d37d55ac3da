"""Stages as Prefect tasks that show their names, times and states, and nothing of what they work on."""

import logging
from collections.abc import Callable
from functools import cache, partial
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar, cast

from prefect import Task, task
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.ports import ObjectGone
from flows.tracing import traced
from pipeline.errors import RetryableError, SagsklarError

P = ParamSpec("P")
R = TypeVar("R")
HARMLESS = (RetryableError, ObjectGone)  # they hold no content
log = logging.getLogger(__name__)


class JobFailed(SagsklarError):
    code = "job_failed"
    message = "The job ended with {kind}."
    remedy = "The service's log has the trace; the job is tried again."


class NothingTold:
    """Around a flow: of an exception only its kind gets out, for Prefect keeps messages."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or not isinstance(error, Exception) or isinstance(error, HARMLESS):
            return
        log.error("job.crashed", exc_info=(kind, error, trace))
        raise JobFailed(kind=kind.__name__) from None


class Sealed(Generic[R]):
    """A call with its result or error. Prefect looks through plain arguments, and keeps errors' messages."""

    def __init__(self, call: Callable[[], R]) -> None:
        self.call = call
        self.result: R | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Makes the call; an exception is kept inside."""
        with self:
            self.result = self.call()

    def open(self) -> R:
        """What the call gave, or raises what it raised."""
        if self.error is not None:
            raise self.error
        return cast("R", self.result)

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> bool:
        self.error = error
        return isinstance(error, Exception)


@cache
def task_named(name: str) -> Task[[Sealed[Any]], State[Any] | None]:
    """The Prefect task of a stage; it returns no result, so there is nothing to persist or hash."""

    def step(sealed: Sealed[Any]) -> State[Any] | None:
        sealed.run()
        if sealed.error is None:
            return None
        known = isinstance(sealed.error, SagsklarError)
        return Failed(message=getattr(sealed.error, "code", "") if known else type(sealed.error).__name__)

    return task(name=name, persist_result=False)(step)


def as_task(stage: Callable[P, R], /) -> Callable[P, R]:
    """Runs a stage as a task of the surrounding flow, within a span."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        sealed = Sealed(partial(traced(stage), *args, **kwargs))
        task_named(stage.__name__)(sealed, return_state=True)
        return sealed.open()

    return run
