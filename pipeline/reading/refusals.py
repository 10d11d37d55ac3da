"""What can go wrong while a page is read."""

from pipeline.errors import Misconfigured, SagsklarError, UploadError


class EngineMissing(Misconfigured):
    """A text recogniser or a part of it is not installed."""

    message = "{engine} is not installed."
    remedy = "Install what requirements.lock and system-packages.txt list (`make setup` does it)."


class EngineFailed(SagsklarError):
    """The recogniser stopped or took too long on one page."""

    code = "engine_crashed"
    message = "The text recogniser failed ({reason})."
    remedy = "A person looks at the page."


class HeadsDown(SagsklarError):
    """The page's letters stand on their heads, which showed only when their script was known."""

    code = "heads_down"
    message = "The page has the wrong end up."
    remedy = "Turn it over and read it again."


class NothingRead(UploadError):
    """The recogniser failed on every page of an upload."""

    code = "engine_crashed"
    message = "None of the {pages} pages could be read: the text recogniser failed."
    remedy = "A person looks at the file."
