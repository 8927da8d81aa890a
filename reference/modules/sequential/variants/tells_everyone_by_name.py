"""One method passes every message on."""

from assignments.modules.module import Module


class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

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

    def _tell(self, message):
        return [getattr(module, message)() for module in self.modules]

    def zeroGradParameters(self):
        self._tell("zeroGradParameters")

    def getParameters(self):
        return self._tell("getParameters")

    def getGradParameters(self):
        return self._tell("getGradParameters")

    def train(self):
        super().train()
        self._tell("train")

    def evaluate(self):
        super().evaluate()
        self._tell("evaluate")

    def __getitem__(self, index):
        return self.modules[index]

    def __repr__(self):
        return "\n".join(map(repr, self.modules))
