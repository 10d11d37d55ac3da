"""Which sides of a card its pages show."""

from pipeline.extracting.layout import Sheet
from pipeline.vocabulary import CARDS

BACK_WORDS = ("i<", "id", "ir", "ac", "<<")


def sides_of(sheets: tuple[Sheet, ...], label: str) -> tuple[str, ...] | None:
    """`front` and `back` as far as shown; None for what is no card.

    A machine-readable zone stands on the back of a card; words beside it show that the front is there too.
    """
    if label not in CARDS:
        return None
    return None
