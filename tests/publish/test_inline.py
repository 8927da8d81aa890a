"""Files in the place of their imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import AuthoringError
from autograder.publish.inline import body_of, imported_module, imports_the_course


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from a.b import C", "a.b"),
        ("from a.b import (\n    C,\n    D,\n)  # noqa", "a.b"),
        ("from a.b import C as D", None),
        ("from a.b import C\nx = 1", None),
        ("import a.b", None),
        ("from . import C", None),
        ("%matplotlib inline", None),
        ("", None),
    ],
)
def test_only_a_lone_import_is_inlined(source: str, module: str | None):
    assert imported_module(source) == module


@pytest.mark.parametrize("line", ["from reference.a import b", "  import assignments.a"])
def test_imports_of_the_course_are_seen_anywhere(line: str):
    assert imports_the_course(f"x = 1\n{line}\n")


@pytest.mark.parametrize("line", ["from reference values", "import references", "a = reference"])
def test_other_lines_are_not_imports_of_the_course(line: str):
    assert not imports_the_course(line)


def body(tmp_path: Path, text: str) -> str:
    path = tmp_path / "solution.py"
    path.write_text(text, encoding="utf-8")
    return body_of(path, "notebook.py:1")


def test_docstring_imports_and_loose_comments_stay_behind(tmp_path: Path):
    text = (
        '"""Doc."""\n\nimport a\n\n# To authors.\n\nfrom b import (\n    c,\n)\n\n\ndef f(): ...\n'
    )
    assert body(tmp_path, text) == "def f(): ..."


def test_comments_and_decorators_above_the_first_statement_come_along(tmp_path: Path):
    text = "import a\n\n# One.\n# Two.\n@a.b\n@a.c\ndef f(): ...\n\n\nimport d\n"
    assert body(tmp_path, text) == "# One.\n# Two.\n@a.b\n@a.c\ndef f(): ...\n\n\nimport d"


def test_the_rest_is_kept_to_the_letter(tmp_path: Path):
    text = "def f( x ):   # odd\n\treturn 'a'  \n\n\nclass  C : pass"
    assert body(tmp_path, text) == text


def test_a_mark_among_the_imports_is_refused(tmp_path: Path):
    text = "### BEGIN SOLUTION\nimport a\n\nx = 1\n### END SOLUTION\n"
    with pytest.raises(AuthoringError, match=r"solution\.py:1: .*among the imports"):
        body(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [('"""Doc."""\nimport a\n', "nothing here but imports"), ("def f(:\n", r"solution\.py:1")],
)
def test_a_file_without_code_is_refused(tmp_path: Path, text: str, words: str):
    with pytest.raises(AuthoringError, match=words):
        body(tmp_path, text)


def test_a_missing_file_is_named_with_the_importing_cell(tmp_path: Path):
    with pytest.raises(AuthoringError, match=r"notebook\.py:7: imports .*none\.py"):
        body_of(tmp_path / "none.py", "notebook.py:7")
