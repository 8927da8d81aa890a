# ruff: noqa (kept as students write)
"""A whole miniflow.py as a student of the original handout might hand it in, graph code included."""

import numpy as np


class Node(object):
    def __init__(self, inbound_nodes=[]):
        self.inbound_nodes = inbound_nodes
        self.outbound_nodes = []
        self.value = None
        self.gradients = {}
        # Mul(x, x) is entered twice here, as in the original.
        for node in inbound_nodes:
            node.outbound_nodes.append(self)

    def forward(self):
        raise NotImplementedError

    def backward(self):
        raise NotImplementedError


class Input(Node):
    def __init__(self):
        Node.__init__(self, [])

    def forward(self, value):
        self.value = value

    def backward(self):
        self.gradients = {self: 0}
        for node in self.outbound_nodes:
            self.gradients[self] += node.gradients[self]


class DummyGrad(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self, grad):
        self.grad = grad
        self.value = self.inbound_nodes[0].value

    def backward(self):
        self.gradients = {self.inbound_nodes[0]: self.grad}


class Add(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = sum(node.value for node in self.inbound_nodes)

    def backward(self):
        self.gradients = {node: 0 for node in self.inbound_nodes}
        for node in self.outbound_nodes:
            for inbound in self.inbound_nodes:
                self.gradients[inbound] += node.gradients[self]


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        a, b = self.inbound_nodes
        self.value = a.value * b.value

    def backward(self):
        a, b = self.inbound_nodes
        self.gradients = {node: 0 for node in self.inbound_nodes}
        for node in self.outbound_nodes:
            self.gradients[a] += b.value * node.gradients[self]
            self.gradients[b] += a.value * node.gradients[self]


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = [node.value for node in self.inbound_nodes]
        self.value = np.dot(x, w) + b

    def backward(self):
        x, w, b = self.inbound_nodes
        self.gradients = {node: 0 for node in self.inbound_nodes}
        for node in self.outbound_nodes:
            cost = node.gradients[self]
            self.gradients[x] += np.dot(cost, w.value.T)
            self.gradients[w] += np.dot(x.value.T, cost)
            self.gradients[b] += np.sum(cost, axis=0, keepdims=True)


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def _sigmoid(self, x):
        return 1.0 / (1.0 + np.exp(-x))

    def forward(self):
        self.value = self._sigmoid(self.inbound_nodes[0].value)

    def backward(self):
        x = self.inbound_nodes[0]
        self.gradients = {x: 0}
        for node in self.outbound_nodes:
            self.gradients[x] += self.value * (1 - self.value) * node.gradients[self]


class CrossEntropyWithSoftmax(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def _predict(self):
        return self._softmax(self.inbound_nodes[0].value).argmax(axis=1)

    def _accuracy(self):
        return (self._predict() == self.inbound_nodes[1].value).mean()

    def _logs(self, x):
        x = x - x.max(axis=1, keepdims=True)
        return x - np.log(np.exp(x).sum(axis=1, keepdims=True))

    def _softmax(self, x):
        return np.exp(self._logs(x))

    def forward(self):
        x, y = [node.value for node in self.inbound_nodes]
        self.value = -self._logs(x)[np.arange(x.shape[0]), y].mean()

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {node: 0 for node in self.inbound_nodes}
        grad = self._softmax(x.value)
        grad[np.arange(grad.shape[0]), y.value] -= 1.0
        self.gradients[x] += grad / grad.shape[0]


def topological_sort(feed_dict):
    found, waiting = set(), list(feed_dict)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(node.outbound_nodes)
    order = []
    while found:
        ready = [node for node in found if not found.intersection(node.inbound_nodes)]
        order.extend(ready)
        found.difference_update(ready)
    return order


def value_and_grad(node, feed_dict, wrt=[]):
    order = topological_sort(feed_dict)
    for each in order:
        if each in feed_dict:
            each.forward(feed_dict[each])
        else:
            each.forward()
    for each in order[::-1]:
        each.backward()
    return node.value, [each.gradients[each] for each in wrt]


def accuracy(node, feed_dict):
    for each in topological_sort(feed_dict):
        if each in feed_dict:
            each.forward(feed_dict[each])
        else:
            each.forward()
    return node._accuracy()


def initialize_weights(num_features, num_hidden, num_classes):
    return (
        np.random.normal(0, 0.1, (num_features, num_hidden)),
        np.zeros((1, num_hidden)),
        np.random.normal(0, 0.1, (num_hidden, num_classes)),
        np.zeros((1, num_classes)),
    )


def define_architecture():
    x_in, y_in = Input(), Input()
    wrt = [Input(), Input(), Input(), Input()]
    hidden = Sigmoid(Linear(x_in, wrt[0], wrt[1]))
    return x_in, y_in, wrt, CrossEntropyWithSoftmax(Linear(hidden, wrt[2], wrt[3]), y_in)


def sgd_step(f, weights, batch, step_size):
    feed_dict = dict(batch)
    feed_dict.update(weights)
    nodes = list(weights)
    loss, grad = value_and_grad(f, feed_dict, nodes)
    for i in range(len(nodes)):
        weights[nodes[i]] = weights[nodes[i]] - step_size * grad[i]
    return loss


def train(network, weights, data, step_size, batch_size, num_steps):
    losses = []
    for i in range(num_steps):
        X_batch, y_batch = data.next_batch(batch_size)
        y_batch = y_batch.astype(np.int8)
        feed = {network[0]: X_batch, network[1]: y_batch}
        losses.append(sgd_step(network[3], weights, feed, step_size))
        if i % 1000 == 0:
            print("Iteration {}".format(i))
            print("Loss = {}".format(losses[-1]))
    return losses
