from charts.gap_words import Sides, certainty, filled, gap_words, native, signed
from charts.look import Look
from locales import translator

EN = translator("en")
LOOK = Look("light", EN)


def test_numbers_in_native_units_keep_what_their_size_deserves() -> None:
    assert [native(value, EN) for value in (12.0, 7.3306, 19.395, -1.0, 0.08)] == [
        "12",
        "7.33",
        "19.4",
        "−1",
        "0.080",
    ]


def test_the_certainty_of_a_gap_has_four_words() -> None:
    given = [(0.95, 3.0), (0.5, 3.0), (0.05, -3.0), (float("nan"), 0.0)]
    words = ["behind", "uncertain", "ahead", "no difference"]
    assert [certainty(probability, gap, EN) for probability, gap in given] == words
    assert certainty(0.2, 1.0, EN) == certainty(0.8, 1.0, EN) == "uncertain"


def test_a_lent_value_never_wears_the_focus_colour_and_says_whose_it_is() -> None:
    lent, own = Sides("Qingdao", "Median", "Jimo", True), Sides("Jimo", "Median", "Jimo")
    assert lent.colour(LOOK) != own.colour(LOOK) == LOOK.colours.focus
    assert (lent.pattern, own.pattern) == ("/", "")
    assert lent.symbol != own.symbol == "diamond"
    assert "figures of Qingdao, not of Jimo" in lent.captions(EN)[0]
    assert own.captions(EN) == ()


def test_gaps_in_words_and_signs() -> None:
    assert gap_words(0.01, EN) == "level"
    assert signed(2.96, EN) == "+3.0"
    assert filled("#000000", "/", LOOK)["pattern"]["fillmode"] == "overlay"
