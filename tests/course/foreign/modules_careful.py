# A complete answer to the original handout: its own Module (without train), parameters in lists of
# lists, W stored as (out, in), gradients renewed in each pass, errors of the handout mended.
# %%
import numpy as np
%matplotlib inline
from time import time, sleep


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
        self.y = [input]
        for module in self.modules:
            self.y.append(module.forward(self.y[-1]))
        self.output = self.y[-1]
        return self.output

    def backward(self, input, gradOutput):
        self.gradInput = gradOutput
        for i in range(len(self.modules) - 1, -1, -1):
            self.gradInput = self.modules[i].backward(self.y[i], self.gradInput)
        return self.gradInput

    def zeroGradParameters(self):
        for module in self.modules:
            module.zeroGradParameters()

    def getParameters(self):
        return [x.getParameters() for x in self.modules]

    def getGradParameters(self):
        return [x.getGradParameters() for x in self.modules]

    def evaluate(self):
        for module in self.modules:
            module.evaluate()
        super(Sequential, self).evaluate()

    def __repr__(self):
        return "".join([str(x) + "\n" for x in self.modules])


# %%
class Linear(Module):
    def __init__(self, n_in, n_out):
        super(Linear, self).__init__()
        stdv = 1.0 / np.sqrt(n_in)
        self.W = np.random.uniform(-stdv, stdv, size=(n_out, n_in))
        self.b = np.random.uniform(-stdv, stdv, size=n_out)
        self.gradW = np.zeros_like(self.W)
        self.gradb = np.zeros_like(self.b)

    def updateOutput(self, input):
        self.output = np.add(np.dot(input, self.W.transpose()), self.b)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.dot(gradOutput, self.W)
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW = np.dot(gradOutput.transpose(), input)
        self.gradb = np.sum(gradOutput, axis=0)

    def zeroGradParameters(self):
        self.gradW.fill(0)
        self.gradb.fill(0)

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        s = self.W.shape
        return "Linear %d -> %d" % (s[1], s[0])


# %%
class SoftMax(Module):
    def updateOutput(self, input):
        self.output = np.subtract(input, input.max(axis=1, keepdims=True))
        self.output = np.exp(self.output)
        self.output = self.output / np.sum(self.output, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        dot = np.einsum("bi,bi->b", gradOutput, self.output)
        self.gradInput = self.output * (gradOutput - dot.reshape(-1, 1))
        return self.gradInput


# %%
class Dropout(Module):
    def __init__(self, p=0.5):
        super(Dropout, self).__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        if self.training:
            self.mask = np.random.binomial(1, 1 - self.p, input.shape) / (1 - self.p)
            self.output = input * self.mask
        else:
            self.output = input
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask if self.training else gradOutput
        return self.gradInput


# %%
class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super(LeakyReLU, self).__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.where(input < 0, self.slope * input, input)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * np.where(input < 0, self.slope, 1.0)
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


# %%
class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        eps = 1e-15
        input_clamp = np.clip(input, eps, 1 - eps)
        self.output = -np.sum(target * np.log(input_clamp)) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        input_clamp = np.maximum(1e-15, np.minimum(input, 1 - 1e-15))
        self.gradInput = -target / (input_clamp * input.shape[0])
        return self.gradInput


# %%
# The handout's own trial: a small problem, batches, momentum.
net = Sequential()
net.add(Linear(2, 4))
net.add(LeakyReLU())
net.add(Dropout(0.1))
net.add(Linear(4, 2))
net.add(SoftMax())
criterion = ClassNLLCriterion()
X = np.random.randn(200, 2)
Y = np.eye(2)[(X.sum(axis=1) > 0).astype(int)]
for step in range(30):
    net.zeroGradParameters()
    predictions = net.forward(X)
    loss = criterion.forward(predictions, Y)
    net.backward(X, criterion.backward(predictions, Y))
    for weights, slopes in zip(net.getParameters(), net.getGradParameters()):
        for w, g in zip(weights, slopes):
            np.add(w, -0.1 * g, out=w)
print(net)
