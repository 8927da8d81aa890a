"""Counts through the modules."""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        n = len(self.modules)
        self.y = [input] + [None] * n
        for i in range(n):
            self.y[i + 1] = self.modules[i].forward(self.y[i])
        self.output = self.y[n]
        return self.output

    def backward(self, input, gradOutput):
        n = len(self.modules)
        g = [None] * n + [gradOutput]
        for i in range(n - 1, -1, -1):
            g[i] = self.modules[i].backward(self.y[i], g[i + 1])
        self.gradInput = g[0]
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
