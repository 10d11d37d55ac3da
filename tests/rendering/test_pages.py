"""The stage with openers of the test's own: what it makes of broken or lying answers."""

import pytest

from pipeline.records import Upload
from pipeline.rendering import RenderingTools, render
from pipeline.rendering.refusals import EngineCrashed, TooComplex

UPLOAD = Upload("f", "f", "0" * 64, "image/png", b"x")


class Answers:
    def __init__(self, *parts, trouble=None):
        self.answer = (parts, trouble)

    def run(self, request, content, *, file):
        return self.answer


class Sideways:
    def turn(self, raster):
        return 90


def page(number=1, size=(300, 400), **changed):
    facts = {
        "kind": "page",
        "number": number,
        "width": size[0],
        "height": size[1],
        "channels": 1,
        "dpi": None,
    }
    paper = (bytes([20, 20]) + bytes([240]) * 18) * (size[0] * size[1] // 20)
    return {**facts, "layer": [], "layer_turn": None, "cut": False, **changed}, paper


def tools(*parts, trouble=None):
    return RenderingTools(opener=Answers(*parts, trouble=trouble), orienter=Sideways())


def test_given_a_page_on_its_side_then_it_is_turned():
    turned = render(UPLOAD, using=tools(page())).pages[0]
    assert (turned.turn, turned.raster.width, turned.raster.height) == (90, 400, 300)


def test_given_trouble_after_two_of_four_pages_then_two_are_kept_and_two_are_findings():
    parts = ({"kind": "count", "pages": 4}, b""), page(1), page(2)
    kept = render(UPLOAD, using=tools(*parts, trouble=TooComplex(file="f")))
    assert [one.number for one in kept.pages] == [1, 2]
    assert [(one.code, one.page) for one in kept.findings] == [("too_complex", 3), ("too_complex", 4)]


def test_given_trouble_and_no_page_then_it_is_the_failure():
    with pytest.raises(TooComplex):
        render(UPLOAD, using=tools(trouble=TooComplex(file="f")))


@pytest.mark.parametrize(
    "lie",
    [
        page(width=10**9),
        page(layer=[["word", 0.5, 0.5, 0.1, 0.1, 1, 0]]),
        page(layer=[["word"]]),
        page(layer_turn=45),
        ({"kind": "refused", "code": "no_such_code"}, b""),
        ({}, b""),
        ("no mapping", b""),
    ],
)
def test_given_an_answer_that_cannot_be_then_the_engine_counts_as_crashed(lie):
    with pytest.raises(EngineCrashed):
        render(UPLOAD, using=tools(lie))
