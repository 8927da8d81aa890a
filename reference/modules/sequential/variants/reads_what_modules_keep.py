"""Looks into `output` and `gradInput` of each module and ignores what comes back."""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        seen = input
        for module in self.modules:
            module.forward(seen)
            seen = module.output
        self.output = seen
        return seen

    def backward(self, input, gradOutput):
        inputs = [input] + [module.output for module in self.modules[:-1]]
        for seen, module in reversed(list(zip(inputs, self.modules))):
            module.backward(seen, gradOutput)
            gradOutput = module.gradInput
        self.gradInput = gradOutput
        return gradOutput

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
