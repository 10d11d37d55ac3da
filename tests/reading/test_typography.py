import pytest

from pipeline.reading.strip_reading import Sign
from pipeline.reading.typography import as_printed, words_in


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("§4.", ["§", "4."]),
        ("6.Opsigelse", ["6.", "Opsigelse"]),
        ("18-04-2025-25-01-2026", ["18-04-2025", "-", "25-01-2026"]),
        ("788765·1/3", ["788765", "·", "1/3"]),
        ("8.00og", ["8.00", "og"]),
        ("2.4", ["2.4"]),
        ("b.v.", ["b.v."]),
        ("1.234,50", ["1.234,50"]),
        ("anna@firma.dk", ["anna@firma.dk"]),
    ],
)
def test_given_words_that_lost_their_blank_then_they_are_parted(read, words):
    signs = tuple(Sign(text, place / len(read), 1.0) for place, text in enumerate(read))
    assert ["".join(sign.text for sign in signs[first:last]) for first, last in words_in(signs)] == words


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("AErø", "Ærø"),
        ("AES", "AES"),
        ("MAERSK", "MAERSK"),
        ("/Surname", "Surname"),
        ("/", "/"),
        ("/2026", "/2026"),
        ("0restads", "Ørestads"),
        ("0kr", "0kr"),
        ("10m", "10m"),
        ("8,65o", "8,650"),
        ("90oo", "9000"),
        ("(17,3oo)", "(17,300)"),
        ("30-o1-2026", "30-01-2026"),
        ("1o.", "1o."),
        ("h2o", "h2o"),
    ],
)
def test_given_what_nobody_writes_so_then_it_is_as_printed(read, printed):
    assert as_printed(read) == printed
