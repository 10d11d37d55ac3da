"""Upload → upright, measured pages: PDF and pictures; geometry; quality."""

from pipeline.rendering.geometry import png
from pipeline.rendering.pages import Opener, Orienter, PageBudget, RenderingTools, render

__all__ = ["Opener", "Orienter", "PageBudget", "RenderingTools", "png", "render"]
