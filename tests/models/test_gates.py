import numpy as np
import pytest

from models.gates import worse

BOUND = 3.4


@pytest.mark.parametrize(
    ("differences", "lost"),
    [
        ([-1.0] * 7, True),  # every row of a label
        ([-1.0] * 6 + [0.0], True),
        ([-1.0] * 2, False),  # too few to tell
        ([0.0] * 40, False),
        ([-1.0] * 2 + [0.0] * 200, False),  # chance
        ([-1.0] * 30 + [0.0] * 170, True),
        ([1.0] * 30, False),
    ],
)
def test_given_paired_differences_then_only_a_loss_beyond_chance_is_worse(differences, lost):
    assert worse(np.array(differences), BOUND) is lost
