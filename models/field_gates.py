"""May a field model take the champion's place? Not where a field of any label gets worse beyond chance.

Both answered for the same papers, so differences are paired; chance is judged over all gates together
(Bonferroni), as for labels: of three hundred looks some find something by luck.
"""

from collections.abc import Iterator, Sequence
from statistics import NormalDist

import numpy as np

from models.field_exam import Answer, by_cell
from models.gates import CHANCE, Gate, worse


def field_gates(own: Sequence[Answer], champion: Sequence[Answer]) -> tuple[Gate, ...]:
    """Gates over all fields, over what is used without a person, and one for each field of each label.

    Raises ValueError where the two did not answer for the same fields of the same papers.
    """
    pairs = list(zip(own, champion, strict=True))
    if any((a.paper, a.field) != (b.paper, b.field) for a, b in pairs):
        raise ValueError("the answers are to other papers")
    return tuple(_gates(own, champion))


def _gates(own: Sequence[Answer], champion: Sequence[Answer]) -> Iterator[Gate]:
    cells = {"all fields": (own, champion)} | {
        f"{label} {field}": (some, before)
        for ((label, field), some), before in zip(
            by_cell(own).items(), by_cell(champion).values(), strict=True
        )
    }
    bound = -NormalDist().inv_cdf(CHANCE / (len(cells) + 1))
    harm = _numbers([one.used and not one.right for one in own]) - _numbers(
        [one.used and not one.right for one in champion]
    )
    said = f"{harm.mean():+.2%} of {len(harm)} used though wrong"
    yield Gate("no more used wrongly: all fields", not worse(-harm, bound), said)
    for name, (some, before) in cells.items():
        gain = _numbers([one.right for one in some]) - _numbers([one.right for one in before])
        gained, lost = int((gain > 0).sum()), int((gain < 0).sum())
        yield Gate(f"no loss: {name}", not worse(gain, bound), f"{gained} gained, {lost} lost of {len(gain)}")


def _numbers(flags: Sequence[bool]) -> np.ndarray:
    return np.array(flags, float)
