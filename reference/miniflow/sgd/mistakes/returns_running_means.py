"""Your list holds averages over all the steps so far. Return each step's own loss.

Caught-by: whole_step
"""

import numpy as np

from assignments.miniflow.graph import value_and_grad
from assignments.miniflow.nodes import Input
from reference.miniflow.cross_entropy_with_softmax.solution import CrossEntropyWithSoftmax
from reference.miniflow.linear.solution import Linear
from reference.miniflow.sigmoid.solution import Sigmoid


def initialize_weights(num_features, num_hidden, num_classes):
    W1 = np.random.randn(num_features, num_hidden) / np.sqrt(num_features)
    b1 = np.zeros(num_hidden)
    W2 = np.random.randn(num_hidden, num_classes) / np.sqrt(num_hidden)
    b2 = np.zeros(num_classes)
    return W1, b1, W2, b2


def define_architecture():
    x, y, *wrt = (Input() for _ in range(6))
    W1, b1, W2, b2 = wrt
    l1 = Linear(x, W1, b1)
    s1 = Sigmoid(l1)
    l2 = Linear(s1, W2, b2)
    f = CrossEntropyWithSoftmax(l2, y)
    return x, y, wrt, f


def sgd_step(f, weights, batch, step_size):
    feed = dict(batch)
    feed.update(weights)
    nodes = list(weights.keys())
    loss, grads = value_and_grad(f, feed, nodes)
    for n, g in zip(nodes, grads):
        weights[n] = weights[n] - step_size * g
    return loss


def train(network, weights, data, step_size, batch_size, num_steps):
    x, y, wrt, f = network
    losses = []
    for _ in range(num_steps):
        X, t = data.next_batch(batch_size)
        losses.append(sgd_step(f, weights, {x: X, y: t}, step_size))
    return np.cumsum(losses) / np.arange(1, num_steps + 1)
