import pytest
from jinja2 import UndefinedError

from autograder.feedback.layout import code_spans, environment


def test_what_stands_between_backticks_is_code() -> None:
    assert code_spans("call `f(x)` or `g`") == "call <code>f(x)</code> or <code>g</code>"


@pytest.mark.parametrize(
    ("text", "html"),
    [("it`s", "it`s"), ("`a` and `b", "<code>a</code> and `b"), ("", ""), ("`", "`")],
)
def test_a_backtick_without_its_partner_is_a_character(text: str, html: str) -> None:
    assert code_spans(text) == html


def test_code_and_what_surrounds_it_are_escaped_and_cleaned() -> None:
    assert code_spans("<b> `<i>`\x1b[1m&") == "&lt;b&gt; <code>&lt;i&gt;</code>&amp;"


def test_every_printed_value_is_escaped_and_cleaned() -> None:
    template = environment().from_string('<p title="{{ x }}">{{ x }}</p>')
    assert template.render(x='"<\x1b[1m\x07') == '<p title="&#34;&lt;\ufffd">&#34;&lt;\ufffd</p>'


def test_a_misspelt_name_in_a_template_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ misspelt }}").render()
