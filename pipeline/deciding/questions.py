"""What a caseworker is asked, put so that one look answers it."""

from collections.abc import Iterator, Sequence

from pipeline.deciding.asking import Speaker
from pipeline.deciding.judging import Judged
from pipeline.deciding.policy import Policy
from pipeline.deciding.rules.flaws import Flaw
from pipeline.deciding.wording import Term
from pipeline.records import MatchedDocument, Question, QuestionKind

_MATCH = ("name_mismatch_needs_proof", "birth_date_mismatch")
_LABEL = ("unknown_type", "low_confidence")
_RULE_OPTIONS = ("satisfied", "missing", "defective")


def questions(judged: Sequence[Judged], policy: Policy) -> tuple[Question, ...]:
    """Everything that keeps a requirement uncertain, each question once."""
    asked = (
        question
        for one in judged
        if one.status == "uncertain"
        for question in _about(one, Speaker(policy.wording, one))
    )
    unique: dict[tuple[str, str | None, int | None, str], Question] = {}
    for question in (*_kinds(judged, policy), *asked):
        unique.setdefault((question.kind, question.file, question.page, question.text["en"]), question)
    return tuple(unique.values())


def _kinds(judged: Sequence[Judged], policy: Policy) -> Iterator[Question]:
    """What each paper of doubtful kind is: one question a paper, whatever it may serve."""
    places: dict[tuple[str, int], list[tuple[MatchedDocument, Judged]]] = {}
    for one in judged:
        for document in one.pending if one.status == "uncertain" else ():
            place = (document.sha256, document.document.pages[0])
            places.setdefault(place, []).append((document, one))
    for several in places.values():
        yield _which_kind(several[0][0], [one for _, one in several], policy)


def _about(judged: Judged, speaker: Speaker) -> Iterator[Question]:
    if judged.pending:
        return
    doubts = _most_urgent([flaw for flaw in judged.flaws if not flaw.certain])
    yield from (_doubt(flaw, judged, speaker) for flaw in doubts)
    if not doubts:
        key = "question.owed" if judged.owed.applies == "unknown" else "question.gap"
        yield Question("rule", judged.file, None, speaker.wording.say(key, **speaker.facts()), _RULE_OPTIONS)


def _most_urgent(doubts: list[Flaw]) -> list[Flaw]:
    """What a paper is comes first: the rest may not matter once that is said."""
    kind = [flaw for flaw in doubts if _kind(flaw) == "label"]
    return kind[:1] or doubts


def _which_kind(document: MatchedDocument, judged: Sequence[Judged], policy: Policy) -> Question:
    likely = [one.label for one in document.document.alternatives]
    wanted = sorted({label for one in judged for label in one.labels})
    facts = {**Speaker(policy.wording, judged[0]).facts(), "file": document.file}
    text = policy.wording.say("question.kind" if len(judged) == 1 else "question.kinds", **facts)
    options = tuple(dict.fromkeys((*likely, *wanted, "other")))
    return Question("label", document.file, document.document.pages[0], text, options)


def _doubt(flaw: Flaw, judged: Judged, speaker: Speaker) -> Question:
    kind = _kind(flaw)
    file = str(flaw.facts.get("file", judged.file or "")) or None
    field = Term(f"field.{flaw.field}") if flaw.field else Term("fact.field")
    facts = {**speaker.facts(), "field": field, "detail": speaker.detail(flaw)}
    text = speaker.wording.say(f"question.{kind}", **facts)
    return Question(kind, file, flaw.page, text, _options(kind, flaw, judged))


def _kind(flaw: Flaw) -> QuestionKind:
    if flaw.code in _MATCH:
        return "match"
    if flaw.code in _LABEL:
        return "field" if flaw.field else "label"
    return "quality" if flaw.code in ("unreadable", "file_unusable") else "rule"


def _options(kind: QuestionKind, flaw: Flaw, judged: Judged) -> tuple[str, ...]:
    """What can be answered: labels, the value as read, the person or nobody, the status."""
    if kind == "label":
        own = (judged.document.document.label,) if judged.document else ()
        return tuple(dict.fromkeys((*own, *sorted(judged.labels), "other")))
    if kind == "field":
        read = judged.document.document.field(flaw.field) if judged.document and flaw.field else None
        return () if read is None or read.value is None else (_shown(read.value),)
    return (judged.owed.person.id, "none") if kind == "match" else _RULE_OPTIONS


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
