"""Letterheads shout; organisations do not."""

import pytest

from pipeline.extracting.normalise.capitals import as_written

LETTER = "KATTEGAT SHIPPING A/S\nHavnegade 1\nKattegat Shipping A/S confirms that"


@pytest.mark.parametrize(
    ("printed", "text", "written"),
    [
        ("KATTEGAT SHIPPING A/S", LETTER, "Kattegat Shipping A/S"),
        ("BYENS VIKARER ApS", "BYENS VIKARER ApS", "Byens Vikarer ApS"),
        ("ROSKILDE UNIVERSITET", "ROSKILDE UNIVERSITET", "Roskilde Universitet"),
        ("UNIVERSITY OF AARHUS", "", "University of Aarhus"),
        ("DSB", "DSB", "DSB"),
        ("KMD A/S", "", "KMD A/S"),
        ("HOLBÆK-LUND & SØN I/S", "", "Holbæk-Lund & Søn I/S"),
        ("LEGO System A/S", "", "LEGO System A/S"),
        ("Kattegat Shipping A/S", LETTER, "Kattegat Shipping A/S"),
        ("上海公司", "", "上海公司"),
    ],
)
def test_given_a_name_as_printed_then_it_is_written_as_its_bearer_does(printed: str, text: str, written: str):
    assert as_written(printed, text) == written
