"""predict looks at what the first layer gave. Where in the list are the logits?

Caught-by: predict
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[0].argmax(axis=-1)
