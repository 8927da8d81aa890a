"""The layers are taken out of the list one by one. How many will the next call find?

Caught-by: again
"""


def forward(network, X):
    activations = []
    while network:
        X = network.pop(0).forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(list(network), X)[-1].argmax(axis=-1)
