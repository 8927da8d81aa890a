# Work as the newer handouts of the lab leave it: logarithms beside probabilities, packages that are
# not there, layers that were never meant for whole numbers. Written anew.
# %%
import numpy as np
import torch_of_the_handout
from torch_of_the_handout import nn

# %%
%matplotlib inline
import mnist_of_the_handout
from sklearn_of_the_handout.preprocessing import OneHotEncoder

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
    def train(self):
        self.training = True
    def evaluate(self):
        self.training = False
    def __repr__(self):
        return "Module"

class Sequential(Module):
    def __init__(self):
        super(Sequential, self).__init__()
        self.modules = []
    def add(self, module):
        self.modules.append(module)
    def updateOutput(self, input):
        self._seen = []
        flowing = input
        for module in self.modules:
            self._seen.append(flowing)
            flowing = module.forward(flowing)
        self.output = flowing
        return self.output
    def backward(self, input, gradOutput):
        slope = gradOutput
        for module, seen in zip(self.modules[::-1], self._seen[::-1]):
            slope = module.backward(seen, slope)
        self.gradInput = slope
        return self.gradInput
    def zeroGradParameters(self):
        for module in self.modules:
            module.zeroGradParameters()
    def getParameters(self):
        return sum([module.getParameters() for module in self.modules], [])
    def getGradParameters(self):
        return sum([module.getGradParameters() for module in self.modules], [])
    def train(self):
        for module in self.modules:
            module.train()
    def evaluate(self):
        for module in self.modules:
            module.evaluate()

# %%
class Linear(Module):
    def __init__(self, n_in, n_out):
        super(Linear, self).__init__()
        bound = 1.0 / np.sqrt(n_in)
        self.W = np.random.uniform(-bound, bound, size=(n_out, n_in))
        self.b = np.random.uniform(-bound, bound, size=n_out)
        self.gradW = np.zeros_like(self.W)
        self.gradb = np.zeros_like(self.b)
        self.seen = None
    def updateOutput(self, input):
        self.seen = input
        self.output = (self.W @ input.T).T + self.b
        return self.output
    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput @ self.W
        return self.gradInput
    def accGradParameters(self, input, gradOutput):
        self.gradW += gradOutput.T @ self.seen
        self.gradb += gradOutput.sum(0)
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
    def updateOutput(self, input):
        self.output = np.subtract(input, input.max(axis=1, keepdims=True))
        for row in range(len(self.output)):
            grown = np.exp(self.output[row])
            self.output[row] = grown / grown.sum()
        return self.output
    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.zeros_like(input)
        for row, share in enumerate(self.output):
            table = np.diagflat(share) - np.outer(share, share)
            self.gradInput[row] = gradOutput[row] @ table
        return self.gradInput

class LogSoftMax(Module):
    def updateOutput(self, input):
        lowered = np.subtract(input, input.max(axis=1, keepdims=True))
        self.output = lowered - np.log(np.exp(lowered).sum(axis=1, keepdims=True))
        return self.output
    def updateGradInput(self, input, gradOutput):
        total = gradOutput.sum(axis=1, keepdims=True)
        self.gradInput = gradOutput - np.exp(self.output) * total
        return self.gradInput

# %%
class Dropout(Module):
    def __init__(self, p=0.5):
        super(Dropout, self).__init__()
        self.p = p
        self.mask = None
    def updateOutput(self, input):
        if self.training:
            self.mask = np.random.binomial(1, 1.0 - self.p, size=input.shape)
            self.output = np.copy(input)
            self.output[self.mask == 0] = 0
            np.divide(self.output, 1.0 - self.p, out=self.output)
        else:
            self.output = input
        return self.output
    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask / (1.0 - self.p)
        return self.gradInput

class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super(LeakyReLU, self).__init__()
        self.slope = slope
    def updateOutput(self, input):
        self.output = input.copy()
        self.output[self.output < 0] *= self.slope
        return self.output
    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput.copy()
        self.gradInput[input < 0] *= self.slope
        return self.gradInput

# %%
class Criterion(object):
    def __init__(self):
        self.output = None
        self.gradInput = None
    def forward(self, input, target):
        return self.updateOutput(input, target)
    def backward(self, input, target):
        return self.updateGradInput(input, target)

class ClassNLLCriterionUnstable(Criterion):
    EPS = 1e-15
    def updateOutput(self, input, target):
        safe = np.clip(input, self.EPS, 1 - self.EPS)
        self.output = -np.sum(target * np.log(safe)) / len(input)
        return self.output
    def updateGradInput(self, input, target):
        self.gradInput = -target / np.clip(input, self.EPS, 1 - self.EPS) / len(input)
        return self.gradInput

class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        self.output = -np.sum(target * input) / input.shape[0]
        return self.output
    def updateGradInput(self, input, target):
        self.gradInput = -1.0 * target / input.shape[0]
        return self.gradInput

# %%
data = mnist_of_the_handout.load_dataset()
for epoch in range(20):
    net.train()
