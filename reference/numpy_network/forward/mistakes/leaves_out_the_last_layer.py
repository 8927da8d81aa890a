"""One layer never runs. How far does `range(len(network) - 1)` count?

Caught-by: activations
"""


def forward(network, X):
    activations = []
    for i in range(len(network) - 1):
        X = network[i].forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
