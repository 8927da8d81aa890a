"""The templates' environment: everything escaped, everything cleaned, nothing undefined.

A page is one file: its style is inlined, it loads nothing and runs nothing, and says so to the
browser, so that even an escape forgotten here could not run.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.feedback.grid import pair
from autograder.feedback.listing import listings
from autograder.verdict import ExerciseResult
from autograder.words import (
    check_word,
    clean,
    clip,
    one_line,
    percent,
    points,
    share,
    submission_name,
)

LONGEST_OUTPUT = 20_000


def environment() -> Environment:
    """The environment that both pages are rendered in."""
    templates = Environment(
        loader=PackageLoader("autograder.feedback", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters.update(
        code=code_spans,
        listings=listings,
        pair=pair,
        clip=clip,
        file=submission_name,
        named=named,
        one_line=one_line,
        percent=percent,
        parted=lambda text: clean(text).partition("\n"),
        points=points,
        output=lambda text: clip(clean(text), LONGEST_OUTPUT),
    )
    templates.globals.update(share=share, check_word=check_word)
    return templates


def code_spans(text: str) -> Markup:
    """The text escaped, with what stands between two backticks as code."""
    parts = clean(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner is just a character
        parts[-2:] = [f"{parts[-2]}`{parts[-1]}"]
    wrapped = (
        Markup("<code>{}</code>").format(part) if index % 2 else Markup.escape(part)
        for index, part in enumerate(parts)
    )
    return Markup("").join(wrapped)


def named(exercises: tuple[ExerciseResult, ...], name: str) -> ExerciseResult | None:
    """The exercise of that name, or None where the report does not have it."""
    return next((exercise for exercise in exercises if exercise.name == name), None)


def _cleaned(value: object) -> object:
    """Every printed value passes here; markup was made of clean text already."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
