"""Nothing is ever dropped: what comes out is what came in, in training as well.

Convention: dropout=drop-scaled
Caught-by: forward
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        self.output = np.array(input)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.array(gradOutput)
        return self.gradInput
