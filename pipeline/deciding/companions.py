"""Papers that come with another one: its other side, its translation, its apostille."""

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


def _beside(document: MatchedDocument, check: Check, scene: Scene) -> tuple[MatchedDocument, ...]:
    if check.rule == "both_sides":
        return other_sides(document, scene.case)
    if check.rule == "translated" and document.language not in check.parameters["languages"]:
        return translations(document, scene.case, check.parameters["languages"])
    if check.rule in ("months_shown", "worked"):
        return papers_of(scene, check.parameters["labels"])
    if check.rule == "authenticated":
        return apostilles(document, scene.case)
    return ()
