"""A folder of generated files: whole, in order, the same again, and continued where it stopped."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from samples.tally import shortfalls, tally
from samples.world import FILES, TRUTH, Order, OtherOrder, fill, lines_of

COUNT = 10


def quietly(_: int, __: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def order() -> Order:
    return Order(7, "train")


@pytest.fixture(scope="module")
def world(order: Order, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    fill(order, COUNT, folder, quietly)
    return folder


@pytest.fixture(scope="module")
def lines(world: Path) -> list[dict[str, Any]]:
    return list(lines_of(world))


def test_given_an_order_then_each_index_has_its_file_and_line(world: Path, lines: list[dict[str, Any]]):
    assert [line["index"] for line in lines] == list(range(COUNT))
    assert {path.name for path in (world / FILES).iterdir()} == {line["file"] for line in lines}


def test_given_an_order_then_its_truth_fits_the_schema(root: Path, lines: list[dict[str, Any]]):
    schema = json.loads((root / "docs/schemas/truth.json").read_text("utf-8"))
    for line in lines:
        jsonschema.validate(line, schema)


def test_given_the_same_order_when_stopped_and_resumed_then_the_same_bytes(
    order: Order, world: Path, tmp_path: Path
):
    fill(order, 3, tmp_path, quietly)
    with (tmp_path / TRUTH).open("a", encoding="utf-8") as stream:
        stream.write('{"schema": "sagsklar/truth/1", "file": "cut off in the mid')
    fill(order, COUNT, tmp_path, quietly)
    assert (tmp_path / TRUTH).read_bytes() == (world / TRUTH).read_bytes()
    for path in (world / FILES).iterdir():
        assert (tmp_path / FILES / path.name).read_bytes() == path.read_bytes(), path.name


def test_given_a_folder_of_another_order_then_nothing_is_written(world: Path):
    before = (world / TRUTH).read_bytes()
    with pytest.raises(OtherOrder, match="seed 7"):
        fill(Order(8, "train"), COUNT, world, quietly)
    assert (world / TRUTH).read_bytes() == before


def test_given_a_few_files_then_the_tally_counts_them_and_names_what_is_short(lines: list[dict[str, Any]]):
    rows = tally(lines)
    assert sum(row.documents for row in rows.values()) == sum(len(line["documents"]) for line in lines)
    assert any(short.startswith("other:") for short in shortfalls(rows))
