"""Filling a list of zeros."""


def forward_pass_single_layer(input, layer):
    outputs = [0.0] * len(layer)
    for i in range(len(layer)):
        outputs[i] = layer[i].compute_output(inputs=input)
    return outputs
