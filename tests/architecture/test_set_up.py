"""The image and `make setup` install from the same lists, and those name no package index."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.serve import NAMES
from flows.embedded.free_ports import ports_of
from flows.embedded.secret_keys import new_secrets
from flows.embedded.services import Place, prefect_settings
from flows.settings import Settings

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "scripts/bootstrap.lock")
ROOMS = {"commands", "evaluation", "review", "flows", "models", "samples", "pipeline"}


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


def test_given_the_image_and_the_script_then_libraries_and_rooms_are_compiled_once_and_not_at_each_start():
    for told in ((ROOT / "Dockerfile").read_text(), (ROOT / "scripts/setup.sh").read_text()):
        assert "--compile-bytecode" in told
        compiled = re.search(r"compileall -q (.+)", told)
        assert compiled
        assert set(compiled[1].split()) == ROOMS


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


COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]


def test_given_the_services_of_a_municipality_then_each_setting_of_ours_exists():
    known = {f"SAGSKLAR_{name.upper()}" for name in Settings.model_fields}
    given = {name for one in SERVICES.values() for name in one.get("environment", {})}
    assert {name for name in given if name.startswith("SAGSKLAR_")} <= known


def test_given_the_services_of_a_municipality_then_none_is_missing():
    assert {"object-store", "database", "prefect", "worker", "review", "case-system-adapter"} <= set(SERVICES)


@pytest.mark.parametrize("service", [name for name, one in SERVICES.items() if "build" in one])
def test_given_a_service_of_our_image_then_it_runs_what_the_image_has(service: str):
    program, *rest = [
        *SERVICES[service].get("entrypoint", ["sagsklar"]),
        *SERVICES[service]["command"].split(),
    ]
    assert shutil.which(program, path=str(Path(sys.executable).parent))
    assert program != "sagsklar" or (rest[0] == "serve" and rest[1] in NAMES)


def test_given_the_services_then_every_host_that_a_setting_names_is_one_of_them():
    settings = " ".join(
        str(value) for one in SERVICES.values() for value in one.get("environment", {}).values()
    )
    hosts = set(re.findall(r"(?:@|//|\w-)([a-z][a-z-]+)(?=:\d|/)", settings))
    assert hosts
    assert hosts <= set(SERVICES)


def test_given_the_services_then_each_can_erase_and_is_as_silent_as_the_embedded_ones(tmp_path: Path):
    place = Place(tmp_path, ports_of(tmp_path, {}), new_secrets(), Settings(home=tmp_path))
    silent = {
        name: value for name, value in prefect_settings(place).items() if not re.search(r"URL|HOME", name)
    }
    for name in ("worker", "review", "scanner"):
        given = SERVICES[name]["environment"]
        assert {"SAGSKLAR_FILER", "SAGSKLAR_STORE_MASTER"} <= set(given)
        assert silent.items() <= given.items()


def test_given_a_setting_that_compose_leaves_empty_then_it_is_unset(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAGSKLAR_FILER", "")
    assert Settings().filer is None
