"""A student's own notebook as a page that stands alone, rendered by nbconvert and made harmless.

A fresh notebook is made of what is harmless in the student's: sources, printed texts, PNG pictures,
and of errors the traceback. Raw HTML in prose is shown as text, and the page may load and run
nothing. Metadata, ids, attachments and every other kind of output stay behind.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from autograder.verdict import Report

# Tags that fold prose away or set it off: without them their text is shown, which harms nobody.
_FOLDS = re.compile(r"</?(?:details|summary|br|b|i|em|strong|code)\s*/?>", re.IGNORECASE)
_LINK_ELSEWHERE = re.compile(r'href="(?!https?:|#)[^"]*"', re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
LONGEST_TEXT = 20_000
LONGEST_PICTURE = 2_000_000
MOST_OUTPUTS = 50  # of a cell


def notebook_page(templates: Environment, report: Report, data: bytes) -> str | None:
    """The page of what was handed in as `data`; None where that is no notebook."""
    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # older formats, missing ids: not a reader's business
            text = data.decode("utf-8-sig")
            given: Any = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
            body = _render(_harmless(given))
    except Exception:  # a file of somebody else's; whatever is wrong with it, it has no page
        return None
    return templates.get_template("notebook.html").render(report=report, cells=Markup(body))


def _harmless(given: Any) -> Any:
    from nbformat import v4

    new: Any = v4
    notebook = new.new_notebook()
    for number, cell in enumerate(given.cells):
        source = str(cell.source)
        if cell.cell_type == "markdown":
            made = new.new_markdown_cell(source, id=f"cell-{number}")
        elif cell.cell_type == "code":
            outputs = [output for one in cell.outputs[:MOST_OUTPUTS] for output in _outputs(one)]
            made = new.new_code_cell(source, id=f"cell-{number}", outputs=outputs)
            made.execution_count = _count(cell.get("execution_count"))
        else:
            continue
        notebook.cells.append(made)
    return notebook


def _count(value: Any) -> int | None:
    return value if type(value) is int else None


def _outputs(output: Any) -> Iterator[Any]:
    """What is shown of an output: at most one, of a kind that holds no markup."""
    from nbformat import v4

    new: Any = v4.new_output
    data = output.get("data", {})
    picture, text = data.get("image/png"), data.get("text/plain")
    if output.output_type == "stream":
        yield new("stream", name="stdout", text=str(output.get("text", ""))[:LONGEST_TEXT])
    elif output.output_type == "error":
        lines = [str(line) for line in output.get("traceback", [])]
        yield new("error", ename="", evalue="", traceback=["\n".join(lines)[:LONGEST_TEXT]])
    elif isinstance(picture, str) and len(picture) < LONGEST_PICTURE and _BASE64.fullmatch(picture):
        yield new("display_data", data={"image/png": picture})
    elif isinstance(text, str):
        yield new("display_data", data={"text/plain": text[:LONGEST_TEXT]})


@functools.cache  # its templates take half a second to load
def _exporter() -> Any:
    from nbconvert import exporters, filters

    exporter: Any = exporters.HTMLExporter(template_name="basic")  # type: ignore[no-untyped-call]
    highlight: Any = filters.Highlight2HTML(pygments_lexer="python3")  # type: ignore[no-untyped-call]
    exporter.register_filter("markdown2html", lambda source: _prose(source))
    exporter.register_filter("highlight_code", highlight)
    exporter.register_filter("clean_html", lambda html: html)
    return exporter


def _render(notebook: Any) -> str:
    """The cells as HTML, without nbconvert's two passes over its own output.

    They take most of its time and are there for markup that a notebook may hold; here is none.
    """
    from nbconvert.exporters import TemplateExporter

    body, _ = TemplateExporter.from_notebook_node(_exporter(), notebook)
    return str(body).replace("<img ", '<img alt="A picture that the cell drew" ')


def _prose(source: str) -> str:
    """Markdown as HTML in which the writer's own HTML is text."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    html = str(MarkdownWithMath(renderer=renderer).render(_FOLDS.sub("", source)))
    return _LINK_ELSEWHERE.sub('href="#"', html)
