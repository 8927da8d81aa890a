"""square and mean as functions."""

import torch as t


def loss_function(expected_outputs, actual_outputs):
    return t.mean(t.square(expected_outputs - actual_outputs))
