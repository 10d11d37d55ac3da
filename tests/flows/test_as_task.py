"""What Prefect gets to see of a stage, and what not."""

import logging

import pytest

from flows.as_task import JobFailed, NothingTold, Sealed
from flows.ports import StoreAway


def test_given_a_call_then_its_result_comes_out_of_the_seal():
    sealed = Sealed(lambda: 7)
    sealed.run()
    assert sealed.open() == 7


def test_given_a_call_that_fails_then_its_error_comes_out_of_the_seal_only():
    sealed = Sealed(lambda: {}["Maria"])
    sealed.run()
    with pytest.raises(KeyError):
        sealed.open()


def test_given_an_interruption_then_it_is_not_kept_back():
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Sealed(interrupted).run()


def test_given_an_error_in_a_flow_then_only_its_kind_gets_out(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR), pytest.raises(JobFailed) as caught, NothingTold():
        raise ValueError("Maria")
    assert "Maria" not in str(caught.value)
    assert "ValueError" in str(caught.value)


def test_given_something_that_passes_in_a_flow_then_it_gets_out_as_it_is():
    with pytest.raises(StoreAway), NothingTold():
        raise StoreAway(kind="x")
