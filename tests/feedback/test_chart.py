import pytest

from autograder.feedback.chart import Histogram, histogram


def counts(chart: Histogram) -> list[int]:
    return [bar.count for bar in chart.bars]


def test_each_share_falls_into_its_tenth_and_full_marks_into_the_last() -> None:
    assert counts(histogram([0, 0.05, 0.3, 0.7, 0.999, 1])) == [2, 0, 0, 1, 0, 0, 0, 1, 0, 2]


def test_rounding_does_not_move_a_share_into_the_tenth_below() -> None:
    assert counts(histogram([1 - 0.9, 0.1]))[:2] == [0, 2]


@pytest.mark.parametrize("size", [1, 4, 5, 6, 28, 300, 10_000])
def test_bars_stay_inside_the_plot_and_ticks_are_few_and_whole(size: int) -> None:
    chart = histogram([1.0] * size)
    assert all(chart.top <= bar.y <= chart.bottom for bar in chart.bars)
    assert all(chart.left <= bar.x and bar.x + bar.width <= chart.right for bar in chart.bars)
    assert 2 <= len(chart.up) <= 6
    assert int(chart.up[-1].text) >= size


def test_a_bar_twice_as_high_is_drawn_twice_as_high() -> None:
    chart = histogram([0.05, 0.15, 0.15])
    assert chart.bars[1].height == pytest.approx(2 * chart.bars[0].height, abs=0.02)


def test_the_description_says_in_words_what_the_bars_show() -> None:
    assert histogram([0.05, 0.95, 1]).description.endswith("0–10 %: 1; 90–100 %: 2.")


def test_the_medians_line_stands_at_the_median() -> None:
    chart = histogram([0, 0.5, 1])
    assert chart.median.at == (chart.left + chart.right) / 2
    assert chart.median.text == "median 50 %"
