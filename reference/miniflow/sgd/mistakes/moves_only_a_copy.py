"""Your step changes the dict that you made for `value_and_grad`, and leaves `weights` as it was.

Caught-by: step
"""

import numpy as np

from assignments.miniflow.graph import value_and_grad
from assignments.miniflow.nodes import Input
from reference.miniflow.cross_entropy_with_softmax.solution import CrossEntropyWithSoftmax
from reference.miniflow.linear.solution import Linear
from reference.miniflow.sigmoid.solution import Sigmoid


def initialize_weights(num_features, num_hidden, num_classes):
    W1 = np.random.randn(num_features, num_hidden) * 0.1
    b1 = np.zeros(num_hidden)
    W2 = np.random.randn(num_hidden, num_classes) * 0.1
    b2 = np.zeros(num_classes)
    return W1, b1, W2, b2


def define_architecture():
    x = Input()
    y = Input()
    W1, b1, W2, b2 = Input(), Input(), Input(), Input()
    l1 = Linear(x, W1, b1)
    s1 = Sigmoid(l1)
    l2 = Linear(s1, W2, b2)
    f = CrossEntropyWithSoftmax(l2, y)
    return x, y, [W1, b1, W2, b2], f


def sgd_step(f, weights, batch, step_size):
    feed_dict = {**weights, **batch}
    wrt = list(weights)
    loss, grads = value_and_grad(f, feed_dict, wrt)
    for node, grad in zip(wrt, grads):
        feed_dict[node] = feed_dict[node] - step_size * grad
    return loss


def train(network, weights, data, step_size, batch_size, num_steps):
    x, y, wrt, f = network
    losses = []
    for i in range(num_steps):
        X_batch, y_batch = data.next_batch(batch_size)
        losses.append(sgd_step(f, weights, {x: X_batch, y: y_batch}, step_size))
    return losses
