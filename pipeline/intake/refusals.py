"""Why an upload is refused before or while it is opened; the codes are the contract's."""

from pipeline.errors import Misconfigured, UploadError


class Empty(UploadError):
    code = "empty"
    message = "{file} is empty."
    remedy = "Send the file again; if it stays empty, save or photograph it anew."


class TooManyBytes(UploadError):
    code = "too_many_bytes"
    message = "{file} holds {bytes} bytes; the most is {limit}."
    remedy = "Send it in parts, or save it with smaller pictures."


class UnsupportedType(UploadError):
    code = "unsupported_type"
    message = "{file} is of a type that is not accepted ({type})."
    remedy = "Send a PDF or a photo (JPEG, PNG, HEIC)."


class OfficeFile(UnsupportedType):
    message = "{file} is an office file ({type}), which is not accepted."
    remedy = "Open it in the program it was written in, save it as PDF, and send the PDF."


class TooComplex(UploadError):
    code = "too_complex"
    message = "{file} needs more time or memory than one file is given."
    remedy = "Print it to a new PDF or photograph the pages, and send that."


class EngineCrashed(UploadError):
    code = "engine_crashed"
    message = "{file} broke the program that opens files."
    remedy = "Print it to a new PDF or photograph the pages, and send that."


class WallsMissing(Misconfigured):
    code = "walls_missing"
    message = (
        "Uploads are to be opened within walls (SAGSKLAR_WALLS=required); bubblewrap does not work here."
    )
    remedy = (
        "Install bubblewrap and allow user namespaces, or set SAGSKLAR_WALLS=wanted: then caps alone protect."
    )


class SandboxUnavailable(Misconfigured):
    code = "sandbox_unavailable"
    message = "The process that opens uploads does not start."
    remedy = "Run `sagsklar doctor`; the standard error of this program says why."
