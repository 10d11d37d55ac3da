"""To look at what was made: contact sheets a label and a way of capture, on one page."""

from samples.gallery.page import write_gallery

__all__ = ["write_gallery"]
