"""Reference for training: the first weights, the graph, one step downhill, and many."""

import numpy as np

from assignments.miniflow.graph import value_and_grad
from assignments.miniflow.nodes import Input
from reference.miniflow.cross_entropy_with_softmax.solution import CrossEntropyWithSoftmax
from reference.miniflow.linear.solution import Linear
from reference.miniflow.sigmoid.solution import Sigmoid


def initialize_weights(num_features, num_hidden, num_classes):
    """Arrays to start from: W1 (features, hidden), b1 (hidden,), W2 (hidden, classes), b2 (classes,).

    Returns the four in this order. W1 is random: no two columns may be alike.
    """
    ### BEGIN SOLUTION
    W1 = np.random.normal(size=(num_features, num_hidden)) / np.sqrt(num_features)
    W2 = np.random.normal(size=(num_hidden, num_classes)) / np.sqrt(num_hidden)
    return W1, np.zeros(num_hidden), W2, np.zeros(num_classes)
    ### END SOLUTION


def define_architecture():
    """A new graph: Linear, Sigmoid, Linear, CrossEntropyWithSoftmax, one on top of the other.

    Returns x, y, wrt, f: the Input nodes of pictures and labels, the list of the four Input nodes
    W1, b1, W2, b2, and the loss node.
    """
    ### BEGIN SOLUTION
    x, y, W1, b1, W2, b2 = (Input() for _ in range(6))
    hidden = Sigmoid(Linear(x, W1, b1))
    f = CrossEntropyWithSoftmax(Linear(hidden, W2, b2), y)
    return x, y, [W1, b1, W2, b2], f
    ### END SOLUTION


def sgd_step(f, weights, batch, step_size):
    """One step downhill on one batch. Returns the loss as it was before the step.

    `weights` and `batch` are dicts from Input nodes to arrays. Afterwards `weights` holds the
    moved arrays; `batch` holds what it held.
    """
    ### BEGIN SOLUTION
    loss, grads = value_and_grad(f, {**batch, **weights}, list(weights))
    for node, grad in zip(weights, grads):
        weights[node] = weights[node] - step_size * grad
    return loss
    ### END SOLUTION


def train(network, weights, data, step_size, batch_size, num_steps):
    """Take `num_steps` steps, each on a new batch. Returns the list of their losses.

    `network` is what `define_architecture` returns, `weights` the dict that the steps change, and
    `data.next_batch(batch_size)` gives pictures and labels.
    """
    ### BEGIN SOLUTION
    x, y, _, f = network
    losses = []
    for _ in range(num_steps):
        pictures, labels = data.next_batch(batch_size)
        losses.append(sgd_step(f, weights, {x: pictures, y: labels}, step_size))
    return losses
    ### END SOLUTION
