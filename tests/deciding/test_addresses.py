import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.deciding.rules.housing import Compared, compare_addresses, parse_address

HOME = "Nørrebrogade 12B, 3. tv, 2200 København N"


@pytest.mark.parametrize(
    ("shown", "told", "expected"),
    [
        (HOME, HOME, Compared.SAME),
        ("NØRREBROGADE 12 B, 3.TV., 2200 KØBENHAVN N", HOME, Compared.SAME),
        ("c/o Hansen, Nørrebrogade 12B, 3 tv, 2200 København N", HOME, Compared.SAME),
        (HOME, "Nørrebrogade 12B, 2200 København N", Compared.SAME),
        ("Noerrebrogade 12B, 3. sal tv, 2200", HOME, Compared.SAME),
        (
            "Vestergaardsvej 3, stuen th, 8000 Aarhus C",
            "Vestergårdsvej 3, st. th, 8000 Århus C",
            Compared.SAME,
        ),
        (
            "Sluseholmen 12, 4. 403, 2450 København SV",
            "Sluseholmen 12, 4. 403, 2450 København",
            Compared.SAME,
        ),
        ("Nørrebrogade 12B, 2200 København N", HOME, Compared.SHORTER),
        ("Nørrebrogade 12B, 3. th, 2200 København N", HOME, Compared.NEAR),
        ("Norrebrogade 12B, 3. tv, 2200 København N", HOME, Compared.NEAR),
        ("Nørrebrogade 21B, 3. tv, 2200 København N", HOME, Compared.OTHER),
        ("Rolighedsvej 9, 2. th, 1958 Frederiksberg C", HOME, Compared.OTHER),
        ("Nørrebrogade 12B, 3. tv, 8000 Aarhus C", HOME, Compared.OTHER),
        ("somewhere in town", HOME, Compared.NEAR),
    ],
)
def test_given_two_addresses_then_how_they_stand(shown, told, expected):
    assert compare_addresses(shown, told) is expected


@given(
    st.integers(1, 999), st.sampled_from(["", "A", "B"]), st.sampled_from(["", "st. tv", "3. th", "4. 403"])
)
def test_given_any_danish_address_then_it_equals_itself(number, letter, flat):
    address = ", ".join(part for part in (f"Strandgade {number}{letter}", flat, "1401 København K") if part)
    assert compare_addresses(address, address.upper()) is Compared.SAME


@given(st.text(max_size=60))
def test_given_any_text_then_parsing_does_not_fail(text):
    parse_address(text)
