"""Templates of the citizens' pages to answers."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from review.citizen.shown import direction_of

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["direction_of"] = direction_of


def html(template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
    """A template as an answer."""
    return HTMLResponse(_templates.get_template(template).render(facts), status_code=status)
