"""The simulation agrees with what is known of queues, and with arithmetic."""

from random import Random

import pytest

from evaluation.sizing.model import HOUR, Load, Service, arrival_times, simulate, spread
from evaluation.sizing.replay import foretold

FLAT = (1.0,) * 24


def test_given_one_worker_and_equal_jobs_then_waiting_is_that_of_theory():
    """M/D/1 at 80 %: the mean number of jobs ahead gives a mean wait of s * 0.8 / (2 * 0.2) = 2 s."""
    load = Load(int(0.8 * 24 * HOUR), FLAT)
    told = simulate(load, Service((1.0,)), workers=1, days=0.5)
    assert told.busy == pytest.approx(0.8, abs=0.03)
    assert told.waited[0] == pytest.approx(1.26, abs=0.35)  # the median lies below the mean of 2


def test_given_more_workers_then_nobody_waits():
    told = simulate(Load(20_000, FLAT), Service((1.0,)), workers=50, days=0.2)
    assert told.waited == (0.0, 0.0)
    assert told.answered[0] == pytest.approx(1.0)


def test_given_a_backlog_then_it_is_gone_when_arithmetic_says_so():
    told = simulate(Load(0, FLAT, backlog=1000), Service((2.0,)), workers=4, days=0.1)
    assert told.backlog_gone == pytest.approx(500)


def test_given_the_hours_of_a_day_then_as_many_come_as_were_said_and_most_by_day():
    load = Load(20_000)
    times = list(arrival_times(load, Random(1), 24 * HOUR))
    assert len(times) == pytest.approx(20_000, rel=0.03)
    assert sum(9 <= at // HOUR < 17 for at in times) > len(times) / 2
    assert times == sorted(times)


def test_given_a_run_that_the_model_can_follow_then_it_is_foretold():
    """Ten at once on two workers, two seconds each."""
    reads = [(0.0, 2.0 * (one // 2), 2.0 * (one // 2) + 2.0) for one in range(10)]
    assert foretold(reads, workers=2) == spread([end for _, _, end in reads])
