"""Reference for `Sequential`: modules one after another, as if they were one."""

from assignments.modules.module import Module


class Sequential(Module):
    """A row of modules that works like a single one.

    Each module is fed with what the one before it gave, and on the way back with the gradient
    that the one behind it returned. A Sequential may stand inside another.
    """

    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        """Couple another module to the end."""
        self.modules.append(module)

    def updateOutput(self, input):
        """Send `input` through all modules, front to back, and return what the last one gives."""
        ### BEGIN SOLUTION
        self.inputs = []
        load = input
        for module in self.modules:
            self.inputs.append(load)
            load = module.forward(load)
        self.output = load
        return self.output
        ### END SOLUTION

    def backward(self, input, gradOutput):
        """Send `gradOutput` through all modules, back to front, and return what the first gives.

        Each module's `backward` is called once, with the input that its `forward` had.
        """
        ### BEGIN SOLUTION
        gradient = gradOutput
        for module, load in zip(reversed(self.modules), reversed(self.inputs)):
            gradient = module.backward(load, gradient)
        self.gradInput = gradient
        return self.gradInput
        ### END SOLUTION

    def zeroGradParameters(self):
        """Set the gradients of every module back to zero."""
        for each in self.modules:
            each.zeroGradParameters()

    def getParameters(self):
        """The parameters of all modules in one list, in the order of the modules."""
        ### BEGIN SOLUTION
        return [array for module in self.modules for array in module.getParameters()]
        ### END SOLUTION

    def getGradParameters(self):
        """The gradients that belong to `getParameters()`, in the same order."""
        ### BEGIN SOLUTION
        return [array for module in self.modules for array in module.getGradParameters()]
        ### END SOLUTION

    def train(self):
        """Switch this module and every module inside to training."""
        ### BEGIN SOLUTION
        super().train()
        for module in self.modules:
            module.train()
        ### END SOLUTION

    def evaluate(self):
        """Switch this module and every module inside to evaluation."""
        ### BEGIN SOLUTION
        super().evaluate()
        for module in self.modules:
            module.evaluate()
        ### END SOLUTION

    def __getitem__(self, index):
        return self.modules[index]

    def __repr__(self):
        return "\n".join(map(repr, self.modules))
