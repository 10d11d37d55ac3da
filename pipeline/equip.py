"""Builds what the stages need from outside; the only module that picks engines.

Imports stand inside the functions: who needs only pages does not wait for spaCy and scikit-learn.
"""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.intake import Limits

if TYPE_CHECKING:
    from pipeline.chain import Equipment
    from pipeline.classifying.linear import LinearLabelModel
    from pipeline.extracting import FieldFinder
    from pipeline.reading import Readers
    from pipeline.rendering import RenderingTools

LABEL_MODELS = Path(__file__).parents[1] / "models" / "shipped" / "classifier"
POLICIES = Path(__file__).parent / "policies"
MESSAGES = Path(__file__).parent / "informing" / "messages"
FIELD_MODELS = Path(__file__).parents[1] / "models" / "shipped" / "extractor"
ANCHORS = "anchors-2"
ENGINES: Final = {
    "pp-ocr": "photos, stamped and curled pages are read worse",
    "tesseract": "no script but Latin is read, zones and turned pages are seen by one reader alone",
}
"""What can read, and what is lost when it is switched off."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an operator chooses.

    `walls_required`: refuse to open uploads where bubblewrap does not work. `label_models`: a folder of
    versions, of which the champion serves. `tightened`: a file of floors that were raised since.
    `challenger`: the folder of a version that judges beside it and is not listened to. `municipalities`: the
    folder of what municipalities set for themselves in the policies.
    """

    engines: Collection[str] = tuple(ENGINES)
    walls_required: bool = False
    label_models: Path = LABEL_MODELS
    tightened: Path | None = None
    challenger: Path | None = None
    municipalities: Path | None = None

    def __post_init__(self) -> None:
        if not self.engines or set(self.engines) - ENGINES.keys():
            raise ValueError(f"engines are some of {', '.join(ENGINES)}")


DEFAULTS: Final = Options()


def equipment(limits: Limits | None = None, options: Options = DEFAULTS) -> "Equipment":
    """Everything, a few seconds once a process. Raises Misconfigured where something is missing."""
    from pipeline.catalogue import load_catalogues
    from pipeline.chain import Equipment
    from pipeline.classifying import load_label_model
    from pipeline.deciding import load_policies

    limits = limits or Limits()
    labels, reading, fields = label_model(options), readers(options), field_finder()
    return Equipment(
        limits=limits,
        rendering=rendering_tools(limits, options),
        readers=reading,
        labels=labels,
        fields=fields,
        policies=load_policies(POLICIES, options.municipalities),
        catalogues=load_catalogues(MESSAGES),
        versions={
            "sagsklar": version("sagsklar"),
            "classifier": labels.version,
            "extractor": f"{ANCHORS} {fields.tagger.version}" if fields.tagger else ANCHORS,
            "readers": {"text": reading.recogniser.name, "layer": f"pdfium {version('pypdfium2')}"},
        },
        challenger=load_label_model(options.challenger) if options.challenger else None,
    )


def label_model(options: Options = DEFAULTS) -> "LinearLabelModel":
    """The champion, with floors that were raised since. Raises Misconfigured."""
    from pipeline.classifying.artefact import load_label_model, tightened

    champion = load_label_model(options.label_models)
    return tightened(champion, options.tightened) if options.tightened else champion


def field_finder() -> "FieldFinder":
    """Anchors beside the shipped tagger. Raises Misconfigured."""
    from pipeline.extracting import build_field_finder
    from pipeline.versions import champion_folder

    return build_field_finder(champion_folder(FIELD_MODELS))


def rendering_tools(limits: Limits, options: Options = DEFAULTS) -> "RenderingTools":
    """What turns uploads into pages: the sandbox and the eye for which way is up. Raises EngineMissing."""
    from pipeline.intake.sandbox import Sandbox
    from pipeline.reading.model_orienting import ModelOrienter
    from pipeline.reading.orienting import TesseractOrienter
    from pipeline.rendering import PageBudget, RenderingTools
    from pipeline.rendering.pages import OPENING_TASK

    budget = PageBudget(limits.pages, limits.pixels, limits.page_pixels)
    by_text = TesseractOrienter() if "tesseract" in options.engines else None
    orienter = ModelOrienter(by_text) if by_text is None or "pp-ocr" in options.engines else by_text
    return RenderingTools(
        Sandbox(OPENING_TASK, limits, walls_required=options.walls_required), orienter, budget
    )


def readers(options: Options = DEFAULTS) -> "Readers":
    """PP-OCRv6 for words, Tesseract for other scripts, both for zones; either alone does what it can.

    Raises EngineMissing.
    """
    from pipeline.reading import Readers
    from pipeline.reading.line_recogniser import LineRecogniser
    from pipeline.reading.mrz import LOOKS, ZoneReader
    from pipeline.reading.other_scripts import OtherScripts
    from pipeline.reading.recognising import TesseractRecogniser
    from pipeline.reading.spelling import danish_spelling

    tesseract, models = ("tesseract" in options.engines), ("pp-ocr" in options.engines)
    zone = ZoneReader(LOOKS if tesseract else (), with_models=models)
    if not models:
        return Readers(TesseractRecogniser(), zone)
    others = OtherScripts() if tesseract else None
    return Readers(LineRecogniser(others=others, spelling=danish_spelling()), zone)
