"""The list of layers is turned round in place, to be worked off from its end. Which layer will be
the first one in the next call?

Caught-by: again
"""


def forward(network, X):
    activations = []
    network.reverse()
    for layer in network[::-1]:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
