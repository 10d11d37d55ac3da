"""What the desk does for people who see, hear or move differently, and what it does not do yet."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from review.guard import maybe_signed_in
from review.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/accessibility")
def statement(request: Request) -> HTMLResponse:
    """The accessibility statement, for all."""
    return page(request, "access.html", maybe_signed_in(request))
