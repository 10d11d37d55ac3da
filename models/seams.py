"""Fits what each hint between two pages weighs: generated bundles, read for real, whose seams are known.

    python -m models.seams [--count N] [--scanned N] [--seed S] [--workers N]

Papers are of the calibration families, which no label model has seen. Most generated papers have one page,
and most uploads of several pages are one paper; so papers with enough lines are laid over two or three pages
as a printer would. The weights go to `pipeline/classifying/seam.json`; told is how many seams and bundles are
right when each tenth of the bundles is judged by the nine others.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from random import Random
from typing import Final

import numpy as np

from models.dataset import reading_of
from pipeline.classifying import LabelModel
from pipeline.classifying.documents import sheet_of
from pipeline.classifying.seams import WEIGHTS, hints
from pipeline.classifying.sheets import Sheet
from pipeline.classifying.splitting import by_rule
from pipeline.equip import label_model
from pipeline.errors import UploadError
from pipeline.page_counts import counted
from pipeline.records import Box, ReadPage, Word
from samples.chance import chance
from samples.generator import make_file

SPLIT: Final = "calibration"
LAID_OUT: Final = 0.6
"""Share of the papers with enough words that are laid over several pages."""
ENOUGH_LINES: Final = 12
TOP_MARGIN: Final = 0.07
BOTTOM_MARGIN: Final = (0.82, 0.97)
FOLDS: Final = 10


@dataclass(frozen=True, slots=True)
class Stream:
    """Pages in order, and the numbers of those that open a document."""

    sheets: tuple[Sheet, ...]
    firsts: frozenset[int]


@cache
def model() -> LabelModel:
    """The model that serves, once a process."""
    return label_model()


def stream(index: int, seed: int, way: str | None) -> Stream | None:
    """A bundle, some of its papers laid over several pages; None where it could not be opened."""
    file = make_file(seed, index, SPLIT, several=True, way=way)
    try:
        pages = {page.page.number: page for page in reading_of(file).pages}
    except UploadError:
        return None
    draw = chance("seams", seed, index, way or "any")
    sheets: list[Sheet] = []
    firsts = set()
    for truth in file.documents:
        own = [pages[page.number] for page in truth.pages if page.number in pages]
        firsts.add(len(sheets) + 1)
        for page in laid_out(own, draw):
            numbered = replace(page, page=replace(page.page, number=len(sheets) + 1))
            sheets.append(sheet_of(numbered, model()))
    return Stream(tuple(sheets), frozenset(firsts))


def laid_out(pages: Sequence[ReadPage], draw: Random) -> list[ReadPage]:
    """A paper as it is, or, when it is one page of many lines, over two or three."""
    if len(pages) != 1 or counted(pages[0].text) or len(pages[0].lines) < ENOUGH_LINES:
        return list(pages)
    if draw.random() > LAID_OUT:
        return list(pages)
    lines = pages[0].lines
    cuts = sorted(draw.sample(range(4, len(lines) - 3), draw.choice((1, 1, 2))))
    parts = [lines[start:end] for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    laid = []
    for place, part in enumerate(parts):
        end = None if place == len(cuts) else draw.uniform(*BOTTOM_MARGIN)
        laid.append(replace(pages[0], words=moved(part, None if place == 0 else TOP_MARGIN, end), mrz=None))
    return laid


def moved(lines: Sequence[Sequence[Word]], begin: float | None, end: float | None) -> tuple[Word, ...]:
    """The lines from `begin` down to `end`, where they are given."""
    words = [word for line in lines for word in line]
    top, bottom = min(word.box.y0 for word in words), max(word.box.y1 for word in words)
    start = top if begin is None else begin
    stretch = 1.0 if end is None else (end - start) / max(bottom - top, 1e-6)

    def shifted(box: Box) -> Box:
        y0 = start + (box.y0 - top) * stretch
        return Box(box.x0, y0, box.x1, min(1.0, y0 + box.y1 - box.y0))

    return tuple(replace(word, box=shifted(word.box)) for word in words)


def seams(one: Stream) -> Iterator[tuple[dict[str, float], bool]]:
    """The hints of each seam that no rule decides, and whether a document begins there."""
    opened: list[Sheet] = []
    for sheet in one.sheets:
        begins = sheet.number in one.firsts
        if opened and by_rule(sheet, opened) is None:
            yield hints(sheet, opened), begins
        opened = [sheet] if begins else [*opened, sheet]


def fitted(streams: Sequence[Stream]) -> tuple[dict[str, float], str]:
    """The weights, and how good they are on bundles that took no part."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = [(place, *seam) for place, one in enumerate(streams) for seam in seams(one)]
    names = list(rows[0][1])
    groups = np.array([place for place, _, _ in rows])
    table = np.array([list(found.values()) for _, found, _ in rows])
    begins = np.array([opens for _, _, opens in rows])
    weigher = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=5000))
    said = cross_val_predict(weigher, table, begins, groups=groups, cv=GroupKFold(FOLDS))
    wrong = said != begins
    spoilt = len(set(groups[wrong].tolist()))
    scaler, regression = (step for _, step in weigher.fit(table, begins).steps)
    per_unit = regression.coef_[0] / scaler.scale_
    base = float(regression.intercept_[0] - per_unit @ scaler.mean_)
    told = f"{len(rows)} seams, {wrong.sum()} wrong; {len(streams)} bundles, {spoilt} not cut right\n"
    return {"begins": round(base, 3), **dict(zip(names, per_unit.round(3).tolist(), strict=True))}, told


def main() -> None:
    """Makes the bundles, fits, writes the weights and tells how good they are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=150, help="digital bundles")
    parser.add_argument("--scanned", type=int, default=40, help="bundles that are scanned and read")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    with ProcessPoolExecutor(chosen.workers) as pool:
        digital = pool.map(partial(stream, seed=chosen.seed, way="digital"), range(chosen.count))
        scanned = pool.map(partial(stream, seed=chosen.seed, way="scan"), range(chosen.scanned))
        streams = [one for one in (*digital, *scanned) if one]
    weights, told = fitted(streams)
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
