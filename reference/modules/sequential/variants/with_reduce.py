"""Without a loop of its own."""

from functools import reduce
from itertools import accumulate, chain

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        *self.inputs, self.output = accumulate(
            self.modules, lambda load, module: module.forward(load), initial=input
        )
        return self.output

    def backward(self, input, gradOutput):
        pairs = list(zip(self.modules, self.inputs))
        self.gradInput = reduce(
            lambda g, pair: pair[0].backward(pair[1], g), pairs[::-1], gradOutput
        )
        return self.gradInput

    def zeroGradParameters(self):
        for module in self.modules:
            module.zeroGradParameters()

    def getParameters(self):
        return sum((module.getParameters() for module in self.modules), [])

    def getGradParameters(self):
        return list(chain.from_iterable(m.getGradParameters() for m in self.modules))

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
