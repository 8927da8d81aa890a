"""Adds up the lists of the modules, starting from an empty one."""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        self.inputs = [input]
        for m in self.modules:
            self.inputs.append(m.forward(self.inputs[-1]))
        self.output = self.inputs[-1]
        return self.output

    def backward(self, input, gradOutput):
        for i in range(len(self.modules) - 1, 0, -1):
            gradOutput = self.modules[i].backward(self.modules[i - 1].output, gradOutput)
        self.gradInput = self.modules[0].backward(input, gradOutput)
        return self.gradInput

    def zeroGradParameters(self):
        for each in self.modules:
            each.zeroGradParameters()

    def getParameters(self):
        return sum((m.getParameters() for m in self.modules), [])

    def getGradParameters(self):
        return sum((m.getGradParameters() for m in self.modules), [])

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
