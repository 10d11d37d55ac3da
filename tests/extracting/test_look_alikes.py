"""National letters that a reader of Latin ones took for what they look like."""

import pytest

from pipeline.extracting.look_alikes import read_by_look
from pipeline.records import Mrz

LINES = ("P<RUSSOKOLOVA<<OLGA<<<<<<<<<<<<<<<<<<<<<<<<<", "7312345676RUS7206265F3105011<<<<<<<<<<<<<<<0")


@pytest.mark.parametrize(
    ("printed", "machine", "state"),
    [
        ("COKOJIOBA", "SOKOLOVA", "RUS"),
        ("OJIA", "OLGA", "RUS"),
        ("KONETANT'INOY", "KONSTANTINOU", "GRC"),
        ("ANAP'EAE", "ANDREAS", "GRC"),
    ],
)
def test_given_the_zones_name_in_its_states_letters_then_it_is_known_by_its_looks(printed, machine, state):
    assert read_by_look(printed, machine, state)


@pytest.mark.parametrize(
    ("printed", "machine", "state"),
    [
        ("COKOJIOBA", "SOKOLOVA", "DEU"),
        ("IVANOV", "PETROV", "RUS"),
        ("OLEG", "OLGA", "UKR"),
        ("MARIA", "DARIA", "UKR"),
        ("SOKOLOV", "SOKOLOVA", "RUS"),
        ("ANNA", "OLGA", "RUS"),
    ],
)
def test_given_another_name_in_latin_letters_then_it_is_none(printed, machine, state):
    assert not read_by_look(printed, machine, state)


def test_given_a_passport_that_prints_its_own_letters_then_they_contradict_no_zone(extracted, new_paper):
    zone = Mrz("TD3", LINES, valid=True, checks={"document_number": True})
    paper = new_paper(mrz=zone).line(0.1, 0.2, "Surname").line(0.1, 0.22, "COKOJIOBA")
    found = extracted("passport", paper)
    assert (found.field("surname").value, found.findings) == ("SOKOLOVA", ())
