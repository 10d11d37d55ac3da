"""What a case asks of a person, each with the page that answers it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.exchange import is_accepted
from review.words import Words

MAY_MATTER = (None, "not_needed")
"""What nobody could name may be just what is missing, also where no requirement took it."""
Verdict = Mapping[str, Any]
"""A verdict as the contract shows it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to be answered. `kind`: of the contract's questions, or `failure`, or `problem`."""

    kind: str
    text: str
    link: str
    file: str | None = None
    page: int | None = None


def asks(case_key: str, verdict: Verdict, words: Words) -> tuple[Ask, ...]:
    """The verdict's questions, then types nobody named and files nobody could read, each once."""
    told = tuple(_questions(case_key, verdict, words))
    asked = {(ask.file, ask.page) for ask in told} | {(ask.file, None) for ask in told}
    more = (*_unnamed(case_key, verdict, words), *_failed(case_key, verdict, words))
    return told + tuple(ask for ask in more if (ask.file, ask.page) not in asked)


def _questions(case_key: str, verdict: Verdict, words: Words) -> Iterator[Ask]:
    for question in verdict.get("questions", ()):
        file, page = question["file"], question["page"]
        link = document_link(case_key, verdict, file, page)
        # a question about a person or a rule is answered where the requirement stands
        if link is None or question["kind"] in {"match", "rule"}:
            link = f"/cases/{case_key}#requirements"
        yield Ask(question["kind"], words.pick(question["text"]), link, file, page)


def _unnamed(case_key: str, verdict: Verdict, words: Words) -> Iterator[Ask]:
    for document in verdict.get("documents", ()):
        if not is_accepted(document) and document["set_aside"] in MAY_MATTER:
            page = document["pages"][0]
            link = document_link(case_key, verdict, document["file"], page)
            yield Ask("label", words("question.label"), link or f"/cases/{case_key}", document["file"], page)


def _failed(case_key: str, verdict: Verdict, words: Words) -> Iterator[Ask]:
    for one in verdict.get("inputs", ()):
        if one["failure"]:
            text = words.of("failure", one["failure"])
            yield Ask("failure", text, f"/cases/{case_key}#documents", one["file"])


def document_link(case_key: str, verdict: Verdict, file: str | None, page: int | None) -> str | None:
    """The address of the document on that page of a file (its first document when no page is named)."""
    digest = next((one["sha256"] for one in verdict.get("inputs", ()) if one["file"] == file), None)
    of_file = [one for one in verdict.get("documents", ()) if one["file"] == file]
    document = next((one for one in of_file if page is None or page in one["pages"]), None)
    if digest is None or document is None:
        return None
    return document_path(case_key, digest, document["pages"][0])


def document_path(case_key: str, sha256: str, first_page: int) -> str:
    """Addresses hold keys and digests only: the name of a file may name a person."""
    return f"/cases/{case_key}/documents/{sha256}/{first_page}"
