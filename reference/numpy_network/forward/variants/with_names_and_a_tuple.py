"""Passes the input by its name, and returns a tuple."""


def forward(network, X):
    activations = ()
    for layer in network:
        activations += (layer.forward(input=activations[-1] if activations else X),)
    return activations


def predict(network, X):
    return forward(network=network, X=X)[-1].argmax(1)
