"""The list is made and then lost. What does a Python function without a `return` give back?

Caught-by: activations
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
