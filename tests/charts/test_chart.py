from hypothesis import given
from hypothesis import strategies as st

from charts.chart import text_width, wrapped


def test_lines_are_broken_without_losing_a_character() -> None:
    text = "截至2020年2月29日每10万常住人口确诊病例及95%区间"
    lines = wrapped(text, 20)
    assert "".join(lines) == text
    assert len(lines) > 1


@given(st.text(st.sampled_from("即墨区，。（）“”COVID-19 a1 "), max_size=60), st.integers(4, 30))
def test_no_line_is_too_long_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(text_width(line) <= width for line in lines)


def test_words_stay_whole_and_no_line_begins_with_a_closing_mark() -> None:
    assert wrapped("新冠COVID-19疫情", 8) == ["新冠", "COVID-19", "疫情"]
    assert wrapped("一二三四，五六", 8) == ["一二三", "四，五六"]
    assert wrapped("一二三（四五）", 8) == ["一二三", "（四五）"]
    assert wrapped("", 8) == [""]
