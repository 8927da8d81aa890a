# The solution that the original handout came with, written anew with all its errors: a train of one
# module, a mode that stays outside, swapped numbers, pairs of rows, an unscaled mask, a lost corner.
# %%
import numpy as np


# %%
class Module(object):
    def __init__(self):
        self.output = None
        self.gradInput = None
        self.training = True

    def forward(self, input):
        return self.updateOutput(input)

    def backward(self, input, gradOutput):
        self.updateGradInput(input, gradOutput)
        self.accGradParameters(input, gradOutput)
        return self.gradInput

    def updateOutput(self, input):
        pass

    def updateGradInput(self, input, gradOutput):
        pass

    def accGradParameters(self, input, gradOutput):
        pass

    def zeroGradParameters(self):
        pass

    def getParameters(self):
        return []

    def getGradParameters(self):
        return []

    def training(self):
        self.training = True

    def evaluate(self):
        self.training = False

    def __repr__(self):
        return "Module"


# %%
class Sequential(Module):
    def __init__(self):
        super(Sequential, self).__init__()
        self.modules = []

    def add(self, module):
        self.modules.append(module)

    def updateOutput(self, input):
        count = len(self.modules)
        self.between = [None for _ in range(count - 1)]
        self.between[0] = self.modules[0].forward(input)
        for k in range(1, count - 1):
            self.between[k] = self.modules[k].forward(self.between[k - 1])
        self.output = self.modules[-1].forward(self.between[count - 2])
        return self.output

    def backward(self, input, gradOutput):
        for k in range(len(self.modules) - 1, 0, -1):
            gradOutput = self.modules[k].backward(self.between[k - 1], gradOutput)
        self.gradInput = self.modules[0].backward(input, gradOutput)
        return self.gradInput

    def zeroGradParameters(self):
        for one in self.modules:
            one.zeroGradParameters()

    def getParameters(self):
        return [one.getParameters() for one in self.modules]

    def getGradParameters(self):
        return [one.getGradParameters() for one in self.modules]

    def __repr__(self):
        return "".join(f"{one}\n" for one in self.modules)

    def __getitem__(self, x):
        return self.modules.__getitem__(x)


# %%
class Linear(Module):
    def __init__(self, n_in, n_out):
        super(Linear, self).__init__()
        limit = 1.0 / np.sqrt(n_in)
        self.W = np.random.uniform(-limit, limit, size=(n_in, n_out))
        self.b = np.random.uniform(-limit, limit, size=n_out)
        self.gradW = np.zeros_like(self.W)
        self.gradb = np.zeros_like(self.b)

    def updateOutput(self, input):
        self.output = input.dot(self.W) + self.b
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput.dot(self.W.T)
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW = input.T.dot(gradOutput)
        self.gradb = np.sum(gradOutput, 0)

    def zeroGradParameters(self):
        self.gradW.fill(0)
        self.gradb.fill(0)

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        return "Linear %d -> %d" % self.W.shape[::-1]


# %%
class SoftMax(Module):
    def __init__(self):
        super(SoftMax, self).__init__()

    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        unit = np.eye(len(self.output))
        pairs = np.dot(self.output, gradOutput.T) * unit
        self.gradInput = np.multiply(self.output, gradOutput) - np.dot(pairs, self.output)
        return self.gradInput

    def __repr__(self):
        return "SoftMax"


# %%
class Dropout(Module):
    def __init__(self, p=0.5):
        super(Dropout, self).__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        self.mask = np.ones(input.shape)
        if self.training:
            self.mask = np.random.uniform(size=input.shape) < self.p
        self.output = np.multiply(input, self.mask)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.multiply(gradOutput, self.mask)
        return self.gradInput

    def __repr__(self):
        return "Dropout"


# %%
class ReLU(Module):
    def __init__(self):
        super(ReLU, self).__init__()

    def updateOutput(self, input):
        self.output = input * (input > 0)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * (input > 0)
        return self.gradInput


# %%
class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super(LeakyReLU, self).__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.maximum(self.slope * input, input)
        return self.output

    def updateGradInput(self, input, gradOutput):
        slopes = 1.0 * (input > 0) + self.slope * (input < 0)
        self.gradInput = slopes * gradOutput
        return self.gradInput

    def __repr__(self):
        return "LeakyReLU"


# %%
class Criterion(object):
    def __init__(self):
        self.output = None
        self.gradInput = None

    def forward(self, input, target):
        return self.updateOutput(input, target)

    def backward(self, input, target):
        return self.updateGradInput(input, target)

    def updateOutput(self, input, target):
        return self.output

    def updateGradInput(self, input, target):
        return self.gradInput


# %%
class ClassNLLCriterion(Criterion):
    def __init__(self):
        super(ClassNLLCriterion, self).__init__()

    def updateOutput(self, input, target):
        bounded = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = -np.sum(np.log(bounded) * target) / len(input)
        return self.output

    def updateGradInput(self, input, target):
        bounded = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -(target / bounded) / len(input)
        return self.gradInput
