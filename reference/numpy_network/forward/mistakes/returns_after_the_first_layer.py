"""The list comes back after a single layer. How far to the right does the `return` stand?

Caught-by: activations
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
        return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
