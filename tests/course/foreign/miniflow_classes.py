# ruff: noqa (kept as students write; the names of the graph are given by the course)
# The exercises alone, on the graph code that the course gives.
import numpy as np
from scipy.special import expit, log_softmax


class Mul(Node):
    def __init__(self, x, y):
        super().__init__([x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        grad = sum(node.gradients[self] for node in self.outbound_nodes)
        left, right = self.inbound_nodes
        if left is right:
            self.gradients = {left: 2 * left.value * grad}
        else:
            self.gradients = {left: right.value * grad, right: left.value * grad}


class Linear(Node):
    def __init__(self, x, w, b):
        super().__init__([x, w, b])
        self.x, self.w, self.b = x, w, b

    def forward(self):
        self.value = self.x.value.dot(self.w.value)
        self.value = self.value + self.b.value

    def backward(self):
        grad = sum(node.gradients[self] for node in self.outbound_nodes)
        self.gradients[self.x] = grad.dot(self.w.value.T)
        self.gradients[self.w] = self.x.value.T.dot(grad)
        self.gradients[self.b] = grad.sum(axis=0)


class Sigmoid(Node):
    def __init__(self, x):
        super().__init__([x])

    def forward(self):
        self.value = expit(np.asarray(self.inbound_nodes[0].value, dtype=float))

    def backward(self):
        slope = self.value - self.value**2
        grad = sum(node.gradients[self] for node in self.outbound_nodes)
        self.gradients[self.inbound_nodes[0]] = grad * slope


class CrossEntropyWithSoftmax(Node):
    def __init__(self, x, y):
        super().__init__([x, y])

    def _softmax(self, x):
        return np.exp(log_softmax(x, axis=1))

    def _accuracy(self):
        scores, labels = self.inbound_nodes
        return np.mean(np.argmax(scores.value, axis=1) == labels.value)

    def forward(self):
        scores, labels = self.inbound_nodes
        logs = log_softmax(scores.value, axis=1)
        self.value = -sum(row[k] for row, k in zip(logs, labels.value)) / len(logs)

    def backward(self):
        scores, labels = self.inbound_nodes
        truth = np.eye(scores.value.shape[1])[labels.value]
        self.gradients = {scores: (self._softmax(scores.value) - truth) / len(truth)}


def initialize_weights(num_features, num_hidden, num_classes):
    sizes = [num_features, num_hidden, num_classes]
    arrays = []
    for rows, columns in zip(sizes, sizes[1:]):
        arrays.append(np.random.uniform(-0.2, 0.2, size=(rows, columns)))
        arrays.append(np.zeros(columns))
    return arrays


def define_architecture():
    x, y = Input(), Input()
    W1, b1, W2, b2 = [Input() for _ in range(4)]
    scores = Linear(Sigmoid(Linear(x, W1, b1)), W2, b2)
    return x, y, (W1, b1, W2, b2), CrossEntropyWithSoftmax(scores, y)


def sgd_step(f, weights, batch, step_size):
    loss, grads = value_and_grad(f, {**batch, **weights}, list(weights))
    for W, dW in zip(weights.values(), grads):
        W[:] -= step_size * dW
    return loss


def train(network, weights, data, step_size, batch_size, num_steps):
    x, y, _, f = network
    batches = (data.next_batch(batch_size) for _ in range(num_steps))
    return [sgd_step(f, weights, {x: a, y: b}, step_size) for a, b in batches]
