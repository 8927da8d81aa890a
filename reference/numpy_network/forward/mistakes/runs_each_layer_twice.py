"""Each layer runs twice: once for the list and once for the next layer. Could the same array do for
both?

Caught-by: chain
"""


def forward(network, X):
    activations = []
    for layer in network:
        activations.append(layer.forward(X))
        X = layer.forward(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
