"""Why an upload, or one of its pages, cannot be opened or read; the codes are the contract's."""

from typing import Final

from pipeline.errors import UploadError

_ANEW = "Send the original again, or print it to a new PDF or photograph the pages."


class PasswordProtected(UploadError):
    code = "password_protected"
    message = "{file} is locked with a password."
    remedy = "Send a copy without password, or photograph the pages."


class Corrupt(UploadError):
    code = "corrupt"
    message = "{file} is damaged and cannot be opened."
    remedy = _ANEW


class Truncated(UploadError):
    code = "truncated"
    message = "{file} is cut short: its end is missing."
    remedy = _ANEW


class TooManyPages(UploadError):
    code = "too_many_pages"
    message = "{file} has more pages than are accepted."
    remedy = "Send only the pages that are asked for."


class TooManyPixels(UploadError):
    code = "too_many_pixels"
    message = "{file} holds a picture that is larger than accepted."
    remedy = "Send an ordinary photo or a scan at 300 dpi."


class TooComplex(UploadError):
    code = "too_complex"
    message = "{file} needs more time or memory than one file is given."
    remedy = _ANEW


class EngineCrashed(UploadError):
    code = "engine_crashed"
    message = "{file} broke the program that opens files."
    remedy = _ANEW


class Unreadable(UploadError):
    code = "unreadable"
    message = "{file} cannot be read by anybody: it is too blurred or too dark."
    remedy = "Photograph it again in good light, flat, sharp and filling the picture."


REFUSALS: Final[dict[str, type[UploadError]]] = {
    refusal.code: refusal
    for refusal in (
        PasswordProtected,
        Corrupt,
        Truncated,
        TooManyPages,
        TooManyPixels,
        TooComplex,
        EngineCrashed,
        Unreadable,
    )
}
