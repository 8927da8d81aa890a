"""The first and the last module are treated apart, which takes at least two of them. A train of one
wagon is a train; can the loop do without special cases?

Caught-by: one_module
"""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        last = len(self.modules) - 1
        self.between = [None] * last
        self.between[0] = self.modules[0].forward(input)
        for i in range(1, last):
            self.between[i] = self.modules[i].forward(self.between[i - 1])
        self.output = self.modules[last].forward(self.between[last - 1])
        return self.output

    def backward(self, input, gradOutput):
        for i in range(len(self.modules) - 1, 0, -1):
            gradOutput = self.modules[i].backward(self.between[i - 1], gradOutput)
        self.gradInput = self.modules[0].backward(input, gradOutput)
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
