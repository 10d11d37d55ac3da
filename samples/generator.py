"""The generator's door: a document is a pure function of version, seed and index."""

from typing import Final

from samples.chance import chance, share
from samples.content import Content
from samples.contents_maker import a_setting, make_content
from samples.contents_reader import Model, models
from samples.document import Split, Truth, Typeset
from samples.families import Family, a_family
from samples.layout import html_of
from samples.typesetting import Printed, typeset_html

GENERATOR_VERSION: Final = "1"


def labels() -> tuple[str, ...]:
    """All labels that can be made, in order."""
    return tuple(models())


def _model(label: str | None, seed: int, index: int) -> Model:
    draw = chance(GENERATOR_VERSION, seed, index, "label")
    found = models()
    return draw.choice(found[label or draw.choice(list(found))])


def truth_of(content: Content, family: Family, printed: Printed, split: Split) -> Truth:
    """What was printed: a field whose value stands nowhere on the pages is no field of the document."""
    shown = {
        name: value
        for name, value in content.fields.items()
        if name in printed.field_boxes or name in content.implied
    }
    return Truth(
        label=content.label,
        language=content.language,
        pages=printed.pages,
        fields=shown,
        field_boxes={name: printed.field_boxes[name] for name in shown if name in printed.field_boxes},
        family=family.name,
        capture="none",
        readable=True,
        split=split,
        state=content.state,
        kind=content.kind,
    )


def typeset(seed: int, index: int, split: Split, *, label: str | None = None) -> Typeset:
    """A document as printed, with a text layer and no capture; well under 0.3 s of computing."""
    model = _model(label, seed, index)
    draw = chance(GENERATOR_VERSION, seed, index, split, "content")
    language = draw.choice(list(model.languages))
    content = make_content(model, a_setting(language, split, draw))
    family = a_family(draw.choice(share(content.sheets, "train")), split, draw)
    printed = typeset_html(html_of(content, family, chance(seed, index, "looks")))
    return Typeset(printed.pdf, truth_of(content, family, printed, split))
