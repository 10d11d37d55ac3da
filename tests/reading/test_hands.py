"""Strips read side by side, also in a child that was forked from a process that had read before."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from pipeline.reading.hands import side_by_side


def doubled() -> list[int]:
    return side_by_side(lambda number: 2 * number, range(20))


def test_given_work_then_the_outcomes_stand_in_its_order():
    assert doubled() == list(range(0, 40, 2))


def test_given_one_that_fails_then_its_exception_is_raised():
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda number: 1 // number, [1, 0, 2])


def test_given_a_process_that_read_before_when_it_forks_then_its_children_read_too():
    doubled()
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        child = pool.submit(doubled)
        try:
            assert child.result(timeout=20) == doubled()
        finally:
            for process in pool._processes.values():
                process.kill()
