"""Whether a pile of masks looks like independent throws of one coin: exact and large-sample tests.

Every test is two-sided, at a level at which a right answer fails less than once in a hundred
million submissions. Masks have the shape (passes, rows, columns); True is a unit that stayed, and
there are some of either kind.
"""

import numpy as np
from scipy import stats

LEVEL = 1e-9  # of the exact test and of the counts
REACH = 6.1  # in standard deviations: the same level for what is nearly normal


def has_rate(masks, rate):
    """Whether the number of units that stayed is likely (exact binomial test).

    Units that share a coin are for `related`: where passes, rows or columns do, it is their means
    that must lie about the rate, and a mask that comes again counts once.
    """
    if stats.binomtest(int(masks.sum()), masks.size, rate).pvalue >= LEVEL:
        return True
    masks = different(masks)
    return any(_lie_about(masks.mean(axis=axes).ravel(), rate) for axes in ((1, 2), (2,), (1,)))


def different(masks):
    """The masks without those that came before."""
    return np.array(list({mask.tobytes(): mask for mask in masks}.values()))


def _lie_about(means, rate):
    spread = means.std(ddof=1) if len(means) > 1 else 0.0
    return abs(means.mean() - rate) <= REACH * spread / np.sqrt(len(means))


def related(masks):
    """What tells of what: the name of two neighbours that are correlated, or None."""
    rate = masks.mean()
    centred = masks - rate
    neighbours = {
        "units next to each other in a row": centred[:, :, 1:] * centred[:, :, :-1],
        "units below each other in a column": centred[:, 1:] * centred[:, :-1],
        "the same unit in two passes": centred[1:] * centred[:-1],
    }
    for name, products in neighbours.items():
        z = products.sum() / (rate * (1 - rate) * np.sqrt(products.size))
        if abs(z) >= REACH:
            return name
    return None


def uneven(masks):
    """Where the counts vary too much or too little for throws of one coin, or None.

    The sum of squared standard scores of binomial counts is nearly chi-square distributed, with a
    degree of freedom less than there are counts, since the rate is that of the masks themselves.
    """
    rate = masks.mean()
    for axes, name in (((1, 2), "pass"), ((2,), "row"), ((1,), "column")):
        counts = masks.sum(axis=axes).ravel()
        units = masks.size // counts.size
        score = np.sum((counts - units * rate) ** 2) / (units * rate * (1 - rate))
        freedom = counts.size - 1
        tail = min(stats.chi2.cdf(score, freedom), stats.chi2.sf(score, freedom))
        if 2 * tail < LEVEL:
            return name
    return None
