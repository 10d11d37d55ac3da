"""Spans of what is done to a case, one trace a case, for a collector that speaks OTLP over HTTP.

Nothing is made where no address is set. A span bears the name of a job or stage and random ids; of an error
only its kind. Prefect's own spans stay off, for the tracer is ours alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, ParamSpec, TypeVar

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import (
    NonRecordingSpan,
    NoOpTracer,
    SpanContext,
    Status,
    StatusCode,
    TraceFlags,
    Tracer,
)

P = ParamSpec("P")
R = TypeVar("R")
SERVICE: Final = "sagsklar"
_tracer: ContextVar[Tracer | None] = ContextVar("tracer", default=None)


def set_up_traces(url: str | None, service: str) -> Callable[[], None]:
    """From here on this process sends its spans there, in batches.

    Returns:
        What sends the last ones; called by itself when the process ends.
    """
    if url is None:
        return lambda: None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource({"service.name": SERVICE, "service.instance.id": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))
    _tracer.set(provider.get_tracer(SERVICE))
    return provider.shutdown


@contextmanager
def span(name: str, within: Context | None = None, **facts: str | int) -> Iterator[None]:
    """A span around what is done, within the one that is open, or within another."""
    tracer = _tracer.get() or NoOpTracer()
    # messages of exceptions may tell of persons
    with tracer.start_as_current_span(
        name, within, attributes=facts, record_exception=False, set_status_on_exception=False
    ) as one:
        try:
            yield
        except BaseException as error:
            one.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def traced(stage: Callable[P, R], /) -> Callable[P, R]:
    """The stage within a span of its name."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with span(stage.__name__):
            return stage(*args, **kwargs)

    return run


def trace_of(case_key: str) -> Context:
    """The trace of a case, whichever process works on it: its key, which is random, is the trace's id."""
    number = int(case_key, 16)
    first = SpanContext(number, number >> 64 or 1, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return trace.set_span_in_context(NonRecordingSpan(first))
