"""Counts what `labels` answered about a generated folder: named rightly, wrongly, left to a person.

python -m evaluation.benchmarks.label_figures WORLD ANSWERS.jsonl [ANSWERS.jsonl …]

Of files that hold one document which a person could read; the commonest confusions follow.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pipeline.exchange import is_accepted
from pipeline.vocabulary import UNKNOWN
from samples.world import lines_of


def labels_of(world: Path) -> dict[str, str]:
    """File → label, of readable files with one document."""
    return {
        line["file"]: line["documents"][0]["label"]
        for line in lines_of(world)
        if len(line["documents"]) == 1 and line["capture"]["readable"]
    }


def answers_of(file: Path) -> dict[str, str]:
    """File → the label that was accepted."""
    answers = map(json.loads, file.read_text("utf-8").splitlines())
    return {answer["file"]: answer["label"] if is_accepted(answer) else UNKNOWN for answer in answers}


def figures(truth: Mapping[str, str], named: Mapping[str, str]) -> str:
    """One line of shares and one of confusions. Raises KeyError for a file without an answer."""
    pairs = Counter((label, named[file]) for file, label in truth.items())
    right = sum(count for (label, said), count in pairs.items() if said == label)
    left = sum(count for (_, said), count in pairs.items() if said == UNKNOWN)
    wrong = Counter({pair: count for pair, count in pairs.items() if pair[1] not in (UNKNOWN, pair[0])})
    shares = ", ".join(
        f"{what} {count} ({count / len(truth):.1%})"
        for what, count in (("rightly", right), ("wrongly", wrong.total()), ("left to a person", left))
    )
    confused = ", ".join(f"{label} as {said} {count}" for (label, said), count in wrong.most_common(8))
    return f"n = {len(truth)}: {shares}\n  {confused or 'none confused'}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("answers", type=Path, nargs="+")
    asked = parser.parse_args()
    known = labels_of(asked.world)
    for one in asked.answers:
        sys.stdout.write(f"{one.stem}  {figures(known, answers_of(one))}\n")
