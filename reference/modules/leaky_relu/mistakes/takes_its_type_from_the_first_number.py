"""`np.vectorize` looks at the first number only to see what type all the results are. Where a
whole number comes first, all are made whole. Work on the table at once, with `np.where`.

Caught-by: number_types
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.vectorize(lambda v: v if v > 0 else self.slope * v)(input)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input > 0, gradOutput, self.slope * gradOutput)
        return self.gradInput
