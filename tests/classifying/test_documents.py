"""The stage: labels, abstention, reasons."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classifying import classify
from pipeline.classifying.clues import Clues, seen_words
from pipeline.classifying.documents import PROPOSED, reasons_for
from pipeline.records import Box, Word, enclosing


def test_given_a_clear_page_when_classified_then_its_label_is_named(reading, model):
    (document,) = classify(reading("Lejekontrakt mellem udlejer og lejer"), using=model)
    assert (document.label, document.pages, document.confidence) == ("lease", (1,), 0.95)


def test_given_nothing_likely_when_classified_then_unknown_with_the_likeliest_first(reading, model):
    (document,) = classify(reading("en Lejekontrakt"), using=replace(model, likely=0.3))
    assert document.label == "unknown"
    assert document.alternatives[0].label == "lease"
    assert document.alternatives[0].confidence == document.confidence


def test_given_what_is_like_nothing_known_when_classified_then_other_in_doubt(reading, model):
    (document,) = classify(reading("qwerty asdf zxcv"), using=model)
    assert (document.label, document.accepted) == ("other", False)
    assert document.confidence < PROPOSED


def test_given_real_labels_that_weigh_more_than_other_when_classified_then_unknown(reading, model):
    (document,) = classify(reading("qwerty"), using=replace(model, rest=0.09))
    assert (document.label, document.alternatives[0].label) == ("unknown", "other")


def test_given_no_pages_then_no_documents(reading, model):
    assert classify(reading(), using=model) == ()


def test_given_an_empty_page_when_classified_then_blank(reading, model):
    (document,) = classify(reading(""), using=model)
    assert (document.label, document.reasons) == ("blank", ())


def test_given_words_that_speak_then_reasons_carry_their_text_page_and_box(reading, model):
    pages = reading("Udlejer og lejer\nher er en Lejekontrakt")
    (document,) = classify(pages, using=model)
    word = next(word for word in pages.pages[0].words if word.text == "Lejekontrakt")
    assert [(one.text, one.page, one.box) for one in document.reasons] == [("Lejekontrakt", 1, word.box)]


def test_given_neighbours_that_all_speak_then_they_are_one_reason_in_one_box():
    words = [
        Word(text, Box(n / 10, 0.1, (n + 1) / 10, 0.2), 1.0, 0)
        for n, text in enumerate(("power", "of", "attorney"))
    ]
    (reason,) = reasons_for(Clues(seen_words(words, 1), ()), (0.9, 0.2, 1.1))
    assert (reason.text, reason.weight) == ("power of attorney", 2.2)
    assert reason.box == enclosing([word.box for word in words])


TEXTS = st.sampled_from(
    ("pas", "lejekontrakt", "", "abc def", "lonseddel", "husorden", "side 1 af 2", "side 2 af 2")
)


@settings(deadline=None)
@given(texts=st.lists(TEXTS, max_size=9))
def test_every_page_is_in_exactly_one_document(reading, model, texts):
    documents = classify(reading(*texts), using=model)
    assert [page for document in documents for page in document.pages] == list(range(1, len(texts) + 1))


@settings(deadline=None)
@given(likely=st.floats(0.1, 1), floor=st.floats(0, 1))
def test_a_label_is_accepted_only_at_or_above_its_floor_and_else_named_where_likelier_than_not(
    reading, model, likely, floor
):
    (document,) = classify(
        reading("pas"), using=replace(model, likely=likely, floors={"passport": floor}, lowest=0)
    )
    assert document.accepted == (likely >= floor)
    assert (document.label == "passport") == (likely >= floor or likely >= PROPOSED)
