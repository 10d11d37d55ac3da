"""Whatever is sent to the API, no fault is ours: schemathesis makes requests from the API's own plan."""

import pytest
import schemathesis
from fastapi import Depends
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as drawn
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from flows.ledger.store import migrate, open_ledger
from pipeline.catalogue import Catalogues
from review.api import api_router, bearer
from review.app import create_app
from review.citizen.checks import Checking, check_router
from review.citizen.door import Door, Office
from review.citizen.link_api import link_router
from review.citizen.links import Links
from review.citizen.tries import Tries
from review.parts import DeskParts
from tests.flows.stores_at_hand import MemoryStore
from tests.review.conftest import NOW, DrawnPictures, put_case
from tests.review.test_citizen import ToldChecker

TOKEN = {"authorization": "Bearer a-token"}
FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The API over a ledger with one case, and what it says of itself."""
    ledger = open_ledger(f"sqlite:///{tmp_path_factory.mktemp('api') / 'ledger.sqlite'}")
    migrate(ledger)
    put_case(ledger, NOW)
    checking = Checking(ToldChecker(), Tries("s" * 32), most_bytes=100_000)
    door = Door(ledger, MemoryStore(), checking, Links("s" * 32), Office({}, None, Catalogues({})), {})
    api = api_router(ledger, "a-token")
    for router in (check_router(checking), link_router(door, "https://desk.test")):
        api.include_router(router, prefix="/v1", dependencies=[Depends(bearer("a-token"))])
    app = create_app(DeskParts(ledger, DrawnPictures(), MemoryStore(), "s" * 32, api=api))
    app.add_api_route("/plan.json", app.openapi, include_in_schema=False)
    yield schemathesis.openapi.from_asgi("/plan.json", app)
    ledger.close()


WRONG = ("Bearer ", "Bearer wrong", "bearer a-token", "Basic a-token")
ROUTES = (
    ("/v1/cases/{case_id}", "GET"),
    ("/v1/screenings/{screening_id}", "GET"),
    ("/v1/backlog", "GET"),
    ("/v1/checks", "POST"),
    ("/v1/cases/{case_id}/link", "POST"),
    ("/v1/clarity", "GET"),
    ("/healthz", "GET"),
    ("/readyz", "GET"),
    ("/metrics", "GET"),
)


def test_given_the_plan_then_every_route_of_it_is_tried(plan):
    told = {
        (path, method.upper()) for path, methods in plan.raw_schema["paths"].items() for method in methods
    }
    assert told == set(ROUTES)


# not schemathesis' own way into pytest: that wants an older pytest than ours
@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_given_any_request_that_the_plan_allows_or_forbids_then_no_fault_is_ours(plan, path, method, mode):
    tried = []

    @FEW
    @drawn(case=plan[path][method].as_strategy(generation_mode=mode))
    def send(case):
        answer = case.call(headers=TOKEN)
        tried.append(answer.status_code)
        assert answer.status_code < 500

    try:
        send()
    except Unsatisfiable:
        pytest.skip("there is no such request")
    assert tried
