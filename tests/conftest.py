"""What many rooms' tests share: the real equipment, built once, and the schemas."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import settings

from tests.rooms import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401
from tests.running import collector, running  # noqa: F401 - fixtures of journeys and browser
from tests.tiny_model import bench, folder, tiny, training  # noqa: F401 - a tiny label model

ROOT = Path(__file__).parents[1]

# the same examples every time, so that what fails here failed before it landed; `explore` draws others
settings.register_profile("explore")
settings.register_profile("same", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def program() -> Path:
    """The installed `sagsklar`."""
    return Path(sys.executable).with_name("sagsklar")


@pytest.fixture(scope="session")
def kit() -> Any:
    """The equipment as the program builds it."""
    from pipeline.equip import equipment

    return equipment()


@pytest.fixture(scope="session")
def fits() -> Callable[[str, Any], None]:
    """Raises where a value is not what the named schema of docs/schemas says."""

    def check(schema: str, value: Any) -> None:
        rules = json.loads((ROOT / "docs/schemas" / f"{schema}.json").read_text())
        jsonschema.validate(value, rules, cls=jsonschema.Draft202012Validator)

    return check
