"""The desk and the read API as `sagsklar serve review` runs them, built from settings."""

from fastapi import FastAPI

from flows import wiring
from flows.settings import Settings
from pipeline.equip import rendering_tools
from pipeline.intake import Limits
from review.api import api_router
from review.app import create_app
from review.parts import DeskParts
from review.pictures import RenderedPictures


def desk(settings: Settings) -> FastAPI:
    """All pages and routes of the review address."""
    ledger, limits = wiring.ledger(settings), Limits()
    pictures = RenderedPictures(
        folder=settings.home / "cache" / "pages",
        fetch=wiring.object_store(settings).read,
        limits=limits,
        tools=rendering_tools(limits, settings.options),
    )
    return create_app(
        DeskParts(
            ledger=ledger,
            pictures=pictures,
            session_secret=settings.session_secret.get_secret_value(),
            api=api_router(ledger, settings.api_token.get_secret_value()),
            models_folder=settings.models_folder,
            secure_cookies=settings.review_url.startswith("https:"),
        )
    )
