"""A few rounds of faults on the real running system, and the plan that fixes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.faults.__main__ import audit_is_whole, bench_at
from evaluation.faults.case_system import NO_ANSWER, Post, Unreliable
from evaluation.faults.inflicting import Bench
from evaluation.faults.plan import MOODS, SERVICES, fault_of
from evaluation.faults.rounds import files_of, play, wrong_with

SEED, CASES = 20, 6
ROUNDS = 4
"""More would not fit in the time of the ordinary tests: `python -m evaluation.faults` plays hundreds."""
TOLD = '{"id": "%s", "data": {"sequence": %d}}'


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench_at(tmp_path_factory.mktemp("faults") / "home", SEED) as found:
        yield found


@pytest.mark.journey
@pytest.mark.parametrize("number", range(ROUNDS))
def test_given_a_fault_then_every_case_has_its_one_verdict(bench: Bench, number: int):
    assert play(bench, SEED, number, CASES).problems == ()


@pytest.mark.journey
def test_given_all_these_faults_then_the_audit_is_whole(bench: Bench):
    assert audit_is_whole(bench.home)


def test_given_a_seed_then_the_faults_are_the_same_again_and_of_all_kinds():
    faults = [fault_of(1, number) for number in range(300)]
    assert faults == [fault_of(1, number) for number in range(300)]
    assert {*SERVICES, *MOODS, "up", "ledger"} == {one.victim for one in faults}


def test_given_a_case_system_in_a_mood_then_it_acts_and_answers_so(monkeypatch: pytest.MonkeyPatch):
    taken: list[Post] = []
    monkeypatch.setattr(Unreliable, "hand_on", lambda _, post: taken.append(post) or 204)
    post = Post(b"{}", {})
    told = {}
    for mood in ("refuses", "repeats", None):
        taken.clear()
        told[mood] = (Unreliable(lambda: "", mood=mood).take(post), len(taken))
    assert told == {"refuses": (NO_ANSWER, 0), "repeats": (204, 2), None: (204, 1)}


def test_given_a_case_that_was_told_twice_or_not_at_all_then_it_is_noticed(bench_of_nothing: Bench):
    files = files_of(1, 1, 1)
    inputs = [{"file": name, "sha256": digest(content)} for name, content in files.items()]
    event = {"repeat": False, "body": TOLD % ("a", 1)}
    current = {"sequence": 1, "verdict": {"inputs": inputs}}

    def problems(found: dict | None) -> list[str]:
        return list(wrong_with(bench_of_nothing, found, files, late_repeats=False))

    assert problems({"events": [event], "current": current}) == []
    assert problems(None) == ["no verdict on all of its files"]
    twice = {"repeat": False, "body": TOLD % ("b", 1)}
    assert any("sequences" in one for one in problems({"events": [event, twice], "current": current}))


def digest(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()


@pytest.fixture
def bench_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr("evaluation.faults.rounds.all_differ", lambda *_: True)
    return Bench(tmp_path, Unreliable(lambda: ""), lambda: None)
