"""Whether the packages that an assignment's box preloads are installed on this machine."""

from __future__ import annotations

from importlib.util import find_spec

from autograder.course import Assignment
from autograder.errors import NotInstalled


def require(assignment: Assignment) -> None:
    """Raise NotInstalled, which says what to install, where a package of its is missing."""
    # Only the package itself is looked for: looking for a module within it would import it.
    for package in assignment.packages:
        if find_spec(package) is None:
            wanted = f"'autograder[{assignment.extra}]'" if assignment.extra else package
            raise NotInstalled(
                f"{assignment.name} cannot be checked here: it needs {package}, which is not "
                f"installed. Install it with: pip install {wanted}"
            )
