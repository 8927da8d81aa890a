"""Your Inputs are made once, outside the function, so all graphs share them and every consumer
that was ever added speaks up on the way back. Make new nodes in each call.

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
    x, y, W1, b1, W2, b2 = _NODES
    f = CrossEntropyWithSoftmax(Linear(Sigmoid(Linear(x, W1, b1)), W2, b2), y)
    return x, y, [W1, b1, W2, b2], f


_NODES = [Input() for i in range(6)]


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
    for i in range(num_steps):
        X_batch, y_batch = data.next_batch(batch_size)
        loss = sgd_step(f, weights, {x: X_batch, y: y_batch}, step_size)
        losses.append(loss)
    return losses
