"""`sagsklar inspect --json` says what the contract says it says."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.vocabulary import ANYWHERE, CARDS, FIELDS


def test_given_all_samples_then_each_has_its_line_in_order(root: Path, inspections: list[dict[str, Any]]):
    files = sorted(
        str(path.relative_to(root)) for path in (root / "samples/cases").rglob("*") if path.is_file()
    )
    assert [line["file"] for line in inspections] == files


def test_given_all_samples_then_each_line_fits_the_schema(
    inspections: list[dict[str, Any]], fits: Callable[..., None]
):
    for line in inspections:
        fits("inspect", line)


def test_given_all_samples_then_fields_are_those_of_their_label(inspections: list[dict[str, Any]]):
    documents = [document for line in inspections for document in line["documents"]]
    for document in documents:
        allowed = {*FIELDS[document["label"]], *ANYWHERE}
        names = {field["name"] for field in document["fields"]}
        assert names <= allowed or document["label"] == "unknown"


def test_given_all_samples_then_only_cards_have_sides(inspections: list[dict[str, Any]]):
    documents = [document for line in inspections for document in line["documents"]]
    assert all("sides" not in document or document["label"] in CARDS for document in documents)


def test_given_broken_files_then_each_has_its_line_and_the_status_says_so(
    tmp_path: Path, fits: Callable[..., None], program: Path
):
    (tmp_path / "a empty.pdf").write_bytes(b"")
    (tmp_path / "b zip.pdf").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "c cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pag")
    run = subprocess.run(
        [program, "inspect", "--json", tmp_path], capture_output=True, text=True, check=False
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 3
    assert [Path(line["file"]).name for line in lines] == ["a empty.pdf", "b zip.pdf", "c cut.pdf"]
    for line in lines:
        fits("inspect", line)
        assert line["failure"]["remedy"]


def test_given_a_path_that_is_not_there_then_wrong_use(program: Path):
    run = subprocess.run([program, "inspect", "nowhere.pdf"], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "nowhere.pdf" in run.stderr
