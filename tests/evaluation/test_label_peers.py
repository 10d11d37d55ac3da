"""The peers learn from the same rows, and what they leave is told from what they get wrong."""

from dataclasses import replace

from evaluation.benchmarks.bundles import Cut, told
from evaluation.benchmarks.label_peers import SURE, judged, line, paperless, tf_idf


def test_given_the_same_rows_then_both_peers_learn_and_only_one_may_abstain(bench, tiny):
    rows = [row for row in bench.rows(tiny.train) if row.label in {"lease", "passport", "payslip"}]
    learnt, test = rows[::2], rows[1::2]
    always = judged("paperless-ngx", paperless(), learnt, test, 0.0)
    careful = judged("tf-idf", tf_idf(), learnt, test, SURE)
    assert f"left 0 of {len(test)}" in always
    assert f"left 0 of {len(test)}" not in careful


def test_given_answers_then_right_wrong_and_left_make_the_whole():
    said = line("x", [True, False, True, False], [True, True, False, False], [True, False, True, False])
    assert "named rightly 1 of 4" in said
    assert "wrongly 1 of 4" in said
    assert "left 2 of 4" in said


def test_given_a_bundle_cut_wrongly_then_only_its_whole_documents_count():
    truth = frozenset({(1,), (2, 3), (4,)})
    right = Cut("a.pdf", truth, truth, ("lease",), ("lease",))
    wrong = replace(right, file="b.pdf", found=frozenset({(1,), (2,), (3, 4)}))
    said = told([right, wrong])
    assert "bundles cut right: 1 of 2" in said
    assert "pages in the right document: 5 of 8" in said
    assert "b.pdf" in said
