"""predict returns a table with a 1 at the predicted class. It should be one number per row: which?

Caught-by: predict
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    logits = forward(network, X)[-1]
    return (logits == logits.max(axis=-1, keepdims=True)).astype(int)
