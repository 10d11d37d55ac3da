"""A challenger judges live uploads beside the champion, unheard, and is counted against it."""

from flows.ledger.challenges import shadowed
from flows.ledger.desk import find_cases, record_correction
from flows.ledger.results import store_inspection
from flows.ledger.work import lease_upload
from pipeline.records import Correction
from tests.flows.cases_at_hand import NOW, arrive, introduce


def read_by_both(ledger, number: int, champion: str, challenger: str, pages: tuple[int, ...] = (1,)) -> None:
    introduce(ledger)
    arrive(ledger, f"{number}.pdf")
    upload = lease_upload(ledger, "worker", NOW, 60)
    assert upload is not None
    body = {
        "sha256": f"{number:064}",
        "documents": [{"label": champion, "pages": [1], "confidence": 0.9}],
        "versions": {"classifier": "labels-a"},
        "challenge": {
            "model": "labels-b",
            "documents": [{"label": challenger, "pages": list(pages), "confidence": 0.9}],
        },
    }
    store_inspection(ledger, upload.upload_id, "v1", body, NOW)


def test_given_answers_of_both_then_they_are_counted_and_persons_judge(ledger):
    read_by_both(ledger, 1, "lease", "lease")
    read_by_both(ledger, 2, "lease", "sublease")
    read_by_both(ledger, 3, "unknown", "passport")
    read_by_both(ledger, 4, "lease", "lease", pages=(1, 2))  # cut otherwise: not to be compared
    case_key = find_cases(ledger, "KBH-1")[0]
    said = Correction(f"{2:064}", (1,), "sublease", {})
    record_correction(ledger, case_key, said, by="kari", now=NOW)
    (found,) = shadowed(ledger)
    assert (found.challenger, found.documents, found.same) == ("labels-b", 3, 1)
    assert (found.champion_abstained, found.challenger_abstained) == (1, 0)
    assert (found.told, found.champion_right, found.challenger_right) == (1, 0, 1)


def test_given_no_challenger_then_there_is_nothing_to_count(ledger):
    assert shadowed(ledger) == ()
