"""Documents → their fields in the contract's normal forms, each with page, box, quote and producer."""

from pipeline.extracting.extraction import FieldFinder, build_field_finder, extract, reading_only

__all__ = ["FieldFinder", "build_field_finder", "extract", "reading_only"]
