"""Papers that come with another one: its other side, translation, apostille, what explains its name."""

from collections.abc import Iterable

from pipeline.deciding.policy import Check
from pipeline.deciding.rules.flaws import Scene
from pipeline.deciding.rules.papers import apostilles, other_sides, translations
from pipeline.deciding.rules.work import papers_of
from pipeline.records import MatchedDocument


def companions(
    document: MatchedDocument, checks: Iterable[Check], scene: Scene
) -> tuple[MatchedDocument, ...]:
    """The papers by which a document passes its checks, each once."""
    beside = (one for check in checks for one in _beside(document, check, scene))
    return tuple({id(one): one for one in beside}.values())


def key(document: MatchedDocument) -> tuple[str, tuple[int, ...]]:
    """What names a document within its case."""
    return document.sha256, document.document.pages


def _beside(document: MatchedDocument, check: Check, scene: Scene) -> tuple[MatchedDocument, ...]:
    if check.rule == "belongs_to" and document.name_by:
        return tuple(one for one in scene.case.documents if key(one) == document.name_by)
    if check.rule == "both_sides":
        return other_sides(document, scene.case)
    if check.rule == "translated" and document.language not in check.parameters["languages"]:
        return translations(document, scene.case, check.parameters["languages"])
    if check.rule in ("months_shown", "worked"):
        return papers_of(scene, check.parameters["labels"])
    if check.rule == "authenticated":
        return apostilles(document, scene.case)
    return ()
