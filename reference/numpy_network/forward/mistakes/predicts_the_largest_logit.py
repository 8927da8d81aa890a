"""predict returns how large the largest logit is. The question was which one it is: `max` or
`argmax`?

Caught-by: predict
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].max(axis=-1)
