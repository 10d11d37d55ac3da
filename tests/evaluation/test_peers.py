import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from evaluation.benchmarks.peers.environments import OURS, interpreter_of
from evaluation.benchmarks.peers.running import served, take_turns
from evaluation.benchmarks.peers.scoring import quality_of, table_of

FONT = ImageFont.truetype("DejaVuSans.ttf", 36)


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    files = []
    for number in range(2):
        page = Image.new("L", (1240, 900), 255)
        ImageDraw.Draw(page).text((80, 80), f"Lejekontrakt nummer {number}", font=FONT, fill=0)
        page.save(tmp_path / f"{number}.png")
        files.append(tmp_path / f"{number}.png")
    return files


def test_given_pages_when_readers_take_turns_then_answers_keep_their_order_and_costs_are_taken(pages):
    tally = take_turns(pages, {OURS: interpreter_of(OURS, Path())})[OURS]
    assert [answer["file"] for answer in tally.answers] == ["0.png", "1.png"]
    assert ["Lejekontrakt nummer" in answer["text"] for answer in tally.answers] == [True, True]
    assert tally.cpu > 0
    assert tally.memory > 100


def test_given_a_file_that_cannot_be_read_then_the_reader_says_so_and_goes_on(pages, tmp_path):
    with served(OURS, Path(sys.executable)) as reader:
        assert "failure" in reader.ask(tmp_path / "none.png")
        assert "Lejekontrakt" in reader.ask(pages[0])["text"]


def test_given_what_scorers_say_then_readers_are_compared_by_it():
    zones = quality_of({"sound_specimens": 43, "exact": 42, "wrong_but_proved": 0, "invented": []})
    assert table_of({OURS: zones}).splitlines() == [
        "| reader | exact | proved but wrong | invented |",
        "| --- | --- | --- | --- |",
        "| sagsklar | 42 of 43 | 0 | 0 |",
    ]
