"""Can be given its modules when it is made, and chains calls of `add`."""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self, *modules):
        super().__init__()
        self.modules = list(modules)
        self.names = {}

    def add(self, module, name=None):
        assert isinstance(module, Module), "only modules can be coupled"
        self.modules.append(module)
        self.names[name or len(self.names)] = module
        return self

    def updateOutput(self, input):
        self.inputs = []
        for module in self.modules:
            self.inputs.append(input)
            input = module.forward(input)
        self.output = input
        return self.output

    def backward(self, input, gradOutput):
        for module, seen in zip(self.modules[::-1], self.inputs[::-1]):
            gradOutput = module.backward(seen, gradOutput)
        self.gradInput = gradOutput
        return self.gradInput

    def zeroGradParameters(self):
        for module in self.modules:
            module.zeroGradParameters()

    def getParameters(self):
        return [p for module in self.modules for p in module.getParameters()]

    def getGradParameters(self):
        return [g for module in self.modules for g in module.getGradParameters()]

    def train(self):
        self.training = True
        for module in self.modules:
            module.train()

    def evaluate(self):
        self.training = False
        for module in self.modules:
            module.evaluate()

    def __getitem__(self, index):
        return self.modules[index]

    def __repr__(self):
        return "\n".join(map(repr, self.modules))
