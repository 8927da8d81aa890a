"""Every layer is handed the batch X. What was the first layer's work for, if the second does not see
it?

Caught-by: chain
"""


def forward(network, X):
    return [layer.forward(X) for layer in network]


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=-1)
