"""`POST /v1/checks`: a file is looked at before its upload is final, and nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request

from flows.ports import Checker, ChecksAway
from pipeline.catalogue import Catalogues
from pipeline.errors import WrongUse
from pipeline.exchange import inspection_from_json
from pipeline.intake import Limits
from pipeline.vocabulary import LABELS
from review.citizen.hints import hint, load_messages
from review.citizen.judging import Judgement, judged
from review.citizen.sent import FileTooLarge, NoMultipart, SentFile, sent_file
from review.citizen.tries import Tries, left

MOST_BYTES: Final = Limits().upload_bytes
RETRY_SECONDS: Final = 5
FORM: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "expects": {"type": "array", "items": {"enum": list(LABELS)}},
        "language": {"type": "string"},
        "try": {"type": "string"},
    },
}


class LabelUnknown(WrongUse):
    code = "label_unknown"
    message = "`expects` names a label that does not exist."
    remedy = "Use labels of the contract, in several fields or with commas between."


class LanguageUnclear(WrongUse):
    code = "language_unclear"
    message = "`language` is no ISO 639-1 code."
    remedy = "Send two small letters, such as `da`, or leave it out."


@dataclass(frozen=True, slots=True)
class Checking:
    """Who looks, who counts the tries, and what is said."""

    checker: Checker
    tries: Tries
    catalogues: Catalogues = field(default_factory=load_messages, repr=False)
    most_bytes: int = MOST_BYTES


def check_router(checking: Checking) -> APIRouter:
    """The route; who may call it is the caller's business."""
    router = APIRouter()
    body = {"requestBody": {"content": {"multipart/form-data": {"schema": FORM}}, "required": True}}

    @router.post("/checks", openapi_extra=body)
    async def check(request: Request) -> dict[str, Any]:
        try:
            sent = await sent_file(request, checking.most_bytes)
            return await answer(sent, checking)
        except WrongUse as error:
            raise refusal(error, checking.catalogues) from error
        except ChecksAway as error:
            told = {"code": error.code, "message": error.what, "remedy": error.advice}
            raise HTTPException(503, told, {"Retry-After": str(RETRY_SECONDS)}) from error

    return router


async def answer(sent: SentFile, checking: Checking) -> dict[str, Any]:
    """The `inspect` line with verdict, hint and tries. Raises WrongUse, ChecksAway."""
    expects, language = sent.all_said("expects"), sent.said("language")
    if set(expects) - set(LABELS):
        raise LabelUnknown
    if language and not (language.isascii() and language.isalpha() and len(language) == 2):
        raise LanguageUnclear
    made = checking.tries.made(sent.said("try"))
    line, judgement = await looked_at(sent, expects, made, checking.checker)
    return {
        **line,
        "verdict": judgement.verdict,
        "hint": hint(judgement, checking.catalogues),
        "tries_left": left(made),
        "try": checking.tries.after(made),
    }


async def looked_at(
    sent: SentFile, expects: list[str], made: int, checker: Checker
) -> tuple[dict[str, Any], Judgement]:
    """What was read of the file, and what is said of it. Raises ChecksAway."""
    line = {**await checker.inspect(sent.content), "file": sent.name, "upload_name": sent.name}
    return line, judged(inspection_from_json(line), expects, made, line["issues"])


def refusal(error: WrongUse, catalogues: Catalogues) -> HTTPException:
    """Why a request cannot be answered; with a hint where the citizen can mend it."""
    told: dict[str, Any] = {"code": error.code, "message": error.what, "remedy": error.advice}
    if isinstance(error, FileTooLarge):
        told["hint"] = hint(Judgement("retake", "failure.too_many_bytes"), catalogues)
        return HTTPException(413, told)
    return HTTPException(415 if isinstance(error, NoMultipart) else 422, told)
