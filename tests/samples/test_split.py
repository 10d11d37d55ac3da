"""What training may see, calibration and test must not: names, places, firms."""

import pytest

from samples.chance import share
from samples.people.persons import origin, origins
from samples.people.places import places

SPLITS = ("train", "calibration", "test")
LISTS = ("surnames", "surnames_f", "given_m", "given_f", "places", "addresses")


def apart(names: list[str]) -> bool:
    """Each split has some, and no two have one in common."""
    parts = [set(share(names, split)) for split in SPLITS]
    return all(parts) and sum(map(len, parts)) == len(set(names))


@pytest.mark.parametrize("state", origins())
def test_given_an_origin_then_its_names_are_shared_out(state: str):
    found = origin(state)
    lists = {key: found[key] for key in LISTS if key in found} | found.get("organisations", {})
    assert [key for key, names in lists.items() if not apart(names)] == []


def test_danish_streets_and_firms_are_shared_out():
    lists = {"streets": places()["streets"]} | places()["organisations"]
    assert [key for key, names in lists.items() if not apart(names)] == []
