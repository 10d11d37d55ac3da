"""Values that no label leads to: flags by wording, letterheads, addressees, numbers told by their shape."""

from pipeline.extracting.rules.all_rules import ruled_values

__all__ = ["ruled_values"]
