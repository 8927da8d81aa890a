"""An instance that can be called."""


class Relu:
    floor = 0.0

    def __call__(self, x: float) -> float:
        return x if x >= self.floor else self.floor


relu = Relu()
