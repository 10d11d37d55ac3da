"""Builds what the stages need from outside; the only module that picks engines.

Imports stand inside the functions: who needs only pages does not wait for spaCy and scikit-learn.
"""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.intake import Limits

if TYPE_CHECKING:
    from pipeline.chain import Equipment
    from pipeline.reading import Readers
    from pipeline.rendering import RenderingTools

LABEL_MODELS = Path(__file__).parents[1] / "models" / "shipped" / "classifier"
POLICIES = Path(__file__).parent / "policies"
MESSAGES = Path(__file__).parent / "informing" / "messages"
EXTRACTOR = "anchors-1"


def equipment(limits: Limits | None = None) -> "Equipment":
    """Everything, a few seconds once a process. Raises Misconfigured where something is missing."""
    from pipeline.catalogue import load_catalogues
    from pipeline.chain import Equipment
    from pipeline.classifying import load_label_model
    from pipeline.deciding import load_policies
    from pipeline.extracting import build_field_finder

    limits = limits or Limits()
    labels, reading = load_label_model(LABEL_MODELS), readers()
    return Equipment(
        limits=limits,
        rendering=rendering_tools(limits),
        readers=reading,
        labels=labels,
        fields=build_field_finder(),
        policies=load_policies(POLICIES),
        catalogues=load_catalogues(MESSAGES),
        versions={
            "sagsklar": version("sagsklar"),
            "classifier": labels.version,
            "extractor": EXTRACTOR,
            "readers": {"text": reading.recogniser.name, "layer": f"pdfium {version('pypdfium2')}"},
        },
    )


def rendering_tools(limits: Limits) -> "RenderingTools":
    """What turns uploads into pages: the sandbox and the eye for which way is up."""
    from pipeline.intake.sandbox import Sandbox
    from pipeline.reading.model_orienting import ModelOrienter
    from pipeline.reading.orienting import TesseractOrienter
    from pipeline.rendering import PageBudget, RenderingTools
    from pipeline.rendering.pages import OPENING_TASK

    budget = PageBudget(limits.pages, limits.pixels, limits.page_pixels)
    return RenderingTools(Sandbox(OPENING_TASK, limits), ModelOrienter(TesseractOrienter()), budget)


def readers() -> "Readers":
    """PP-OCRv6 for words, and both it and Tesseract for the machine-readable zone."""
    from pipeline.reading import Readers
    from pipeline.reading.line_recogniser import LineRecogniser
    from pipeline.reading.mrz import ZoneReader

    return Readers(LineRecogniser(), ZoneReader())
