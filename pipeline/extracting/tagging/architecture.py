"""The embedding of words with their layout, registered for spaCy's config files.

After spaCy's MultiHashEmbed: a hash table a column, mixed by one maxout layer. The columns come with the Doc
(`columns.py`), for spaCy's own attributes know nothing of where a word stands.
"""

from collections.abc import Callable, Sequence
from typing import Any

from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

from pipeline.extracting.tagging.columns import COLUMNS, KEY


@registry.architectures("sagsklar.LayoutEmbed.v1")  # type: ignore[untyped-decorator]
def layout_embed(width: int, rows: list[int]) -> Model[Any, Any]:
    """`rows`: the size of each column's table, in the order of `COLUMNS`."""
    if len(rows) != len(COLUMNS):
        raise ValueError(f"{len(COLUMNS)} columns, sizes of {len(rows)} tables")
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=place, seed=place + 7) for place, size in enumerate(rows)
    ]
    mixed = Maxout(width, width * len(rows), nP=3, dropout=0.0, normalize=True)
    return chain(
        Model("layout_columns", _columns),
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(mixed),
        ragged2list(),
    )


def _columns(
    model: Model[Any, Any],
    docs: Sequence[Doc],
    is_train: bool,  # noqa: ARG001, FBT001 - thinc's signature
) -> tuple[list[Any], Callable[[Any], list[Any]]]:
    found = [model.ops.asarray2i(doc.user_data[KEY], dtype="uint64") for doc in docs]
    return found, lambda _: []
