"""Keeps the slope of every entry for the way back."""

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.slopes = (input > 0) + self.slope * (input <= 0)
        self.output = input * self.slopes
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.slopes
        return self.gradInput
