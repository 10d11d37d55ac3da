import pytest

from pipeline.deciding.conditions import compile_condition

NORDIC = {"nordic": ["SWE"]}


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("age < 18", {"age": 3}, True),
        ("age < 18", {}, None),
        ("basis == 'eu_worker' && age < 18", {"basis": "nordic"}, False),
        ("basis == 'eu_worker' && age < 18", {"basis": "eu_worker"}, None),
        ("age < 18 || nationality in nordic", {"nationality": "SWE"}, True),
        ("!(nationality in nordic)", {}, None),
    ],
)
def test_given_facts_then_a_condition_holds_fails_or_is_unknown(text, facts, expected):
    assert compile_condition(text, NORDIC).holds(facts) is expected


@pytest.mark.parametrize(
    "text", ["bassis == 'x'", "age == 'x'", "age + 1", "nationality in nordics", "age <"]
)
def test_given_a_condition_that_makes_no_sense_then_it_is_refused_when_read(text):
    with pytest.raises(ValueError, match=r"."):
        compile_condition(text, NORDIC)


def test_given_the_same_text_then_the_same_condition():
    assert compile_condition("age < 18", {}) == compile_condition("age < 18", {})
