"""Has the faults of the printed solution: it averages twice, and its loss overflows."""

import numpy as np


class Layer:
    def forward(self, input):
        return input

    def backward(self, input, grad_output):
        return grad_output


class ReLU(Layer):
    def forward(self, input):
        return np.maximum(input, 0.0)

    def backward(self, input, grad_output):
        return (input > 0) * grad_output


class Dense(Layer):
    def __init__(self, input_units, output_units, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.weights = 0.01 * np.random.randn(input_units, output_units)
        self.biases = np.zeros(output_units)

    def forward(self, input):
        return input @ self.weights + self.biases

    def backward(self, input, grad_output):
        rows = input.shape[0]
        grad_input = grad_output @ self.weights.T
        self.weights = self.weights - self.learning_rate * (input.T @ grad_output) / rows
        self.biases = self.biases - self.learning_rate * grad_output.mean(axis=0)
        return grad_input


def softmax_crossentropy_with_logits(logits, reference_answers):
    total = np.exp(logits).sum(axis=-1)
    return np.log(total) - logits[np.arange(len(logits)), reference_answers]


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    shares = np.exp(logits)
    shares = shares / shares.sum(axis=-1, keepdims=True)
    one_hot = np.eye(logits.shape[-1])[reference_answers]
    return (shares - one_hot) / len(logits)


def forward(network, X):
    activations = []
    for layer in network:
        activations.append(layer.forward(activations[-1] if activations else X))
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)


def train(network, X, y):
    activations = forward(network, X)
    inputs = [X, *activations]
    loss = softmax_crossentropy_with_logits(activations[-1], y)
    loss_grad = grad_softmax_crossentropy_with_logits(activations[-1], y)
    for index in reversed(range(len(network))):
        loss_grad = network[index].backward(inputs[index], loss_grad)
    return np.mean(loss)
