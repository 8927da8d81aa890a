"""The nodes that come with the lab: what all nodes share, and the three that need no work."""


class Node:
    """One basin of the graph: it computes one value out of the values of the nodes above it.

    `inbound_nodes` are the nodes that feed it, in the order in which it was given them, and
    `outbound_nodes` are its consumers, the nodes that it feeds. `forward()` sets `value`.
    `backward()` sets `gradients`: for each inbound node, the slope of the final output with
    respect to that node's value, as far as it runs through this node.
    """

    def __init__(self, inbound_nodes=()):
        self.inbound_nodes = list(inbound_nodes)
        self.outbound_nodes = []
        self.value = None
        self.gradients = {}
        for node in self.inbound_nodes:
            if self not in node.outbound_nodes:  # a node that feeds us twice has us once
                node.outbound_nodes.append(self)

    def forward(self):
        raise NotImplementedError

    def backward(self):
        raise NotImplementedError


class Input(Node):
    """A spring: nothing feeds it, its value is poured in. Data, labels and weights are Inputs."""

    def __init__(self):
        Node.__init__(self)

    def forward(self, value):
        self.value = value

    def backward(self):
        """Nobody stands above, so it keeps the sum of all slopes that arrive under its own key."""
        self.gradients = {self: 0}
        for n in self.outbound_nodes:
            # A loss has no slope with respect to its labels, and may leave them out.
            self.gradients[self] = self.gradients[self] + n.gradients.get(self, 0)


class Add(Node):
    """The sum of two nodes."""

    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value + self.inbound_nodes[1].value

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            slope = n.gradients[self]  # what arrives from this consumer
            for above in self.inbound_nodes:  # which lists x twice where the sum is x + x
                self.gradients[above] = self.gradients[above] + 1 * slope


class DummyGrad(Node):
    """Ends a graph in a test: passes its node's value on, and sends back the slope it is fed."""

    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self, grad):
        self.value = self.inbound_nodes[0].value
        self.grad = grad

    def backward(self):
        self.gradients = {self.inbound_nodes[0]: self.grad}
