"""One HTML page over a generated folder: contact sheets by label and by way, and how wide the world is."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, select_autoescape

from samples.gallery.sheets import Shown, contact_sheet
from samples.gallery.thumbnails import thumbnail
from samples.tally import as_table, shortfalls, tally
from samples.world import FILES, lines_of

FOLDER: Final = "gallery"
_MOST: Final = 24
_COLUMNS: Final = 6
_SIDE: Final = 300
Line = Mapping[str, Any]


def _caption(line: Line) -> str:
    document, capture = line["documents"][0], line["capture"]
    readable = "" if capture["readable"] else " !"
    return " ".join(
        (
            f"{line['index']}",
            document["language"] or "-",
            document["family"],
            f"{capture['way']} {capture['strength']:.2f}{readable}",
        )
    )


def _grouped(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Label or way → the first lines of it; bundles stand apart."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        label = line["documents"][0]["label"] if len(line["documents"]) == 1 else "several in one file"
        for name in (label, f"by {line['capture']['way']}"):
            kept = groups.setdefault(name, [])
            if len(kept) < _MOST:
                kept.append(line)
    return dict(sorted(groups.items(), key=lambda item: (item[0].startswith("by "), item[0])))


def write_gallery(folder: Path) -> Path:
    """Contact sheets of a filled folder, under `gallery/`; returns the page to open."""
    lines = list(lines_of(folder))
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    sheets = []
    for name, some in _grouped(lines).items():
        shown = [
            Shown(thumbnail(folder / FILES / line["file"], line["pages"][0]["turn"], _SIDE), _caption(line))
            for line in some
        ]
        file = f"{name.replace(' ', '-')}.jpg"
        contact_sheet(shown, columns=_COLUMNS, side=_SIDE).save(target / file, quality=80)
        sheets.append({"name": name, "file": file, "count": len(some)})
    rows = tally(lines)
    page = target / "index.html"
    template = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(["html"])
    ).get_template("gallery.html")
    page.write_text(
        template.render(sheets=sheets, table=as_table(rows), short=shortfalls(rows), files=len(lines)),
        "utf-8",
    )
    return page
