"""What the folder's own `score.py` says of each reader's answers, as a table and a plot."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from matplotlib import pyplot as plt

from evaluation.benchmarks.peers.environments import OURS
from evaluation.benchmarks.peers.running import Tally

CONDITIONS: Final = ("clean", "noisy", "photo", "hard")
PAGE_COLUMNS: Final = (
    *(f"CER {condition}" for condition in CONDITIONS),
    "WER",
    "æøå",
    "numbers",
)
ZONE_COLUMNS: Final = ("exact", "proved but wrong", "invented")
WORD_COLUMNS: Final = ("words found", "words right", "with æøå")
COST_COLUMNS: Final = ("CPU s a page", "pages a minute", "MB")
HIGHLIGHT, PLAIN = "#0b6e4f", "#8a8f98"


def figures_of(folder: Path, answers: Path, tally: Tally) -> dict[str, str]:
    """Column → what stands there; only the files that were read count."""
    named = {answer["file"] for answer in tally.answers}
    rows = (folder / "truth.jsonl").read_text("utf-8").splitlines(keepends=True)
    truth = answers.with_name("truth.jsonl")
    truth.write_text("".join(row for row in rows if json.loads(row)["file"] in named), "utf-8")
    command = [sys.executable, str(folder / "score.py"), str(answers), "--json", "--truth", str(truth)]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    pages = len(tally.answers)
    costs = (f"{tally.cpu / pages:.2f}", f"{60 * pages / tally.wall:.0f}", f"{tally.memory:.0f}")
    return quality_of(said) | dict(zip(COST_COLUMNS, costs, strict=True))


def quality_of(said: Mapping[str, Any]) -> dict[str, str]:
    """The figures of a scorer that readers are compared by; which ones, its answer tells."""
    if "sound_specimens" in said:
        cells = (
            f"{said['exact']} of {said['sound_specimens']}",
            said["wrong_but_proved"],
            len(said["invented"]),
        )
        return dict(zip(ZONE_COLUMNS, map(str, cells), strict=True))
    if "all" in said:
        whole = said["all"]
        shares = [said[one]["CER"] for one in CONDITIONS if one in said]
        shares += [whole["WER"], whole["aeoeaa_recall"], whole["number_recall"]]
        return dict(zip(PAGE_COLUMNS, (f"{100 * share[0]:.2f}" for share in shares), strict=True))
    shares = [said["word_recall"], said["word_precision"], said["words_with_æøå_recall"]]
    return dict(zip(WORD_COLUMNS, (f"{100 * share:.1f}" for share in shares), strict=True))


def table_of(rows: Mapping[str, Mapping[str, str]]) -> str:
    """As in `docs/benchmarks.md`."""
    columns = list(next(iter(rows.values())))
    lines = [("reader", *columns), ("---",) * (len(columns) + 1)]
    lines += [(reader, *(row[column] for column in columns)) for reader, row in rows.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def plot(rows: Mapping[str, Mapping[str, str]], into: Path) -> None:
    """Errors by condition, one panel each, and what a page costs beside them; ours is marked."""
    panels = [column for column in (*PAGE_COLUMNS[:4], "CPU s a page") if column in next(iter(rows.values()))]
    readers = list(rows)[::-1]
    figure, axes = plt.subplots(
        1, len(panels), figsize=(2.6 * len(panels), 0.5 * len(rows) + 1.2), sharey=True
    )
    for axis, panel in zip(axes, panels, strict=True):
        bars(axis, readers, [float(rows[reader][panel]) for reader in readers])
        axis.set_title(panel if panel in COST_COLUMNS else f"{panel}, %", fontsize=10)
    figure.tight_layout()
    figure.savefig(into, dpi=110)
    plt.close(figure)


def bars(axis: Any, readers: Sequence[str], values: Sequence[float]) -> None:
    """One panel, each bar with its figure."""
    colours = [HIGHLIGHT if reader == OURS else PLAIN for reader in readers]
    drawn = axis.barh(readers, values, color=colours)
    axis.bar_label(drawn, fmt="%.2g", padding=3, fontsize=9)
    axis.set_xlim(0, 1.25 * max(values))
    axis.set_xticks([])
    axis.spines[["top", "right", "bottom"]].set_visible(False)
