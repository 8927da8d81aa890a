"""Packages that a notebook imports and hardly ever uses: loaded once something is asked of them.

Nearly every notebook begins with `import matplotlib.pyplot as plt`, few submissions plot while they
are graded, and a zygote that holds matplotlib forks at half the speed. So such an import gives a
module that knows how to become the real one.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class Deferred(ModuleType):
    """Stands for a module until something is asked of it; from then on it passes that on."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        # A package by its looks: an import of something below it comes to the finder, not to here.
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        module = load(self.__name__)
        if name == "__all__":  # `import *` asks for it, and then looks at what stands in here
            vars(self).update(vars(module))
        return getattr(module, name)


class Finder:
    """Finds what lies below a deferred package, such as `matplotlib.colors`: in the real one."""

    @classmethod
    def find_spec(cls, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """A spec that stands for the module as the real package has loaded it, or None."""
        if not isinstance(sys.modules.get(name.rpartition(".")[0]), Deferred):
            return None
        module = load(name)
        return ModuleSpec(name, _Loaded(module))


class _Loaded(Loader):
    """The loader of a module that is there already."""

    def __init__(self, module: ModuleType) -> None:
        self._module, self._spec = module, module.__spec__

    def create_module(self, spec: Any) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec


def install(names: Iterable[str]) -> None:
    """Defer these modules and the packages they stand in, as far as nothing has loaded them."""
    for name in names:
        parts = name.split(".")
        above: Deferred | None = None
        for depth in range(1, len(parts) + 1):
            full = ".".join(parts[:depth])
            module = sys.modules.setdefault(full, Deferred(full))
            if above is not None and isinstance(module, Deferred):
                setattr(above, parts[depth - 1], module)
            above = module if isinstance(module, Deferred) else None
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)


def remove() -> None:
    """Defer nothing any more."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, Deferred):
            del sys.modules[name]


def load(name: str) -> ModuleType:
    """The real module; what was deferred of its family makes room for the real modules."""
    family = name.partition(".")[0]
    for other, module in list(sys.modules.items()):
        if other.partition(".")[0] == family and isinstance(module, Deferred):
            del sys.modules[other]
    return importlib.import_module(name)
