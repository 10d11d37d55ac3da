"""A random share of accepted labels goes before a person, and what they say is kept."""

from flows.ledger.accounts import Sight
from flows.ledger.blind_checks import answer_check, checked, is_drawn, next_check, open_checks
from flows.ledger.results import store_inspection
from flows.ledger.work import lease_upload
from tests.flows.cases_at_hand import NOW, arrive, inspection, introduce


def read_with(ledger, share: float, label: str = "passport", sha256: str = "1" * 64) -> None:
    """An upload with one document of that label, read while `share` is drawn."""
    introduce(ledger)
    arrive(ledger, f"{sha256[0]}.pdf")
    upload = lease_upload(ledger, "worker", NOW, 60)
    assert upload is not None
    document = {"label": label, "pages": [1, 2], "confidence": 0.97}
    body = {**inspection(sha256), "documents": [document], "versions": {"classifier": "labels-a"}}
    store_inspection(ledger, upload.upload_id, "v1", body, NOW, blind_share=share)


def test_given_a_share_then_about_that_many_are_drawn_and_always_the_same():
    drawn = [is_drawn(f"{n:064x}", 1, 0.02) for n in range(20_000)]
    assert 320 < sum(drawn) < 480
    assert drawn == [is_drawn(f"{n:064x}", 1, 0.02) for n in range(20_000)]


def test_given_an_accepted_label_then_it_is_drawn_once_however_often_it_is_read(ledger):
    read_with(ledger, 1.0)
    arrive(ledger, "1.pdf", "v2")
    upload = lease_upload(ledger, "worker", NOW, 60)
    document = {"label": "passport", "pages": [1, 2], "confidence": 0.97}
    body = {**inspection("1" * 64), "documents": [document], "versions": {"classifier": "labels-a"}}
    store_inspection(ledger, upload.upload_id, "v1", body, NOW, blind_share=1.0)
    assert open_checks(ledger, Sight()) == 1
    assert next_check(ledger, Sight()).pages == (1, 2)


def test_given_no_share_or_no_label_then_nothing_is_drawn(ledger):
    read_with(ledger, 0.0)
    read_with(ledger, 1.0, label="unknown", sha256="2" * 64)
    assert open_checks(ledger, Sight()) == 0


def test_given_answers_then_those_of_the_model_that_serves_count(ledger):
    read_with(ledger, 1.0)
    answer_check(ledger, next_check(ledger, Sight()).id, "national_id", by="kari", now=NOW)
    assert [(one.label, one.answer) for one in checked(ledger, "labels-a")] == [("passport", "national_id")]
    assert checked(ledger, "labels-b") == ()


def test_given_an_answer_then_a_second_one_changes_nothing(ledger):
    read_with(ledger, 1.0)
    check = next_check(ledger, Sight())
    answer_check(ledger, check.id, "passport", by="kari", now=NOW)
    answer_check(ledger, check.id, "visa", by="ole", now=NOW)
    assert checked(ledger, "labels-a")[0].answer == "passport"
