"""The image and `make setup` install from the same lists, and those name no package index."""

import re
from pathlib import Path

import pytest
import yaml

from flows.settings import Settings

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "scripts/bootstrap.lock")


def pins(name: str) -> set[str]:
    return set(re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_given_the_image_then_it_installs_from_the_lists_of_make_setup():
    image = (ROOT / "Dockerfile").read_text()
    script = (ROOT / "scripts/setup.sh").read_text()
    for shared in ("system-packages.txt", "scripts/bootstrap.lock"):
        assert shared in image
        assert shared in script
    assert "requirements.lock" in image
    assert "requirements-dev.lock" in script


def test_given_both_locks_then_the_image_runs_what_the_tests_tried():
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_given_the_image_then_beyond_the_list_it_names_only_python():
    commands = re.findall(r"apt-get install(.*?)(?:&&|$)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    named = {word for command in commands for word in command.split() if re.fullmatch(r"[a-z][\w.-]+", word)}
    assert named == {"python3", "python3-venv"}


@pytest.mark.parametrize("lock", LOCKS)
def test_given_a_lock_then_it_holds_hashes_and_no_address(lock: str):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text.strip()))


def test_given_the_image_then_it_runs_as_nobody_special_and_tells_its_health():
    image = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER (?!root)", image, re.MULTILINE)
    assert "HEALTHCHECK" in image


def test_given_the_services_of_a_municipality_then_each_setting_of_ours_exists():
    known = {f"SAGSKLAR_{name.upper()}" for name in Settings.model_fields}
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())
    given = {name for name in services["x-settings"] if name.startswith("SAGSKLAR_")}
    assert given <= known


def test_given_the_services_of_a_municipality_then_none_is_missing():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert {"object-store", "database", "prefect", "worker", "review", "case-system-adapter"} <= set(services)
