"""Only the last output comes back. Training will need those in between: what are the layers asked
about on the way back?

Caught-by: activations
"""


def forward(network, X):
    for layer in network:
        X = layer.forward(X)
    return X


def predict(network, X):
    return forward(network, X).argmax(axis=-1)
