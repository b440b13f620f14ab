import pytest

from exports.fit import fitted_size, height_of, lines_of, text_width


def test_a_chinese_character_is_as_wide_as_high() -> None:
    assert text_width("青岛市") == 3
    assert text_width("abc") < 2


@pytest.mark.parametrize("size", [8, 12, 18])
def test_more_words_never_take_fewer_lines(size: int) -> None:
    counts = [lines_of("word " * many, size, 200) for many in range(1, 60)]
    assert counts == sorted(counts)


def test_what_is_too_long_gets_the_smallest_size() -> None:
    assert fitted_size(["x" * 10_000], 100, 50, largest=18, smallest=9) == 9


def test_the_fitted_size_fits() -> None:
    texts = ["即墨区卫生与社会工作从业人员" * 4, "word " * 30]
    size = fitted_size(texts, 300, 120, largest=18, smallest=6)
    assert height_of(texts, size, 300) <= 120 < height_of(texts, size + 0.5, 300)
