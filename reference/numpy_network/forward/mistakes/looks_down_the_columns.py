"""predict looks for the sample with the largest logit of each class. The class with the largest
logit of each sample: which axis is that?

Caught-by: predict
"""


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return forward(network, X)[-1].argmax(axis=0)
