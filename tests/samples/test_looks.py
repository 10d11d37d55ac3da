"""Any content can be set on any sheet: nothing runs off the paper, nothing that is marked is lost."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from samples.chance import chance
from samples.content import Block, Chart, Checks, Code, Content, PageBreak
from samples.generator import set_content
from samples.looks.families import family
from samples.looks.packing import packed
from samples.writing.content_files import kinds
from samples.writing.content_maker import make_content, setting_for

SHEETS = (
    "letter", "form", "table", "certificate", "register", "statement", "columns", "sidebar", "portal",
    "plain", "typewriter", "contract", "slip", "receipt", "note", "chat", "newspaper", "ticket", "webform",
)  # fmt: skip
EXTRA: tuple[Block, ...] = (
    Checks("Boliger", ((Markup("Lejlighed"), True), (Markup("Hus"), False))),
    Chart("Forbrug", (0.2, 1.0, 0.6)),
    Code("https://example.org/1"),
    Code("AB-1234"),
)


def written(label: str, language: str) -> Content:
    kind = kinds()[label][0]
    return make_content(kind, setting_for(kind, language, "train", chance("looks-test", label, language)))


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("language", ["da", "ar"])
def test_given_any_sheet_then_all_words_stand_on_the_paper(sheet: str, language: str):
    content = written("birth_certificate", language)
    whole = replace(content, blocks=(*content.blocks, *EXTRA))
    printed = set_content(whole, family(sheet, 7), "train", chance("looks", sheet))
    boxes = [word.box for page in printed.truth.pages for word in page.words]
    assert min(box.x0 for box in boxes) > 0.003
    assert max(box.x1 for box in boxes) < 0.997
    assert {name for name in content.fields if name not in content.implied} <= set(printed.truth.fields)


@pytest.mark.parametrize("sheet", SHEETS)
def test_given_a_page_break_then_a_page_more(sheet: str):
    content = written("sworn_statement", "en")
    longer = replace(content, blocks=(*content.blocks, PageBreak(), *content.blocks))
    one, two = (
        set_content(made, family(sheet, 5), "train", chance("looks", sheet)) for made in (content, longer)
    )
    assert len(two.truth.pages) > len(one.truth.pages)


def test_given_rows_then_their_boxes_fill_each_line():
    rows = tuple((f"label {place}", Markup("x") * (place * 7 % 40)) for place in range(9))
    lines = packed(rows, 70)
    assert [cell.label for line in lines for cell in line] == [label for label, _ in rows]
    assert all(abs(sum(cell.percent for cell in line) - 100) < 0.1 for line in lines)
