"""Spans as a collector gets them."""

import asyncio
from collections.abc import Callable, Iterator
from contextvars import copy_context

import pytest

from flows.tracing import set_up_traces, span, trace_of, traced
from tests.collector import Collector, collecting

CASE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture
def in_a_process(collector: Collector) -> Callable[[Callable[[], object]], None]:
    """Does something in a process whose spans the collector gets."""

    def traced(deed: Callable[[], object]) -> None:
        send_the_rest = set_up_traces(collector.url, "worker")
        deed()
        send_the_rest()

    return lambda deed: copy_context().run(traced, deed)


def job() -> None:
    with span("screen-upload", trace_of(CASE), attempts=2), span("read"):
        pass


def test_given_a_job_then_its_stages_lie_within_it_in_the_trace_of_its_case(in_a_process, collector):
    in_a_process(job)
    read, whole = collector.spans
    assert [read.name, whole.name] == ["read", "screen-upload"]
    assert {one.trace_id.hex() for one in (read, whole)} == {CASE}
    assert read.parent_span_id == whole.span_id
    assert {one.key: one.value.int_value for one in whole.attributes} == {"attempts": 2}


def test_given_a_stage_in_a_thread_of_a_flow_then_it_lies_within_the_job(in_a_process, collector):
    def stage() -> None:
        with span("read"):
            pass

    async def flow() -> None:
        with span("screen-upload", trace_of(CASE)):
            await asyncio.to_thread(stage)

    in_a_process(lambda: asyncio.run(flow()))
    read, whole = collector.spans
    assert read.parent_span_id == whole.span_id


def test_given_an_error_then_its_kind_is_told_and_nothing_of_its_message(in_a_process, collector):
    def fails() -> None:
        with pytest.raises(ValueError, match="Maria"), span("read", trace_of(CASE)):
            raise ValueError("Maria")

    in_a_process(fails)
    assert [one.status.message for one in collector.spans] == ["ValueError"]
    assert not any(b"Maria" in body for body in collector.sent)


def test_given_no_address_then_nothing_is_made():
    send_the_rest = set_up_traces(None, "worker")
    job()
    send_the_rest()


def test_given_a_stage_around_which_a_span_is_laid_then_it_takes_and_gives_the_same(in_a_process, collector):
    def read(pages: int, *, twice: bool) -> int:
        return pages * (2 if twice else 1)

    given = []

    def job() -> None:
        with span("screen-upload", trace_of(CASE)):
            given.append(traced(read)(3, twice=True))

    in_a_process(job)
    assert given == [6]
    assert [one.name for one in collector.spans] == ["read", "screen-upload"]
