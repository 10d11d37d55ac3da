"""Drift is told from chance, and small weeks are left alone."""

from models.drift import FLAG, Week, drifts, stability_index

REFERENCE = [2, 2, 3, 3, 5, 5, 10, 20, 50, 200]


def week(name: str, confidences: list[int], **languages: int) -> Week:
    return Week(name, sum(confidences), 3, 1, confidences, {"language": languages})


def test_given_the_same_shares_then_nothing_lies_between_them():
    assert stability_index({"da": 10, "en": 30}, {"da": 100, "en": 300}) == 0


def test_given_a_new_language_on_half_of_all_pages_then_it_is_flagged_and_the_week_before_is_not():
    usual = week("2026-W10", REFERENCE, da=100, en=200)
    changed = week("2026-W11", REFERENCE, da=50, en=100, uk=150)
    found = {(one.week, one.what): one for one in drifts([usual, changed], REFERENCE)}
    assert found["2026-W11", "language"].flagged
    assert found["2026-W11", "language"].index > FLAG
    assert not found["2026-W11", "confidence"].flagged
    assert ("2026-W10", "language") not in found


def test_given_a_model_that_became_unsure_then_it_is_flagged_in_the_first_week():
    (one,) = drifts([week("2026-W10", [20, 20, 30, 30, 50, 50, 50, 30, 10, 10])], REFERENCE)
    assert (one.what, one.flagged) == ("confidence", True)


def test_given_a_week_with_few_documents_then_it_is_not_judged():
    assert list(drifts([week("2026-W10", [9, 0, 0, 0, 0, 0, 0, 0, 0, 9])], REFERENCE)) == []
