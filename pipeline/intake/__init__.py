"""Bytes → a checked upload: type by content, limits, the sandbox for whatever parses untrusted bytes."""

from pipeline.intake.admission import Limits, admit, digest, media_type

__all__ = ["Limits", "admit", "digest", "media_type"]
