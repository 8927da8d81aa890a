"""What every module of the lab has in common."""


class Module:
    """One wagon: turns a table of numbers into another, and knows the way back.

    Whoever uses a module calls `forward` and `backward`, `train` and `evaluate`. Whoever writes a
    new kind overrides `updateOutput` and `updateGradInput`, and `accGradParameters` with its
    three companions below where there is something to learn.
    """

    def __init__(self):
        self.output = None  # what the latest forward pass gave
        self.gradInput = None  # what the latest backward pass gave
        self.training = True

    def forward(self, input):
        """The module's output for a table `input`, one sample per row."""
        return self.updateOutput(input)

    def backward(self, input, gradOutput):
        """The gradient for `input`, given the gradient for the output that `input` led to.

        On the way the gradients of the parameters are seen to. Call `forward(input)` first.
        """
        self.updateGradInput(input, gradOutput)
        self.accGradParameters(input, gradOutput)
        return self.gradInput

    def updateOutput(self, input):
        """Compute the output, keep it in `self.output`, and return it."""
        raise NotImplementedError(f"{type(self).__name__} has no updateOutput")

    def updateGradInput(self, input, gradOutput):
        """Compute the gradient for `input`, keep it in `self.gradInput`, and return it."""
        raise NotImplementedError(f"{type(self).__name__} has no updateGradInput")

    def accGradParameters(self, input, gradOutput):
        """Add to the gradients of the parameters what this pass contributes."""

    def zeroGradParameters(self):
        """Set the gradients of the parameters back to zero."""

    def getParameters(self):
        """The arrays that are learned: themselves, so that writing into them changes the module."""
        return []

    def getGradParameters(self):
        """The gradients of the parameters, in the order of `getParameters`."""
        return []

    def train(self):
        """Go to work as during training."""
        self.training = True

    def evaluate(self):
        """Go to work as when it counts. For most modules there is no difference."""
        self.training = False

    def __repr__(self):
        return type(self).__name__
