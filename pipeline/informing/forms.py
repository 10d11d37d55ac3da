"""The forms that a letter is sent in: plain text, a page, and a PDF for printing and for screen readers."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from pipeline.informing.letter import Letter

_PRINTED: Final = 4
"""The bit of an annotation's flags that says that it is printed too (ISO 32000-1, 12.5.3)."""


def as_text(letter: Letter) -> str:
    """Plain text, no line wrapped."""
    return _template("letter.txt.j2").render(letter=letter)


def parted(text: str) -> tuple[str, str, str]:
    """A letter as plain text in three: up to the greeting, the opening, and the rest (`letter.txt.j2`)."""
    subject, greeting, opening, rest = (*text.split("\n\n", 3), "", "", "")[:4]
    return f"{subject}\n\n{greeting}", opening, rest


def as_html(letter: Letter) -> str:
    """A page that stands alone: its own style, nothing fetched."""
    return _template("letter.html.j2").render(letter=letter).replace("§ ", "§&nbsp;")


def as_pdf(letter: Letter) -> bytes:
    """A4, tagged as PDF/UA-1 asks."""
    from weasyprint import HTML

    made: bytes = HTML(string=as_html(letter), url_fetcher=_fetch_nothing).write_pdf(
        pdf_variant="pdf/ua-1", finisher=_print_links
    )
    return made


def _fetch_nothing(url: str, **_: Any) -> Any:
    raise ValueError(f"a letter fetches nothing: {url[:40]}")


def _print_links(_document: Any, pdf: Any) -> None:
    """Screen and paper show the same."""
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("Subtype") == "/Link":
            part["F"] = _PRINTED


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
