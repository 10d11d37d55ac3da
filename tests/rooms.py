"""Both cores test at once, a room of tests in one process: what a session needs is started once.

`--dist loadgroup` would do it without code, but lost its groups with pytest 9.2 (pytest-xdist, issue 1386).
"""

from typing import Final

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOMS: Final = ("journeys", "", "models", "evaluation", "samples", "contract", "flows", "review")
"""Their order, short ones where nothing is named: the running system beside them, the long ones last."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the rooms in order."""
    rooms = {item: room_of(item.nodeid) for item in items}
    items.sort(key=lambda item: ROOMS.index(rooms[item] if rooms[item] in ROOMS else ""))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Hands out whole rooms."""
    return ByRoom(config, log)


class ByRoom(LoadScopeScheduling):
    """Takes a room for what must stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)


def room_of(nodeid: str) -> str:
    """The folder of a test under `tests`; the browser looks at the system that journeys start."""
    room = nodeid.split("/")[1]
    return "journeys" if room == "browser" else room
