"""What the tagger is shown, and how proposals are weighed."""

import json
from dataclasses import replace

import pytest
from spacy.vocab import Vocab

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.joining import join
from pipeline.extracting.layout import sheet_of
from pipeline.extracting.tagging.columns import COLUMNS, KEY, doc_of
from pipeline.extracting.tagging.tagger import Tagged, unwrapped, whole
from pipeline.extracting.weighing import FEATURES, Trust, features, load_trust
from pipeline.records import Box, Word


def proposal(value: object, source: str, confidence: float, name: str = "issue_date") -> Candidate:
    word = Word(str(value), Box(0.1, 0.1, 0.2, 0.12), 1.0, 0)
    return Candidate(name, value, str(value), (word,), 1, confidence, source)


def weights(**told: float) -> Trust:
    named = {name.replace("_", " "): value for name, value in told.items()}
    return Trust(tuple(named.get(name, 0.0) for name in FEATURES), 0.0, 0.8)


def test_given_words_then_one_row_of_columns_each(paper):
    paper.line(0.1, 0.1, "Dato").line(0.4, 0.1, "01.02.2026")
    doc = doc_of([sheet_of(paper.read())], "lease", Vocab())
    assert [token.text for token in doc] == ["Dato", "01.02.2026"]
    assert doc.user_data[KEY].shape == (2, len(COLUMNS))


def test_given_other_figures_in_the_same_place_then_the_same_columns(new_paper):
    def rows(day: str):
        paper = new_paper().line(0.1, 0.1, "Dato").line(0.4, 0.1, day)
        return doc_of([sheet_of(paper.read())], "lease", Vocab()).user_data[KEY]

    assert (rows("01.02.2026") == rows("17.11.2031")).all()
    assert not (rows("01.02.2026") == rows("Hansen")).all()


def test_given_sources_then_what_speaks_for_and_against_a_value():
    told = dict(
        zip(
            FEATURES,
            features(
                [proposal("2026-02-01", "anchor", 0.9), proposal("2026-02-01", "model", 0.99)],
                [proposal("2026-03-01", "rule", 0.6)],
            ),
            strict=True,
        )
    )
    assert told["for anchor"] == 0.9
    assert told["against rule"] == 0.6
    assert told["tagger surest"] == told["tagger agrees with another"] == told["date"] == 1.0
    assert told["tagger alone"] == told["tagger sees no such field"] == 0.0


def test_given_a_label_and_a_tagger_that_disagree_then_the_label_stands_as_sure_as_trust_says():
    said = [proposal("2026-02-01", "anchor", 0.9), proposal("2026-03-01", "model", 0.95)]
    field = join(said, ["issue_date"], weights(for_anchor=4.0, against_model=-1.0)).fields[0]
    assert (field.value, field.accepted) == ("2026-02-01", True)
    assert field.conflicts == ("model: 2026-03-01",)
    doubtful = join(said, ["issue_date"], weights(for_anchor=4.0, against_model=-3.0)).fields[0]
    assert (doubtful.value, doubtful.accepted) == ("2026-02-01", False)


def test_given_a_label_that_hardly_leads_there_then_the_tagger_wins():
    said = [proposal("2026-02-01", "anchor", 0.6), proposal("2026-03-01", "model", 0.99)]
    assert join(said, ["issue_date"], weights(for_model=4.0)).fields[0].value == "2026-03-01"


def test_given_names_from_both_then_lists_are_compared_as_sets():
    said = [
        proposal(["Ana Sol"], "anchor", 0.9, "tenant_names"),
        proposal(["Ana Sol"], "model", 0.9, "tenant_names"),
    ]
    field = join(said, ["tenant_names"], weights(tagger_agrees_with_another=5.0)).fields[0]
    assert field.value == ["Ana Sol"]
    assert field.confidence == pytest.approx(0.9933, abs=0.001)


def test_given_a_part_and_the_whole_from_the_tagger_then_the_whole_does_not_contradict_itself():
    said = [
        proposal("Ana", "model", 0.95, "person_name"),
        proposal("Ana Sol", "anchor", 0.9, "person_name"),
        proposal("Ana Sol", "model", 0.9, "person_name"),
    ]
    field = join(said, ["person_name"], weights(tagger_agrees_with_another=5.0)).fields[0]
    assert (field.value, field.conflicts) == ("Ana Sol", ())


def test_given_a_name_with_a_word_more_then_it_stands_unless_it_was_read_less_surely():
    def names(fuller: float) -> object:
        said = [
            proposal(["Ana Sol", "Bo Lind"], "anchor", 0.97, "tenant_names"),
            proposal(["Ana Sol", "Bo Lind Husleje"], "anchor", fuller, "tenant_names"),
        ]
        return join(said, ["tenant_names"]).fields[0].value

    assert names(0.92) == ["Ana Sol", "Bo Lind"]
    assert names(0.96) == ["Ana Sol", "Bo Lind Husleje"]


def test_given_a_file_of_weights_then_every_feature_must_be_there(tmp_path):
    file = tmp_path / "trust.json"
    file.write_text(json.dumps({"weights": dict.fromkeys(FEATURES, 0.5), "bias": 1.0, "accept": 0.9}))
    assert load_trust(file).accept == 0.9
    file.write_text(json.dumps({"weights": {}, "bias": 1.0, "accept": 0.9}))
    with pytest.raises(KeyError):
        load_trust(file)


def test_given_a_text_wrapped_into_the_next_line_then_it_is_one(new_paper):
    paper = new_paper().line(0.1, 0.1, "Medfølgende familie / Accompanying").line(0.1, 0.118, "family")
    sheet = sheet_of(paper.read())
    tagged = [Tagged("permit_kind", sheet, one, one.words, 0.9) for one in sheet.segments]
    assert [" ".join(word.text for word in one.words) for one in unwrapped(tagged)] == [
        "Medfølgende familie / Accompanying family"
    ]
    names = [replace(one, field="person_name") for one in tagged]
    assert unwrapped(names) == names


@pytest.mark.parametrize(("line", "taken"), [("on 02 Apr 2026", "02 Apr 2026"), ("in Apr 2026", "Apr 2026")])
def test_given_a_month_that_the_tagger_found_when_its_day_stands_before_it_then_the_day_is_part_of_it(
    paper, line, taken
):
    words = tuple(paper.line(0.1, 0.1, line).words)
    run = slice(len(words) - 2, len(words))
    assert " ".join(word.text for word in whole(words, run, "date")) == taken
