"""Builds what the stages need from outside; the only module that picks engines.

Imports stand inside the functions: who needs only pages does not wait for spaCy and scikit-learn.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.intake import Limits, digest
from pipeline.offices import Office

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
READING_ROOMS: Final = ("intake", "rendering", "reading", "classifying", "extracting")
"""Whose code decides what is read of an upload: after a change what was kept of it is read anew."""
ENGINES: Final = {
    "pp-ocr": "photos, stamped and curled pages are read worse",
    "tesseract": "no script but Latin is read, zones and turned pages are seen by one reader alone",
}
"""What can read, and what is lost when it is switched off."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an operator chooses.

    `walls_required`: refuse to open uploads where bubblewrap does not work. `label_models`, `field_models`:
    folders of versions, of which the champion serves. `tightened`: a file of floors that were raised since.
    `challenger`: the folder of a version that judges beside it and is not listened to. `signature_roots`: a
    folder of certificates that digital signers are trusted by; without one their trust stays unknown.
    `offices`: how letters say that each municipality is reached. `withdrawn`: languages that letters are not
    written in after all. `municipalities`: the folder of what municipalities set for themselves in policies.
    """

    engines: Collection[str] = tuple(ENGINES)
    walls_required: bool = False
    label_models: Path = LABEL_MODELS
    field_models: Path = FIELD_MODELS
    tightened: Path | None = None
    challenger: Path | None = None
    signature_roots: Path | None = None
    offices: Mapping[str, Office] = field(default_factory=dict)
    withdrawn: Collection[str] = ()
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
    from pipeline.informing import Stationery
    from pipeline.versions import digest_of_sources

    limits = limits or Limits()
    labels, reading, fields = label_model(options), readers(options), field_finder(options)
    rendering = rendering_tools(limits, options)
    roots = digest("".join(rendering.roots).encode())[:12] if rendering.roots else None
    return Equipment(
        limits=limits,
        rendering=rendering,
        readers=reading,
        labels=labels,
        fields=fields,
        policies=load_policies(POLICIES, options.municipalities),
        stationery=Stationery(load_catalogues(MESSAGES).without(options.withdrawn), options.offices),
        versions={
            "sagsklar": version("sagsklar"),
            "classifier": labels.version,
            "extractor": f"anchors {fields.tagger.version}" if fields.tagger else "anchors",
            "code": digest_of_sources([Path(__file__).parent / room for room in READING_ROOMS]),
            "readers": {"text": reading.recogniser.name, "layer": f"pdfium {version('pypdfium2')}"},
            **({"signature_roots": roots} if roots else {}),
        },
        challenger=load_label_model(options.challenger) if options.challenger else None,
    )


def label_model(options: Options = DEFAULTS) -> "LinearLabelModel":
    """The champion, with floors that were raised since. Raises Misconfigured."""
    from pipeline.classifying.artefact import load_label_model, tightened

    champion = load_label_model(options.label_models)
    return tightened(champion, options.tightened) if options.tightened else champion


def field_finder(options: Options = DEFAULTS) -> "FieldFinder":
    """Anchors beside the tagger that serves. Raises Misconfigured."""
    from pipeline.extracting import build_field_finder
    from pipeline.versions import champion_folder

    return build_field_finder(champion_folder(options.field_models))


def rendering_tools(limits: Limits, options: Options = DEFAULTS) -> "RenderingTools":
    """What turns uploads into pages: the sandbox and the eye for which way is up. Raises Misconfigured."""
    from pipeline.intake.sandbox import Sandbox
    from pipeline.reading.model_orienting import ModelOrienter
    from pipeline.reading.orienting import TesseractOrienter
    from pipeline.rendering import PageBudget, RenderingTools
    from pipeline.rendering.pages import OPENING_TASK
    from pipeline.rendering.roots import trusted_roots

    budget = PageBudget(limits.pages, limits.pixels, limits.page_pixels)
    by_text = TesseractOrienter() if "tesseract" in options.engines else None
    orienter = ModelOrienter(by_text) if by_text is None or "pp-ocr" in options.engines else by_text
    roots = trusted_roots(options.signature_roots) if options.signature_roots else ()
    sandbox = Sandbox(OPENING_TASK, limits, walls_required=options.walls_required)
    return RenderingTools(sandbox, orienter, budget, roots)


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
