"""Runs in the process apart: untrusted bytes → pictures of pages, as plain data."""

from pipeline.rendering.opening.task import open_pages

__all__ = ["open_pages"]
