"""Reads the same files with our reader and with other makers', in one run; says how well and at what cost.

python -m evaluation.benchmarks.peers FOLDER OUT [--readers NAMES] [--suffix .pdf] [--every N]

FOLDER holds `truth.jsonl` and `score.py`. OUT gets the answers, `table.md` and, for pages, `plot.png`.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from evaluation.benchmarks.peers.environments import interpreter_of
from evaluation.benchmarks.peers.running import take_turns
from evaluation.benchmarks.peers.scoring import PAGE_COLUMNS, figures_of, plot, table_of

PAGE_READERS: Final = "sagsklar,pytesseract,ocrmypdf,rapidocr,kreuzberg"
ENVIRONMENTS: Final = Path(".sagsklar/peers")


def compare(
    folder: Path, out: Path, readers: Sequence[str], files: Sequence[Path], environments: Path
) -> str:
    """The table, which is also written beside the answers."""
    out.mkdir(parents=True, exist_ok=True)
    tallies = take_turns(files, {reader: interpreter_of(reader, environments) for reader in readers})
    rows = {}
    for reader, tally in tallies.items():
        answers = out / f"{reader}.jsonl"
        answers.write_text(
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in tally.answers), "utf-8"
        )
        rows[reader] = figures_of(folder, answers, tally)
    table = f"{len(files)} files\n\n{table_of(rows)}"
    (out / "table.md").write_text(table, "utf-8")
    if PAGE_COLUMNS[0] in rows[readers[0]]:
        plot(rows, out / "plot.png")
    return table


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--readers", default=PAGE_READERS)
    parser.add_argument("--suffix", default="", help="only files whose names end so")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--environments", type=Path, default=ENVIRONMENTS)
    given = parser.parse_args()
    named = [
        json.loads(line)["file"] for line in (given.folder / "truth.jsonl").read_text("utf-8").splitlines()
    ]
    files = [given.folder.resolve() / name for name in sorted(named) if name.endswith(given.suffix)][
        :: given.every
    ]
    sys.stdout.write(compare(given.folder, given.out, given.readers.split(","), files, given.environments))


if __name__ == "__main__":
    main()
