"""Runs a graph: puts its nodes in order, sends values down and slopes back up."""

import numpy as np

from assignments.miniflow.nodes import Input


def topological_sort(node):
    """`node` and everything above it, each node after all the nodes that feed it."""
    order, seen = [], set()
    waiting = [(node, False)]
    while waiting:
        current, fed = waiting.pop()
        if fed:
            order.append(current)
        elif current not in seen:
            seen.add(current)
            waiting.append((current, True))
            waiting.extend((above, False) for above in current.inbound_nodes)
    return order


def run_forward(node, feed_dict):
    """Compute the value of `node`; returns the nodes that took part, in the order they ran."""
    order = topological_sort(node)
    for n in order:
        if n in feed_dict:
            n.forward(feed_dict[n])
        elif isinstance(n, Input):
            raise ValueError("An Input of this graph has no value: give it one in feed_dict.")
        else:
            n.forward()
    return order


def value_and_grad(node, feed_dict, wrt=()):
    """The value of `node`, and a list of its gradients with respect to the nodes in `wrt`.

    `feed_dict` gives every Input its value and every DummyGrad the slope that it sends back.
    """
    order = run_forward(node, feed_dict)
    for n in order:
        for consumer in n.outbound_nodes:
            if consumer not in order:  # it belongs to another graph, which has no say in this one
                consumer.gradients[n] = np.zeros(np.shape(n.value))
    for n in reversed(order):
        n.backward()
    return node.value, [n.gradients[n] for n in wrt]


def accuracy(node, feed_dict):
    """How many of the guesses of a CrossEntropyWithSoftmax node are right, between 0 and 1."""
    run_forward(node, feed_dict)
    return node._accuracy()
