"""Shares as they are told: with their size and a 95 % interval."""

from scipy.stats import binomtest


def share(count: int, size: int) -> str:
    """`count` of `size`, in percent, with the interval of Clopper and Pearson (1934)."""
    if not size:
        return "none to count"
    low, high = binomtest(count, size).proportion_ci()
    return f"{count} of {size}, {count / size:.1%} [{low:.1%}, {high:.1%}]"
