"""`audit verify`, `purge`, `erase` and `export`, by the program itself on a home of its own."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from flows.ledger.audit import head_of, write_audit
from flows.ledger.store import Ledger, migrate, open_ledger
from flows.settings import Settings
from tests.flows.cases_at_hand import NOW, arrive, introduce, screened

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = open_ledger(Settings(home=tmp_path).ledger_url)
    migrate(ledger)
    write_audit(ledger, "clara", "case.read", NOW, case_key="k")
    return ledger


@pytest.fixture
def sagsklar(program: Path, tmp_path: Path) -> Program:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [program, "--home", tmp_path, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    return run


def test_given_a_log_then_verify_says_that_it_is_whole_and_where_it_breaks(
    sagsklar: Program, ledger: Ledger, fits: Callable[[str, Any], None]
):
    whole = sagsklar("audit", "verify", "--json")
    fits("audit-verification", json.loads(whole.stdout))
    assert (whole.returncode, json.loads(whole.stdout)["sound"]) == (0, True)
    number, linked = head_of(ledger)
    with ledger.writing() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET who = 'nobody'"))
    broken = sagsklar("audit", "verify", "--json", "--head", f"{number}:{linked}")
    fits("audit-verification", json.loads(broken.stdout))
    assert broken.returncode == 4
    assert json.loads(broken.stdout)["broken"] == {"entry": 1, "reason": "changed"}
    assert "broken at entry 1" in broken.stderr


def test_given_a_home_without_ledger_then_none_is_begun(sagsklar: Program, tmp_path: Path):
    refused = sagsklar("audit", "verify")
    assert refused.returncode == 5
    assert "There is no ledger" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_given_no_running_system_then_what_needs_the_object_store_says_what_to_do(
    sagsklar: Program, ledger: Ledger
):
    screened(ledger)
    refused = sagsklar("erase", "KBH-1")
    assert refused.returncode == 5
    assert "sagsklar up" in refused.stderr


def test_given_no_running_system_then_a_copy_without_files_can_be_made(
    sagsklar: Program, ledger: Ledger, fits: Callable[[str, Any], None], tmp_path: Path
):
    introduce(ledger)
    arrive(ledger)
    done = sagsklar("export", "KBH-1", "--without-files", "--json", "--out", "copy.zip")
    assert done.returncode == 0, done.stderr
    fits("export", json.loads(done.stdout))
    assert (tmp_path / "copy.zip").read_bytes().startswith(b"PK")
