"""Our label model beside two others on the same texts: what each gets right, gets surely wrong, and leaves.

python -m evaluation.benchmarks.label_peers CACHE [MODEL]

All three learn from the same rows and are judged on the same captured papers. `paperless-ngx`: its automatic
matching as its documentation describes it, words and pairs of words counted (in at least 1 % of texts) for a
multi-layer perceptron of scikit-learn, which always answers. `tf-idf`: words, logistic regression, and an
answer from 0.8 on.
"""

import argparse
import re
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from evaluation.benchmarks.intervals import share
from models.dataset import Row, lifelike
from models.evaluating import outcomes_of
from models.registry import SHIPPED
from models.training import Recipe, Workshop, recipe_of
from pipeline.classifying import load_label_model
from pipeline.versions import champion_folder
from pipeline.vocabulary import UNKNOWN

SURE: Final = 0.8
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def paperless() -> Any:
    """The method of paperless-ngx, from its description."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline

    counts = CountVectorizer(analyzer="word", ngram_range=(1, 2), min_df=0.01)
    return make_pipeline(counts, MLPClassifier(tol=0.01, random_state=0))


def tf_idf() -> Any:
    """What a data scientist would try first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(TfidfVectorizer(min_df=3, sublinear_tf=True), LogisticRegression(C=40, max_iter=200))


def text_of(row: Row) -> str:
    """The words of a row, letters only, as both peers clean them."""
    return " ".join(_LETTERS.findall(row.traits.words))


def line(name: str, right: Sequence[bool], named: Sequence[bool], likeliest_right: Sequence[bool]) -> str:
    """One method's shares, each with its 95 % interval."""
    count = len(right)
    rightly = sum(a and b for a, b in zip(right, named, strict=True))
    wrongly = sum(b and not a for a, b in zip(right, named, strict=True))
    return (
        f"{name:14}  likeliest right {share(sum(likeliest_right), count)}  "
        f"named rightly {share(rightly, count)}  wrongly {share(wrongly, count)}  "
        f"left {share(count - rightly - wrongly, count)}"
    )


def judged(name: str, method: Any, learnt: Sequence[Row], test: Sequence[Row], floor: float) -> str:
    """A peer, fitted and judged; below `floor` it leaves the paper to a person."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rounds that were not enough
        method.fit([text_of(row) for row in learnt], [row.label for row in learnt])
    given = method.predict_proba([text_of(row) for row in test])
    said = method.classes_[given.argmax(axis=1)]
    right = [str(label) == row.label for label, row in zip(said, test, strict=True)]
    return line(name, right, np.asarray(given.max(axis=1) >= floor).tolist(), right)


def compare(cache: Path, folder: Path) -> str:
    """A line a method, on the captured test papers of the model's recipe."""
    recipe, workshop = recipe_of(folder), Workshop(cache, lambda *_: None)
    learnt, test = trial_rows(recipe, workshop)
    own = outcomes_of(load_label_model(folder), test)
    lines = [
        f"n = {len(test)} captured papers of families never learnt from; learnt from {len(learnt)} rows",
        line("Sagsklar", (~own.wrong).tolist(), own.named.tolist(), own.right.tolist()),
        judged("paperless-ngx", paperless(), learnt, test, 0.0),
        judged("tf-idf", tf_idf(), learnt, test, SURE),
    ]
    return "\n".join(lines)


def trial_rows(recipe: Recipe, workshop: Workshop) -> tuple[list[Row], list[Row]]:
    """What the methods learn from, and what they are judged by."""
    test = [row for row in lifelike(workshop.rows(recipe.test)) if row.label != UNKNOWN]
    return workshop.rows(recipe.train), test


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    parser.add_argument("model", type=Path, nargs="?", default=champion_folder(SHIPPED))
    asked = parser.parse_args()
    sys.stdout.write(compare(asked.cache, asked.model) + "\n")
