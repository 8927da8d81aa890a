"""The batch is scaled in the caller's own array. In the next epoch it comes by again: how large is
it by then?

Caught-by: again
"""


def forward(network, X):
    X -= X.mean()
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
