"""Documents whose label a person gave, as rows to learn from; read anew each time, so that erasure holds.

Nothing of them is kept outside the ledger: who erases a case has erased its rows, and the manifests of models
that saw it name its digest.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.document_digest import document_digest
from flows.ledger.desk import labelled_documents
from flows.ledger.store import Ledger
from models.dataset import Row, traits_of
from models.training import Corrected
from pipeline.classifying.marks import shape_of, zone_marks
from pipeline.records import Box, Word

FAMILY = "corrections"


def corrected_documents(ledger: Ledger) -> tuple[Corrected, ...]:
    """One row a corrected document, in a fixed order."""
    rows = []
    for body, pages, label in labelled_documents(ledger):
        own = [page for page in body["pages"] if page["number"] in pages and page.get("words")]
        if own:
            row = row_of(own, label)
            rows.append(Corrected(row, document_digest(str(body["sha256"]), pages[0])))
    return tuple(rows)


def row_of(pages: Sequence[Mapping[str, Any]], label: str) -> Row:
    """A row from stored pages; of their pictures only the shape is left."""
    words = [words_of(page) for page in pages]
    marks = [mark for of_page in words for mark in zone_marks(None, of_page)]
    marks += [f"shape:{shape_of(pages[0]['width'], pages[0]['height'])}"]
    return Row(label, pages[0]["language"] or "none", FAMILY, "train", traits_of(words, marks))


def words_of(page: Mapping[str, Any]) -> tuple[Word, ...]:
    """The words of a stored page; on which lines they stood is not kept."""
    return tuple(Word(one["text"], Box(*one["box"]), one["confidence"], 0) for one in page["words"])
