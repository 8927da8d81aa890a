import re
from importlib.resources import files

import pytest

PAIRS = [
    (ink, paper)
    for paper in ("paper", "sheet", "wash", "warn-wash", "track")
    for ink in ("ink", "quiet")
] + [("accent", "paper"), ("accent", "sheet"), ("accent", "wash"), ("accent", "warn-wash")] + [
    ("warn", "paper"), ("warn", "sheet"), ("warn", "warn-wash")
]  # fmt: skip


def style() -> str:
    return (files("autograder.feedback") / "pages" / "style.css").read_text(encoding="utf-8")


def colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", style(), flags=re.DOTALL)
    found = re.findall(r"--([a-z-]+): #([0-9a-f]+);", light if scheme == "light" else dark)
    return {name: code if len(code) == 6 else "".join(2 * c for c in code) for name, code in found}


def luminance(code: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_says() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme: str, ink: str, paper: str) -> None:
    known = colours(scheme)
    assert contrast(known[ink], known[paper]) >= 4.5


def test_the_dark_scheme_defines_every_colour_of_the_light_one() -> None:
    assert colours("light").keys() == colours("dark").keys()


def test_the_style_loads_nothing() -> None:
    assert "url(" not in style()
    assert "@import" not in style()
