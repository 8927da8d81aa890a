"""You ask a module for its parameters when it is added, and never again. A train that is filled
later has others by then: ask when you are asked.

Caught-by: parameters
"""

import numpy as np

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []
        self.params = []

    def add(self, module):
        self.modules.append(module)
        self.params += module.getParameters()

    def updateOutput(self, input):
        self.inputs = []
        y = input
        for m in self.modules:
            self.inputs.append(y)
            y = m.forward(y)
        self.output = y
        return self.output

    def backward(self, input, gradOutput):
        g = gradOutput
        for m, x in zip(self.modules[::-1], self.inputs[::-1]):
            g = m.backward(x, g)
        self.gradInput = g
        return self.gradInput

    def zeroGradParameters(self):
        for m in self.modules:
            m.zeroGradParameters()

    def getParameters(self):
        return self.params

    def getGradParameters(self):
        res = []
        for m in self.modules:
            res += m.getGradParameters()
        return res

    def train(self):
        self.training = True
        for m in self.modules:
            m.train()

    def evaluate(self):
        self.training = False
        for m in self.modules:
            m.evaluate()

    def __getitem__(self, index):
        return self.modules[index]

    def __repr__(self):
        return "\n".join(map(repr, self.modules))
