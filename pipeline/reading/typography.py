"""What printers always do, where the models often read otherwise."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from pipeline.reading.strip_reading import Signs, parted

MISTAKEN: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    # nobody writes two capitals and goes on in small letters
    (re.compile("AE(?=[a-zæøå])"), "Æ"),
    # nor begins a word with a zero
    (re.compile("^0(?=[a-zæøå]{3})"), "Ø"),
    # a label in a script that is not read leaves the stroke between the languages
    (re.compile(r"^/(?=[^\W\d_])"), ""),
    # old-style figures have a zero like a small o; `1o` may be an ordinal
    (
        re.compile(r"^\W*(?=(?:\D*\d){2}|\D*\doo)[\do.,:/–-]+\W*$"),
        lambda word: word[0].replace("o", "0"),
    ),
)
"""What the models make of some letters, and what stands on paper."""
PARTED: Final = re.compile(
    r"""(?<=§)(?=\d)
    | (?<=\d\.)(?=[^\W\d_]{3})                      # 12.oktober
    | (?<=[a-zæøå],)(?=[a-zæøå\d])
    | (?<=[a-zæøå]{2}\.)(?=[A-ZÆØÅ][a-zæøå]|\d)
    | (?<=[.,]\d\d)(?=[a-zæøå]{2})                   # 8.00og
    | (?<=\d{4})(?=[-–](?:\d\d[-./]){2}\d{4})       # from one date to another
    | (?<=\d{4}[-–])(?=(?:\d\d[-./]){2}\d{4})
    | (?<=\d)(?=·) | (?<=·)(?=\w)
    """,
    re.VERBOSE,
)
"""Where a blank always stands on paper, and the models lose it."""


def words_in(signs: Signs) -> Iterator[tuple[int, int]]:
    """First and behind the last place of each word, also of words that lost the blank between them."""
    for first, last in parted(signs):
        text = "".join(sign.text for sign in signs[first:last])
        yield from pairwise([first, *(first + cut.start() for cut in PARTED.finditer(text)), last])


def as_printed(text: str) -> str:
    """A word without the usual mistakes."""
    for mistake, printed in MISTAKEN:
        text = mistake.sub(printed, text)
    return text
