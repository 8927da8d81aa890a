"""A student's notebook as a page: readable, and harmless whatever is in it."""

from __future__ import annotations

import re

import nbformat
import pytest

from autograder.feedback.layout import environment
from autograder.feedback.notebook import notebook_page

new = nbformat.v4
EVIL = "<script>alert(1)</script>"


def page(report, *cells, **metadata):
    notebook = new.new_notebook(cells=list(cells), metadata=metadata)
    return notebook_page(environment(), report, nbformat.writes(notebook).encode())


def test_prose_code_and_printed_text_are_shown(perfect):
    code = new.new_code_cell(
        "x = 1", execution_count=7, outputs=[new.new_output("stream", text="loss 0.1\n")]
    )
    text = page(perfect, new.new_markdown_cell("# A *title*"), code)
    assert "<h1>A <em>title</em></h1>" in text
    assert "loss 0.1" in text
    assert "[7]:" in text


def outputs():
    yield new.new_output("stream", name="stdout", text=EVIL)
    yield new.new_output("stream", name=f'x"{EVIL}', text="x")
    yield new.new_output("error", ename=EVIL, evalue=EVIL, traceback=[EVIL])
    yield new.new_output("display_data", data={"text/html": EVIL, "text/plain": EVIL})
    yield new.new_output("display_data", data={"image/svg+xml": f"<svg>{EVIL}</svg>"})
    yield new.new_output("display_data", data={"application/javascript": "alert(1)"})
    yield new.new_output("display_data", data={"text/latex": EVIL})
    yield new.new_output("display_data", data={"image/png": f"'/>{EVIL}"})
    yield new.new_output("display_data", data={"image/png": "aaaa"}, metadata={"width": EVIL})


def cells():
    yield new.new_markdown_cell(f"{EVIL} <img src=x onerror=alert(1)> <b onclick='x'>b</b>")
    yield new.new_markdown_cell("[x](javascript:alert(1)) <javascript:alert(1)>")
    yield new.new_markdown_cell("a", attachments={"x": {"image/svg+xml": EVIL}})
    yield new.new_markdown_cell("```" + EVIL + "\ncode\n```")
    yield new.new_code_cell(f"'{EVIL}'")
    yield new.new_code_cell("1", metadata={"tags": [f'"{EVIL}']})
    yield new.new_raw_cell(EVIL, metadata={"raw_mimetype": "text/html"})
    yield from (new.new_code_cell("1", outputs=[output]) for output in outputs())


@pytest.mark.parametrize("cell", list(cells()))
def test_nothing_in_a_notebook_becomes_markup_that_runs(perfect, cell):
    text = page(perfect, cell, language_info={"name": "python"})
    assert text is not None
    body = text.partition("</head>")[2]
    assert "<script" not in body
    assert not re.search(r"<[^>]*\son\w+\s*=", body)
    assert not re.search(r"""(href|src)=["']?\s*javascript:""", body)
    assert "<svg" not in body


def test_the_page_may_load_and_run_nothing(perfect):
    text = page(perfect, new.new_code_cell("1"))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text


def test_a_picture_is_kept_and_described(perfect):
    output = new.new_output("display_data", data={"image/png": "aGVsbG8="})
    text = page(perfect, new.new_code_cell("1", outputs=[output]))
    assert "data:image/png;base64,aGVsbG8=" in text
    assert "alt=" in text


def test_endless_output_is_cut(perfect):
    output = new.new_output("stream", text="x" * 10_000_000)
    assert len(page(perfect, new.new_code_cell("1", outputs=[output] * 3))) < 200_000


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"cells": [{"cell_type": 3}]}'])
def test_what_is_no_notebook_has_no_page(perfect, data):
    assert notebook_page(environment(), perfect, data) is None
