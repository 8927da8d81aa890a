"""Hands out training pictures in small random portions."""

import numpy as np


class Batches:
    """Deals out the rows of X, shape (pictures, pixels), with their labels y, in random order.

    Every row is dealt once before the deck is shuffled again.
    """

    def __init__(self, X, y, seed=0):
        self.X, self.y = X, y
        self.rng = np.random.default_rng(seed)
        self.deck = np.array([], dtype=int)

    def next_batch(self, batch_size):
        """The next `batch_size` pictures and their labels: X_batch, y_batch."""
        while len(self.deck) < batch_size:
            self.deck = np.concatenate([self.deck, self.rng.permutation(len(self.X))])
        dealt, self.deck = np.split(self.deck, [batch_size])
        return self.X[dealt], self.y[dealt]
