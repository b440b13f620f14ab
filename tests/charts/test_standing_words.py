import pytest

from charts.standing_words import Stand, against_peers, headline, like_for_like, position
from locales import Language, translator

EN = translator("en")


def stand(**changes: object) -> Stand:
    facts: dict[str, object] = {
        "what": "Capacity",
        "score": 32.2,
        "low": 1042,
        "high": 1349,
        "of": 2819,
        "ahead": 3,
        "level": 4,
        "behind": 5,
        "beyond": 0,
    }
    return Stand(**(facts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1, 25, "in the top quarter"),
        (1, 26, "in the upper half"),
        (26, 50, "in the upper half"),
        (50, 51, "on both sides of the middle"),
        (1, 100, "on both sides of the middle"),
        (51, 75, "in the lower half"),
        (75, 76, "in the lower half"),
        (76, 100, "in the bottom quarter"),
    ],
)
def test_the_whole_band_decides_the_part_and_never_the_rank_alone(
    low: float, high: float, words: str
) -> None:
    assert position(low, high, 100, EN) == words


def test_a_sentence_says_score_part_peers_and_what_is_not_assessed() -> None:
    assert headline("**Jimo**", [stand()], "counties", 5, EN) == (
        "**Jimo**: Capacity 32 of 100, in the upper half of 2,819 counties (of 12 peers 3 ahead, 4 level, 5"
        " behind). 5 dimensions are not assessed."
    )


def test_singular_and_plural() -> None:
    assert "1 dimension is not assessed" in headline("J", [stand()], "counties", 1, EN)
    assert against_peers(stand(ahead=1, level=0, behind=0), EN) == "of 1 peer 1 ahead, 0 level, 0 behind"
    assert against_peers(stand(ahead=0, level=1, behind=0), EN) == "level with the 1 peer"
    assert against_peers(stand(ahead=0, level=9, behind=0), EN) == "level with all 9 peers"


def test_nothing_is_said_against_peers_without_a_score() -> None:
    assert against_peers(stand(ahead=0, level=0, behind=0), EN) == "no peer is assessed"


def test_a_place_without_a_score_is_not_assessed_and_not_zero() -> None:
    assert headline("J", [], "", 0, EN) == "J is not assessed, which is not a score of zero."


def test_the_only_place_has_no_rank_to_boast_of() -> None:
    assert "the only place assessed" in headline("J", [stand(of=1, low=1, high=1)], "counties", 0, EN)


@pytest.mark.parametrize(
    ("beyond", "word"), [(1, "above"), (0, "within"), (-1, "below"), (None, "cannot be said")]
)
def test_the_interval_decides_whether_a_place_stands_out(beyond: int | None, word: str) -> None:
    assert word in like_for_like(beyond, EN)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_calls_a_place_better(language: Language) -> None:
    text = headline("J", [stand(ahead=0, level=1, behind=11)], "x", 2, translator(language))
    assert not any(word in text for word in ("better", "best", "优于", "最好"))


def test_the_chinese_sentence_holds_no_english() -> None:
    text = headline("即墨区", [stand(what="专业能力与资源")], "区县", 5, translator("zh"))
    assert text == (
        "即墨区：专业能力与资源32分（满分100），在2,819个区县中位于前半"
        "（12个对标地区中，3个领先，4个不分高下，5个落后）。另有5个维度未评估。"
    )
