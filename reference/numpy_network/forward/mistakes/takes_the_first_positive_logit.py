"""predict takes the first class whose logit is above zero. What if there are several, or none?

Caught-by: predict
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return (forward(network, X)[-1] > 0).argmax(axis=-1)
