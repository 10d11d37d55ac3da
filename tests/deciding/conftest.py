from pathlib import Path

import pytest

from pipeline.deciding import Policy, load_policies

POLICIES = Path(__file__).parents[2] / "pipeline" / "policies"


@pytest.fixture(scope="session")
def entry() -> Policy:
    """The shipped policy of registering entry."""
    return load_policies(POLICIES)["dk-cpr-entry"][0]
