"""How papers are sent: extras, duplicates and older versions among them, bundled or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from pipeline.records import JsonValue
from pipeline.vocabulary import CARDS
from samples.applications.facts import Facts, table
from samples.applications.flaws import UNUSABLE, Case
from samples.applications.planning import Planned, make
from samples.identity.papers import MAKERS

_TYPES: Final = {
    "digital": ("pdf", "application/pdf"),
    "scan": ("pdf", "application/pdf"),
    "photo": ("jpg", "image/jpeg"),
}
_ALWAYS_PAPER: Final = frozenset(MAKERS) | {"photo_portrait"}
_SHEETS: Final = CARDS - {"eu_residence_document", "health_insurance_card", "driving_licence"}


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: the papers in it, how it was made, and what happened to it."""

    name: str
    media_type: str
    way: str
    papers: tuple[Planned, ...]

    @property
    def condition(self) -> str:
        """What happened to the file: that of its only paper."""
        return self.papers[0].condition if len(self.papers) == 1 else "sound"


def _extras(case: Case, draw: Random) -> Iterable[Planned]:
    facts = case.facts
    names = table("noise")["extras"][facts.service]
    # a case without any upload gets no verdict
    least = 0 if case.papers else 1
    for place in range(max(least, draw.choice([0, 0, 1, 1, 2]))):
        paper = make(draw.choice(names), facts.applicant.id, facts, draw)
        yield replace(paper, key=f"extra-{place}:{paper.key}", set_aside="not_needed")
    if facts.service == "dk-cpr-entry" and facts.basis.startswith("eu_") and draw.random() < 0.2:
        yield make("ehic", facts.applicant.id, facts, draw, state=_card_state(facts))


def _card_state(facts: Facts) -> str:
    return facts.applicant.person.state


def _older(case: Case, draw: Random) -> Iterable[Planned]:
    """The lease before it was signed, or the passport before it was renewed; the newer one counts."""
    for paper in case.papers:
        if paper.condition != "sound" or paper.draft or paper.set_aside or draw.random() > 0.12:
            continue
        if paper.recipe in {"lease", "sublease"} and paper.facts.get("signed_landlord") is True:
            yield _superseded(paper, {"signed_landlord": False, "signed_tenant": False})
        elif paper.recipe == "passport" and str(paper.facts["expiry_date"]) > case.facts.received.isoformat():
            received = case.facts.received
            ended = {"issue_date": f"{received.year - 11}-03-04", "expiry_date": f"{received.year - 1}-03-03"}
            yield replace(_superseded(paper, ended))


def _superseded(paper: Planned, changed: Mapping[str, JsonValue]) -> Planned:
    facts = {**paper.facts, **changed}
    return replace(paper, key=f"older:{paper.key}", facts=facts, serves=(), set_aside="superseded")


def _copies(case: Case, draw: Random) -> Iterable[Planned]:
    """A paper sent twice, the same in every letter."""
    for paper in case.papers:
        if paper.condition == "sound" and not paper.set_aside and draw.random() < 0.05:
            yield replace(paper, serves=(), set_aside="duplicate")


def _way(paper: Planned, draw: Random) -> str:
    if paper.condition in UNUSABLE | {"last_page_lost"}:
        return "scan" if paper.label in _ALWAYS_PAPER else "digital"
    if paper.condition in {"unreadable", "cut_off"}:
        return "photo"
    return draw.choice(
        ("scan", "photo", "photo")
        if paper.label in _ALWAYS_PAPER
        else ("digital", "digital", "scan", "photo")
    )


def _bundled(papers: Sequence[Planned], draw: Random) -> list[tuple[Planned, ...]]:
    """Now and then some sound papers come in one file; translations stay behind their originals."""
    sound = [paper for paper in papers if paper.condition == "sound" and not paper.doubtful]
    if len(sound) < 2 or draw.random() > 0.25:
        return [(paper,) for paper in papers]
    count = min(len(sound), draw.choice([2, 2, 3, 4]))
    start = draw.randint(0, len(sound) - count)
    bundle = tuple(sound[start : start + count])
    return [bundle, *((paper,) for paper in papers if not any(paper is one for one in bundle))]


def _named(papers: Sequence[Planned], ending: str, taken: set[str], draw: Random) -> str:
    names = table("noise")["names"].get(papers[0].label, [papers[0].kind.replace("_", " ")])
    stem = draw.choice(table("noise")["odd"] if draw.random() < 0.2 else names)
    stem = "samlet" if len(papers) > 1 and draw.random() < 0.6 else stem
    name, number = stem, 2
    # endings change when a page more comes out than planned: the stem alone must be free
    while name.casefold() in taken:
        name, number = f"{stem} {number}", number + 1
    taken.add(name.casefold())
    return f"{name}.{ending}"


def send(case: Case, draw: Random) -> tuple[Sent, ...]:
    """All files of the case, in no order that means anything."""
    papers = [*case.papers, *_extras(case, draw), *_older(case, draw), *_copies(case, draw)]
    files: list[Sent] = []
    taken: set[str] = set()
    for some in _bundled(papers, draw):
        way = "scan" if len(some) > 1 else _way(some[0], draw)
        pages = sum(printed_pages(paper) for paper in some)
        way = "scan" if way == "photo" and pages > 1 else way
        ending, media_type = _TYPES[way]
        files.append(Sent(_named(some, ending, taken, draw), media_type, way, some))
    draw.shuffle(files)
    return tuple(files)


def printed_pages(paper: Planned) -> int:
    """Pages as planned, before anything was set: two sides of a card, one of all else."""
    return 2 if paper.label in _SHEETS and paper.condition != "front_only" else 1


def sides_of(paper: Planned) -> list[str] | None:
    """The sides of a card that were sent."""
    if paper.label not in _SHEETS:
        return None
    return ["front"] if paper.condition == "front_only" else ["front", "back"]
