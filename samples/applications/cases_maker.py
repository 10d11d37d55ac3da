"""Makes the committed sample cases from their scenes: `python -m samples.applications.cases_maker [FOLDER]`.

The same scenes give the same cases; what is expected of each follows from its facts (`expectations.py`).
"""

import shutil
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from samples.applications.application import EXPECTED, write_json
from samples.applications.expectations import Sent, expected
from samples.applications.scenes import Paper, Scene, scenes
from samples.captures import capture
from samples.chance import chance
from samples.content import Content
from samples.document import SampleFile, Typeset
from samples.generator import set_content
from samples.identity.papers import MAKERS, make_identity
from samples.looks.families import family
from samples.people.persons import Person
from samples.people.places import DENMARK
from samples.writing.content_files import kinds
from samples.writing.content_maker import HOMES, make_content, people
from samples.writing.values import Setting

CASES: Final = Path(__file__).parents[1] / "cases"
_CAPTURE_WORDS: Final = {
    "scan_jpeg": "scan",
    "photo_heic": "photo",
    "photo_poor": "photo",
    "photo_unreadable": "photo",
}


def _person(scene: Scene, raw: dict[str, Any]) -> Person:
    native = scene.native.get(raw["id"], {})
    return Person(
        surname=raw["surname"],
        given_names=raw["given_names"],
        birth_date=date.fromisoformat(raw["birth_date"]),
        sex=raw["sex"],
        state=raw["nationality"],
        birth_place=scene.places.get(raw["id"], ""),
        cpr="",
        native_surname=native.get("surname", ""),
        native_given=native.get("given_names", ""),
        family_first=bool(native),
    )


def _printed_in(paper: Paper, draw: Random) -> str:
    """The state that a paper is from: as the scene says, else one that writes its language."""
    return paper.state or draw.choice(HOMES.get(paper.language, (DENMARK,)))


def _cast(scene: Scene, paper: Paper, state: str, draw: Random) -> dict[str, Person]:
    """Who appears on the paper: the profile's persons in their parts, everybody else invented."""
    known = {raw["id"]: _person(scene, raw) for raw in scene.profile["persons"]}
    couple = [known[role] for role in ("applicant", "spouse") if role in known]
    cast = people(state, "train", draw)
    cast |= {"subject": known[paper.subject or "applicant"], "partner": couple[-1]}
    cast |= {"child": known["child-1"]} if "child-1" in known else {}
    cast |= {"father" if one.sex == "M" else "mother": one for one in couple}
    return cast


def _content(scene: Scene, paper: Paper, draw: Random) -> Content:
    today = paper.day or scene.received - timedelta(days=14)
    state = _printed_in(paper, draw)
    setting = Setting(paper.language, "train", today, _cast(scene, paper, state, draw), draw, state)
    if paper.label in MAKERS:
        return make_identity(
            paper.label, paper.state or setting.people["subject"].state, setting, paper.facts
        )
    kind = next(one for one in kinds()[paper.label] if one.name == (paper.kind or paper.label))
    return make_content(kind, setting, paper.facts)


def print_paper(scene: Scene, paper: Paper) -> Typeset:
    """The paper as it left the printer."""
    draw = chance("scene", scene.name, paper.file, paper.draw)
    content = _content(scene, paper, draw)
    look = family(paper.sheet or content.sheets[0], paper.family)
    return set_content(content, look, "train", chance("scene", scene.name, paper.file, "looks"))


def make_file(scene: Scene, paper: Paper) -> SampleFile:
    """The paper as the citizen sends it."""
    draw = chance("scene", scene.name, paper.file, "capture")
    made = capture([print_paper(scene, paper)], paper.capture, draw, paper.look)
    if Path(made.name).suffix != Path(paper.file).suffix:
        raise ValueError(
            f"{scene.name}: {paper.file} came out as {made.media_type}, {len(made.truth.pages)} pages"
        )
    return replace(made, name=paper.file)


def _about(document: SampleFile, paper: Paper) -> dict[str, Any]:
    truth = document.truth
    return {
        "file": document.name,
        "media_type": document.media_type,
        "pages": len(truth.pages),
        "turn": [page.turn for page in truth.pages],
        "readable": document.capture.readable,
        "capture": _CAPTURE_WORDS.get(paper.capture, paper.capture),
    }


def make_case(scene: Scene, folder: Path) -> None:
    """Write one case folder anew: profile, uploads, and what is expected."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    known = []
    for paper in scene.papers:
        document = make_file(scene, paper)
        (folder / document.name).write_bytes(document.content)
        known.append((Sent(paper, document.truth.fields), _about(document, paper)))
    write_json(folder / "profile.json", scene.profile)
    write_json(folder / EXPECTED, expected(scene, known))


def main() -> None:
    """Make all cases, or those whose scene's name starts with an argument."""
    wanted = tuple(sys.argv[1:])
    for scene in scenes():
        if not wanted or scene.name.startswith(wanted):
            make_case(scene, CASES / scene.name)
            sys.stderr.write(f"{scene.name}\n")


if __name__ == "__main__":
    main()
