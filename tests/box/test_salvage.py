"""What is left of a cell that does not run to its end, statement by statement."""

from __future__ import annotations

import ast

import pytest

from autograder.box.inside.notebook_magic import as_python, translate
from autograder.box.inside.salvage import below, definitions, line_of, that_parse

SOURCE = """import missing
import math
@staticmethod
def f():
    return 1
x = f()
class A:
    pass
for i in range(3): pass; import os
"""


def texts(modules):
    return [ast.unparse(module).split("\n")[0] for module in modules]


def test_the_statements_below_a_line_are_left() -> None:
    assert texts(below(SOURCE, 1)) == [
        "import math",
        "@staticmethod",
        "x = f()",
        "class A:",
        "for i in range(3):",
    ]
    assert texts(below(SOURCE, 6)) == ["class A:", "for i in range(3):"]
    assert texts(below("x = (", 0)) == []


def test_definitions_are_classes_functions_and_imports() -> None:
    assert texts(definitions(SOURCE, 0)) == [
        "import missing",
        "import math",
        "@staticmethod",
        "class A:",
    ]


def test_a_definition_does_not_bring_what_shares_its_line() -> None:
    assert texts(definitions("import os; os._exit(1)", 0)) == ["import os"]


def test_lines_keep_their_numbers() -> None:
    broken = "x = (\n\nclass A:\n    pass\n"
    assert next(below(SOURCE, 6)).body[0].lineno == 7
    assert next(that_parse(broken, as_python)).body[0].lineno == 3


# source → the first lines of what can still be run of it
BROKEN = {
    "a class with a gap": (
        "class A:\n    x = ###\n\nclass B:\n    def f(self):\n        return 1\n",
        ["class B:"],
    ),
    "a print of Python 2": (
        "def f():\n    return 1\n\nprint f()\ny = 2",
        ["def f():", "y = 2"],
    ),
    "branches stay together": (
        "if 1:\n    a = 1\nelif 2:\n    a = 2\nelse:\n    a = 3\nx = \n",
        ["if 1:"],
    ),
    "brackets and strings reach over lines": (
        'x = [\n1,\n]\ns = """\nclass No:\n"""\n@f\ndef g(): pass\n)\n',
        ["x = [1]", "s = '\\nclass No:\\n'", "@f"],
    ),
    "magics": ("%matplotlib inline\nx = 1\ny = = 2\n", ["get_ipython()", "x = 1"]),
    "nothing": ("x = (", []),
}


@pytest.mark.parametrize("name", BROKEN)
def test_of_a_source_that_does_not_parse_the_statements_that_do_are_left(name: str) -> None:
    source, left = BROKEN[name]
    found = texts(that_parse(source, as_python))
    assert [one.partition(".")[0] if "get_ipython" in one else one for one in found] == left


def test_a_statement_of_very_many_unindented_lines_is_given_up() -> None:
    long = "x = [\n" + "1,\n" * 500 + "]\n"
    assert texts(that_parse(long + "y = = 1\nz = 1\n", as_python))[-1] == "z = 1"


def test_the_line_of_an_error_is_that_of_the_cell_and_not_of_what_it_called() -> None:
    code = compile("def f():\n    return 1 / 0\n\nx = f()\n", "<cell 1>", "exec")
    with pytest.raises(ZeroDivisionError) as caught:
        exec(code, {})
    assert line_of(caught.value, "<cell 1>") == 4
    assert line_of(caught.value, "<cell 2>") == 0


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "\n%%timeit -n 1"])
def test_a_magic_that_runs_its_cell_gives_way_to_an_empty_line(magic: str) -> None:
    source = f"{magic}\nx = 1\n"
    assert translate(source).strip() == "x = 1"
    assert translate(source).count("\n") == source.count("\n")
