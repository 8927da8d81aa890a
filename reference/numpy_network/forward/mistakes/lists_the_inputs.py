"""The list holds what each layer was given, and so it ends one layer too early. Which number comes
first: the one that goes in, or the one that comes out?

Caught-by: activations
"""


def forward(network, X):
    activations = []
    for layer in network:
        activations.append(X)
        X = layer.forward(X)
    return activations


def predict(network, X):
    return network[-1].forward(forward(network, X)[-1]).argmax(axis=-1)
