"""The index page of a citizen's copy of their case: in Danish and English, readable without Sagsklar."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.catalogue import load_catalogues
from review.words import Words, load_words

HERE: Final = Path(__file__).parent
PEOPLE: Final = ("surname", "given_names", "birth_date", "nationality", "cpr")


def index_page(copy: Mapping[str, Any], keep_case_days: float) -> str:
    """The page for what `flows.exporting` has written beside it."""
    catalogues, desk = load_catalogues(HERE / "copy_messages"), load_words()
    languages = [(desk[code], Words(catalogues, code)) for code in ("da", "en")]
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = quote
    environment.filters["tongue"] = tongue
    environment.filters["moment"] = datetime.fromisoformat
    template = environment.get_template("access_copy.html")
    requirements = (one for verdict in copy["verdicts"] for one in verdict["verdict"]["requirements"])
    titles = {one["id"]: one["title"] for one in requirements}
    facts = {"titles": titles, "days": f"{keep_case_days:g}", "people": PEOPLE}
    return template.render(copy=copy, languages=languages, **facts)


def tongue(code: str, said_in: str) -> str:
    """A language's name in another language."""
    try:
        return Locale.parse(code).get_display_name(said_in) or code
    except (UnknownLocaleError, ValueError):
        return code
