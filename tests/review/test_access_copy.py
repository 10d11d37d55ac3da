"""The citizen's copy: everything is in it, in words for people, and no member of staff by name."""

import json
import re
from functools import partial
from pathlib import Path

import pytest

from flows.exporting import Archive, FolderInUse, export, safe_name
from flows.ledger.audit import read_audit
from flows.ledger.case_names import named_case
from flows.ledger.desk import record_correction, record_ruling
from flows.ports import ObjectGone
from pipeline.catalogue import load_catalogues
from pipeline.records import Correction, Ruling
from review.access_copy import HERE, index_page

CASE_ID, LEASE = "KBH-2026-000123", "b" * 64


class Shelf:
    """The original files; what was overwritten is gone."""

    def read(self, key: str) -> bytes:
        if key.endswith("lease.pdf"):
            return b"%PDF the lease"
        raise ObjectGone


@pytest.fixture
def copied(desk, lease_path, now, tmp_path: Path) -> Path:
    desk.get(lease_path)
    decided = {"by": "clara.jensen", "now": now}
    record_correction(
        desk.ledger, desk.case_key, Correction(LEASE, (1, 2), "lease", {"address": "Vej 1"}), **decided
    )
    record_ruling(desk.ledger, desk.case_key, Ruling("identity", "applicant", "satisfied"), **decided)
    folder = tmp_path / "copy"
    case = named_case(desk.ledger, CASE_ID)
    export(
        Archive(desk.ledger, Shelf()), case, folder, partial(index_page, keep_case_days=30), "operator ole"
    )
    return folder


def test_given_a_case_then_its_copy_is_as_the_schema_says(copied: Path, fits):
    fits("export", json.loads((copied / "case.json").read_text()))


def test_given_a_case_then_files_texts_and_letters_lie_beside_the_index(copied: Path):
    assert (copied / "uploads" / "002 lease.pdf").read_bytes() == b"%PDF the lease"
    assert "letters/001-en.txt" in {str(one.relative_to(copied)) for one in copied.rglob("*.txt")}
    assert json.loads((copied / "profile.json").read_text())["case_id"] == CASE_ID


def test_given_the_index_then_every_link_leads_somewhere(copied: Path):
    page = (copied / "index.html").read_text()
    links = set(re.findall(r'href="([^"]+)"', page))
    anchors = {link[1:] for link in links if link.startswith("#")}
    assert anchors <= set(re.findall(r'id="([^"]+)"', page))
    files = {link.replace("%20", " ").replace("%C3%AD", "í").replace("%C3%A9", "é") for link in links}
    assert [one for one in files if not one.startswith("#") and not (copied / one).is_file()] == []


def test_given_the_copy_then_staff_stand_in_it_by_their_part(copied: Path):
    told = (copied / "case.json").read_text() + (copied / "index.html").read_text()
    assert not re.search("clara|operator ole", told)
    assert "en medarbejder" in told


def test_given_the_copy_then_nothing_stands_there_as_a_code(copied: Path):
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", (copied / "index.html").read_text(), flags=re.DOTALL)
    assert re.findall(r"\b[a-z]+_[a-z_]+\b|\bcopy\.\w+|\bNone\b", page) == []


def test_given_a_copy_then_the_audit_tells_who_made_it(copied: Path, desk):
    newest = read_audit(desk.ledger)[0]
    assert (newest.who, newest.what) == ("operator ole", "case.exported")


def test_given_a_folder_in_use_then_copies_do_not_mix(copied: Path, desk):
    with pytest.raises(FolderInUse):
        export(
            Archive(desk.ledger, None), named_case(desk.ledger, CASE_ID), copied, lambda _: "", "operator ole"
        )


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\\..\\b.pdf", "b.pdf"),
        ("...", "file"),
        ('x<"y>\n.pdf', "x__y__.pdf"),
        ("паспорт.jpg", "паспорт.jpg"),
    ],
)
def test_given_any_name_then_the_file_stays_in_its_folder(name: str, safe: str):
    assert safe_name(name) == safe


def test_given_two_languages_then_the_copy_says_the_same_in_both():
    texts = load_catalogues(HERE / "copy_messages").texts
    assert set(texts["da"]) == set(texts["en"])
