"""The list of inputs grows from pass to pass, and the way back always reads its beginning. When does
a new list have to begin?

Caught-by: new_batch
"""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []
        self.inputs = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        for module in self.modules:
            self.inputs.append(input)
            input = module.forward(input)
        self.output = input
        return self.output

    def backward(self, input, gradOutput):
        for i in reversed(range(len(self.modules))):
            gradOutput = self.modules[i].backward(self.inputs[i], gradOutput)
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
