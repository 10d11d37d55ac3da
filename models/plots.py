"""Plots of an evaluation as SVG: what confidence is worth, what a floor costs, who is served worse."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.evaluating import Outcomes, groups_of
from models.risk import interval

INK: Final = "#1b4b7a"
PALE: Final = "#9db8d2"
WARN: Final = "#b5402f"
_BINS: Final = 10
_FEWEST: Final = 10
"""Rows of a group that is drawn."""


def drawn(figure: Any) -> str:
    """The figure as an SVG element that takes the width it is given; text stays text."""
    from matplotlib import pyplot as plt

    out = io.StringIO()
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "sagsklar"}):
        figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    return out.getvalue()[out.getvalue().index("<svg") :]


def axes(width: float = 5.0, height: float = 3.6) -> tuple[Any, Any]:
    """An empty plot without a box around it."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, plot = plt.subplots(figsize=(width, height))
    plot.spines[["top", "right"]].set_visible(False)
    return figure, plot


def note(plot: Any, text: str, at: tuple[float, float], *, middle: bool = False) -> None:
    """A few signs just above a point."""
    side = "center" if middle else "left"
    plot.annotate(text, at, textcoords="offset points", xytext=(0, 4), ha=side, fontsize=8)


def reliability(own: Outcomes) -> str:
    """Share right against confidence, with 95 % intervals; on the diagonal a model means what it says."""
    figure, plot = axes()
    confidence, right = own.answers.confidence, own.right
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    plot.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1)
    for place in sorted(set(bins.tolist())):
        mine = bins == place
        low, high = interval(int(right[mine].sum()), int(mine.sum()))
        at = float(confidence[mine].mean())
        plot.plot([at, at], [low, high], color=PALE, linewidth=3)
        plot.plot([at], [float(right[mine].mean())], "o", color=INK)
        plot.annotate(
            f"{int(mine.sum())}",
            (at, high),
            textcoords="offset points",
            xytext=(0, 3),
            ha="center",
            fontsize=7,
        )
    plot.set(xlabel="confidence", ylabel="share right (numbers: papers)", xlim=(0, 1.02), ylim=(0, 1.06))
    return drawn(figure)


def risk_coverage(models: Mapping[str, Outcomes], target: float) -> str:
    """Of the papers named, the share that is wrong, against how many are named as the floor falls."""
    figure, plot = axes()
    for (name, own), color in zip(models.items(), (INK, WARN), strict=False):
        order = np.argsort(-own.answers.confidence, kind="stable")
        named = np.arange(1, len(order) + 1)
        plot.plot(named / len(order), np.cumsum(~own.right[order]) / named, color=color, label=name)
        share = float(own.named.mean())
        plot.plot([share], [float(own.wrong.sum() / max(1, own.named.sum()))], "o", color=color)
    plot.axhline(target, color="#888888", linewidth=1, linestyle="--")
    plot.annotate(
        f"target {target:.1%}", (0.01, target), textcoords="offset points", xytext=(0, 3), fontsize=8
    )
    plot.set(xlabel="share named (dot: with today's floors)", ylabel="of these wrong", xlim=(0, 1.01))
    plot.set_ylim(bottom=0)
    plot.legend(frameon=False, fontsize=8)
    return drawn(figure)


def learning_curve(points: Sequence[tuple[int, float]]) -> str:
    """Accuracy on papers never seen, against how many rows were learnt from."""
    figure, plot = axes()
    plot.plot([rows for rows, _ in points], [share for _, share in points], "o-", color=INK)
    for rows, share in points:
        plot.annotate(
            f"{share:.1%}", (rows, share), textcoords="offset points", xytext=(0, 6), ha="center", fontsize=8
        )
    plot.set(xlabel="rows learnt from", ylabel="accuracy", xlim=(0, points[-1][0] * 1.08))
    plot.margins(y=0.25)
    plot.locator_params(axis="x", nbins=5)
    return drawn(figure)


def groups(own: Outcomes, sort: str) -> str:
    """Accuracy and 95 % interval of each group of a sort (`language`, `script`, `state`, `way`)."""
    found = {
        name.removeprefix(f"{sort} "): members
        for name, members in groups_of(own.rows).items()
        if name.startswith(f"{sort} ") and int(members.sum()) >= _FEWEST
    }
    figure, plot = axes(5.0, 0.5 + 0.24 * max(2, len(found)))
    whole = float(own.right.mean()) if len(own.right) else 0.0
    plot.axvline(whole, color="#bbbbbb", linewidth=1)
    by_share = sorted(found, key=lambda name: float(own.right[found[name]].mean()))
    for place, name in enumerate(by_share):
        mine = own.right[found[name]]
        low, high = interval(int(mine.sum()), len(mine))
        color = INK if high >= whole else WARN
        plot.plot([low, high], [place, place], color=color, linewidth=2, alpha=0.45)
        plot.plot([float(mine.mean())], [place], "o", color=color, markersize=4)
    plot.set_yticks(
        range(len(by_share)), [f"{name} ({int(found[name].sum())})" for name in by_share], fontsize=8
    )
    plot.set(xlabel="accuracy; line: all", xlim=(0, 1.01))
    return drawn(figure)
