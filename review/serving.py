"""The desk, the citizens' pages and the API as `sagsklar serve review` runs them, built from settings."""

from fastapi import APIRouter, Depends, FastAPI

from flows import wiring
from flows.ledger.store import Ledger
from flows.settings import Settings
from pipeline.catalogue import load_catalogues
from pipeline.deciding import load_policies
from pipeline.equip import MESSAGES, POLICIES, rendering_tools
from pipeline.intake import Limits
from review.api import api_router, bearer
from review.app import create_app
from review.citizen.checks import Checking, check_router
from review.citizen.door import Door, Office
from review.citizen.link_api import link_router
from review.citizen.links import Links
from review.citizen.pages import citizen_router
from review.citizen.tries import Tries
from review.parts import DeskParts
from review.pictures import RenderedPictures
from review.providers import provider_of


def desk(settings: Settings) -> FastAPI:
    """All pages and routes of the review address."""
    ledger, store, limits = wiring.ledger(settings), wiring.object_store(settings), Limits()
    pictures = RenderedPictures(
        folder=settings.home / "cache" / "pages",
        fetch=store.read,
        limits=limits,
        tools=rendering_tools(limits, settings.options),
    )
    token = settings.api_token.get_secret_value()
    api = api_router(ledger, token)
    api.include_router(citizen_routes(settings, ledger, token))
    return create_app(
        DeskParts(
            ledger=ledger,
            pictures=pictures,
            store=store,
            session_secret=settings.session_secret.get_secret_value(),
            api=api,
            models_folder=settings.models_folder,
            reports_folder=settings.reports_folder,
            secure_cookies=settings.review_url.startswith("https:"),
            review_url=settings.review_url,
            link_days=settings.citizen_link_days,
            passwords=settings.password_sign_in,
            provider=provider_of(settings),
        )
    )


def reached(settings: Settings) -> dict[str, str]:
    """Municipality → how its office is reached, as its letters say it."""
    told = {code: (office.phone, office.visit) for code, office in settings.offices.items()}
    return {code: " · ".join(filter(None, ways)) for code, ways in told.items()}


def citizen_routes(settings: Settings, ledger: Ledger, token: str) -> APIRouter:
    """The check for portals and the links for case systems, with the token; the pages behind the links."""
    secret = settings.session_secret.get_secret_value()
    checking = Checking(wiring.checker(settings), Tries(secret))
    door = Door(
        ledger=ledger,
        store=wiring.object_store(settings),
        checking=checking,
        links=Links(secret, settings.citizen_link_days),
        office=Office(reached(settings), settings.citizen_answer_days, load_catalogues(MESSAGES)),
        policies=load_policies(POLICIES),
    )
    routes = APIRouter()
    for router in (check_router(checking), link_router(door, settings.review_url)):
        routes.include_router(router, prefix="/v1", dependencies=[Depends(bearer(token))])
    routes.include_router(citizen_router(door))
    return routes
