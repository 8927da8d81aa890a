"""The batch itself is the first entry of the list. The list is of what the layers *gave*: how long
should it be for three layers?

Caught-by: activations
"""


def forward(network, X):
    activations = [X]
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
