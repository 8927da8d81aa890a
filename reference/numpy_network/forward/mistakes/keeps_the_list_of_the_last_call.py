"""The empty list in the `def` line is made only once, and every call goes on with it. Where does the
list have to be made, to be new each time?

Caught-by: activations
"""


def forward(network, X, activations=[]):
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
