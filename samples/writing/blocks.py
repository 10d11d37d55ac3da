"""The blocks of a content file become records: rows, prose, tables, boxes to tick, places to sign."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from samples.content import Block, Chart, Checks, Code, Grid, PageBreak, Prose, Rows, SignPlace, Signs
from samples.writing.wording import Writer

Raw = Mapping[str, Any]


class UnknownBlock(ValueError):
    """A content file has a block that no function makes."""


class Blocks:
    """Makes the blocks of one document; drops what has no value."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.draw = writer.setting.draw

    def made(self, raw: Raw) -> Block | None:
        """A block, or None where chance, a condition or absent values leave it out."""
        if self.draw.random() >= raw.get("chance", 1.0) or not self._holds(raw):
            return None
        maker = next((make for key, make in _MAKERS.items() if key in raw), None)
        if maker is None:
            raise UnknownBlock(f"a block with {', '.join(raw)}")
        return maker(self, str(self.writer.chosen(raw.get("heading", "")) or ""), raw)

    def _holds(self, raw: Raw) -> bool:
        """`when: name` or `when: name=value` must hold, `unless` must not."""
        return ("when" not in raw or self._is(raw["when"])) and (
            "unless" not in raw or not self._is(raw["unless"])
        )

    def _is(self, condition: str) -> bool:
        name, equals, wanted = condition.partition("=")
        value = self.writer.setting.values.get(name)
        if value is None:
            return False
        return str(value.normal) == wanted if equals else value.normal is not False

    def _taken(self, raw: Raw, items: Sequence[Any]) -> list[Any]:
        if "take" not in raw:
            return list(items)
        low, high = raw["take"]
        count = min(len(items), self.draw.randint(low, high))
        return [items[place] for place in sorted(self.draw.sample(range(len(items)), count))]

    def rows(self, heading: str, raw: Raw) -> Block | None:
        """Field labels with values; a row whose value is absent falls away."""
        rows = []
        for item in self._taken(raw, raw["rows"]):
            [(key, labels)] = item.items()
            text = self.writer.filled(key if "{" in key else f"{{{key}}}")
            if text is not None:
                rows.append((str(self.writer.chosen(labels)), text))
        return Rows(heading, tuple(rows)) if rows else None

    def prose(self, heading: str, raw: Raw) -> Block | None:
        """Paragraphs; one that names an absent value falls away."""
        filled = [self.writer.chosen(item) for item in self._taken(raw, raw["prose"])]
        kept = tuple(one for one in filled if one)
        return Prose(heading, kept, bool(raw.get("clauses")), bool(raw.get("small"))) if kept else None

    def grid(self, heading: str, raw: Raw) -> Block:
        """A table, its rows drawn anew as often as they repeat."""
        table = raw["table"]
        items = self._taken(table, table["rows"]) * self.draw.randint(*table.get("repeat", [1, 1]))
        filled = [tuple(self.writer.chosen(cell) for cell in row) for row in items]
        kept = tuple(tuple(cell for cell in row if cell is not None) for row in filled if None not in row)
        return Grid(heading, tuple(self.writer.pick(one) for one in table["head"]), kept)

    def checks(self, heading: str, raw: Raw) -> Block:
        """Boxes to tick; `ticked` is a place in the list, or a fact that is said like one of the options."""
        options = [self.writer.chosen(option) or Markup("") for option in raw["checks"]["options"]]
        ticked = raw["checks"].get("ticked")
        if isinstance(ticked, str):
            value = self.writer.setting.values.get(ticked)
            said = self.writer.spoken(ticked, value) if value else None
            return Checks(heading, tuple((option, option.striptags() == said) for option in options))
        return Checks(heading, tuple((option, place == ticked) for place, option in enumerate(options)))

    def chart(self, heading: str, raw: Raw) -> Block:
        """A bar chart with a number of bars in a range."""
        count = self.draw.randint(*raw["chart"])
        heights = [self.draw.uniform(0.15, 1) for _ in range(count)]
        return Chart(heading, tuple(round(one / max(heights), 3) for one in heights))

    def code(self, _: str, raw: Raw) -> Block | None:
        """Something for machines to read."""
        text = self.writer.chosen(raw["code"])
        return Code(text.striptags()) if text else None

    def page(self, _: str, __: Raw) -> Block:
        """A new page."""
        return PageBreak()

    def signs(self, _: str, raw: Raw) -> Block | None:
        """Places to sign, with the line of place and day above them."""
        line = self.writer.chosen(raw["signs"].get("line", "")) or Markup("")
        places = [self._place(name, one) for name, one in raw["signs"].items() if name != "line"]
        return Signs(line, tuple(place for place in places if place))

    def _place(self, name: str, raw: Raw) -> SignPlace | None:
        value = self.writer.setting.values.get(name)
        if value is None:
            return None
        printed = self.writer.filled(raw["name"]) if "name" in raw else None
        ink = printed.striptags() if printed else name
        shown = ink if raw.get("print", True) and printed else ""
        return SignPlace(name, self.writer.pick(raw["caption"]), shown, value.normal is True, ink)


_MAKERS: Final[Mapping[str, Callable[[Blocks, str, Raw], Block | None]]] = {
    "rows": Blocks.rows,
    "prose": Blocks.prose,
    "table": Blocks.grid,
    "checks": Blocks.checks,
    "chart": Blocks.chart,
    "code": Blocks.code,
    "page": Blocks.page,
    "signs": Blocks.signs,
}
"""The key that tells a block → what makes it."""
