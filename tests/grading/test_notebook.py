"""Reading what was handed in: every form of it, and every reason why there is no code."""

from __future__ import annotations

import ast
import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.grading.notebook import Notebook, read


def notebook(*sources, **fields):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **fields}


def read_json(plain, name="a.ipynb"):
    return read(name, json.dumps(plain).encode())


def sources(read: Notebook):
    return [cell.source for cell in read.cells]


# --- notebooks -----------------------------------------------------------------------------------


def test_code_cells_are_numbered_and_prose_is_not():
    plain = notebook("a = 1", "b = 2")
    plain["cells"].insert(1, {"cell_type": "markdown", "source": "text"})
    plain["cells"].insert(0, {"cell_type": "raw", "source": "text"})
    assert [(c.number, c.source) for c in read_json(plain).cells] == [(1, "a = 1"), (2, "b = 2")]


def test_ids_and_the_assignment_are_read_and_nothing_else():
    plain = notebook("a = 1", metadata={"autograder": {"assignment": "small"}})
    plain["cells"][0] |= {
        "id": "own",
        "metadata": {"nbgrader": {"grade_id": "square", "points": 1000}, "tags": ["x"]},
        "outputs": [{"text": "42"}],
    }
    got = read_json(plain)
    assert (got.assignment, got.cells[0].id, got.cells[0].grade_id) == ("small", "own", "square")


def test_a_source_may_be_a_list_of_lines():
    assert sources(read_json(notebook(["a = 1\n", "b = 2"]))) == ["a = 1\nb = 2"]


def test_format_3_is_read():
    cell = {"cell_type": "code", "language": "python", "input": ["a = 1\n", "b = 2"]}
    prose = {"cell_type": "heading", "level": 1, "source": "Title"}
    sheets = [{"cells": [prose, cell]}, {"cells": [{**cell, "input": "c = 3"}]}]
    plain = {"nbformat": 3, "metadata": {"name": ""}, "worksheets": sheets}
    assert sources(read_json(plain)) == ["a = 1\nb = 2", "c = 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_read(encoding):
    text = json.dumps(notebook("# grün\na = 1"), ensure_ascii=False)
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    data = marks.get(encoding, b"") + text.encode(encoding)
    assert sources(read("a.ipynb", data)) == ["# grün\na = 1"]


def test_windows_line_ends_are_read():
    data = json.dumps(notebook("a = 1\nb = 2"), indent=1).replace("\n", "\r\n").encode()
    assert sources(read("a.ipynb", data)) == ["a = 1\nb = 2"]


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"language": "python"}},
        {"kernelspec": {"name": "python3"}},
        {"language_info": {"name": "python"}},
        {"language_info": {"name": "ipython"}},
        {"kernelspec": None, "language_info": 7},
        {"kernelspec": {"language": 5}},
    ],
)
def test_python_is_what_is_said_or_what_nothing_denies(metadata):
    assert len(read_json(notebook("a = 1", metadata=metadata)).cells) == 1


STRANGE = {
    "a cell that is none": {"cells": [7, None, {"cell_type": "code", "source": "a"}]},
    "a source that is none": {
        "cells": [{"cell_type": "code", "source": 7}, *notebook("a")["cells"]]
    },
    "lines that are none": notebook([1, None, "a"]),
    "metadata that are a list": {**notebook("a"), "metadata": []},
    "ids that are numbers": {
        "cells": [{"cell_type": "code", "source": "a", "id": 5, "metadata": {"nbgrader": [1]}}]
    },
    "an assignment that is a list": notebook("a", metadata={"autograder": {"assignment": []}}),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_fields_do_not_keep_the_code_from_being_read(name):
    assert sources(read_json(STRANGE[name]))[-1] == "a"


def test_text_that_no_file_can_hold_is_mended():
    """JSON can name half a character; neither Python nor a report can write it down."""
    plain = notebook("a = '\ud800'", metadata={"autograder": {"assignment": "\udcff"}})
    plain["cells"][0]["id"] = "\ud800"
    got = read_json(plain)
    assert sources(got)[0].encode("utf-8")
    assert got.assignment.encode("utf-8")
    assert got.cells[0].id.encode("utf-8")


# --- what cannot be read -------------------------------------------------------------------------

REFUSED = {
    "empty": (b"", "The file is empty."),
    "white": (b"  \n\t", "The file is empty."),
    "binary": (b"\x89PNG\r\n\x1a\n", "The file is not text: byte 0 is not UTF-8."),
    "NULs": (b"\x00" * 100, "NUL bytes"),
    "latin-1": ('{"a": "grün"}'.encode("latin-1"), "byte 9 is not UTF-8"),
    "half UTF-16": (b"\xff\xfe{\x00a", "is not UTF-1"),
    "prose": (b"Dear teacher,", "not valid JSON"),
    "HTML": (b"<!DOCTYPE html><html>", "not valid JSON"),
    "cut off": (json.dumps(notebook("a = 1", "b = 2"), indent=1).encode()[:80], "on line 8"),
    "a merge conflict": (b'{\n<<<<<<< HEAD\n "cells": []\n}', "on line 2"),
    "deep JSON": (b"[" * 200_000 + b"]" * 200_000, "its JSON is malformed"),
    "a number without end": (b'{"cells": ' + b"9" * 10_000 + b"}", "its JSON is malformed"),
    "a list": (b"[]", "no list of cells"),
    "a number": (b"5", "no list of cells"),
    "no cells": (b"{}", "no list of cells"),
    "cells that are a map": (b'{"cells": {}}', "no list of cells"),
    "no code": (json.dumps(notebook()).encode(), "There is no code in it"),
    "empty code": (json.dumps(notebook("", " \n")).encode(), "There is no code in it"),
    "R": (
        json.dumps(notebook("x <- 1", metadata={"kernelspec": {"language": "R"}})).encode(),
        "It is a notebook for R, not for Python.",
    ),
    "Julia": (
        json.dumps(notebook("x = 1", metadata={"language_info": {"name": "julia"}})).encode(),
        "It is a notebook for julia",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why(name):
    data, words = REFUSED[name]
    with pytest.raises(SubmissionError) as caught:
        read("a.ipynb", data)
    assert words in str(caught.value)


@given(st.binary(max_size=200), st.sampled_from(["a.ipynb", "a.py"]))
def test_no_bytes_lead_to_any_other_error(data, name):
    with contextlib.suppress(SubmissionError):
        assert read(name, data).cells


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["cells", "metadata", "source", "cell_type", "id", "worksheets", "input", "kernelspec",
             "language", "nbgrader", "grade_id", "autograder", "assignment", "x"]
        ),
        inner | st.just("code"),
        max_size=5,
    ),
)  # fmt: skip


@given(JSON)
def test_no_json_leads_to_any_other_error(plain):
    with contextlib.suppress(SubmissionError):
        assert read_json(plain).cells


# --- scripts -------------------------------------------------------------------------------------


def read_script(text):
    return read("a.py", text.encode())


def test_a_script_with_marks_is_its_cells():
    text = "import a\n# %%\nb = 1\n# %% [markdown]\n# text\n# %% title\nc = 2\n"
    assert sources(read_script(text)) == ["import a\n", "# %%\nb = 1\n", "# %% title\nc = 2\n"]


def test_a_script_as_jupyter_exports_it_is_its_cells():
    text = "#!/usr/bin/env python\n# coding: utf-8\n\n# In[ ]:\n\na = 1\n\n# In[12]:\n\nb = 2\n"
    assert [s.strip().split("\n")[-1] for s in sources(read_script(text))][1:] == ["a = 1", "b = 2"]


def test_a_script_without_marks_is_its_statements():
    text = '"""Words."""\nimport a\n\n\n@d\ndef f():\n    return 1\n\n# note\nx = f()\n'
    assert [s.strip() for s in sources(read_script(text))] == [
        '"""Words."""',
        "import a",
        "@d\ndef f():\n    return 1",
        "x = f()",
    ]


def test_statements_keep_their_line_numbers():
    for cell in read_script("a = 1\n\n\nb = 2\n\nc = 3\n").cells:
        line = {1: "a = 1", 2: "b = 2", 3: "c = 3"}[cell.number]
        assert cell.source.split("\n")[{1: 0, 2: 3, 3: 5}[cell.number]] == line


@pytest.mark.parametrize(
    "text",
    [
        "a = 1; b = 2; c = 3\nd = 4",
        "a = (1,\n 2); b = 3\nc = 4",
        "if a: b = 1\nelse: c = 2",
        "x = '''\nlines\n'''; y = 1\n",
        "a = 1\n\\\nb = 2\n",
        "def f(): pass\n\n\n\n",
        "try:\n  a\nexcept E:\n  b\nfinally:\n  c\nd\n",
    ],
)
def test_every_statement_of_a_script_is_whole_and_there_once(text):
    pieces = [ast.dump(node) for s in sources(read_script(text)) for node in ast.parse(s).body]
    assert pieces == [ast.dump(node) for node in ast.parse(text).body]


def test_a_script_with_a_syntax_error_is_one_cell():
    assert sources(read_script("a = 1\ndef half(:\n")) == ["a = 1\ndef half(:\n"]


def test_a_long_script_does_not_grow():
    """Blank lines in front of each statement would make gigabytes of half a megabyte."""
    text = "a = 1\n" * 100_000
    assert sum(len(s) for s in sources(read_script(text))) < 20e6


def test_a_script_of_nothing_but_comments_has_no_code():
    with pytest.raises(SubmissionError, match="no code"):
        read_script("# only\n# words\n")


@pytest.mark.parametrize("encoding", ["cp1251", "latin-1", "utf-8", "utf-8-sig"])
def test_a_script_may_declare_its_encoding(encoding):
    word = "grün" if encoding == "latin-1" else "слой"
    text = f"# -*- coding: {encoding.removesuffix('-sig')} -*-\nx = '{word}'\n"
    cells = read("a.py", text.encode(encoding)).cells
    assert any(f"x = '{word}'" in cell.source for cell in cells)


@pytest.mark.parametrize("cookie", ["cp99999", "ascii"])
def test_a_script_that_is_not_in_the_encoding_that_it_declares_is_refused(cookie):
    with pytest.raises(SubmissionError, match="The file is not text"):
        read("a.py", f"# coding: {cookie}\nx = 'grün'\n".encode("latin-1"))
