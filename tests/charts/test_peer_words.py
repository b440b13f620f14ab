import pytest

from charts.peer_words import BY_HAND, peers_sentence, rule_words
from locales import translator
from metrics.peer_rules import RULES

EN = translator("en")


@pytest.mark.parametrize("level", ["county", "prefecture"])
def test_every_rule_says_who_the_peers_are(level: str) -> None:
    for rule in (*RULES, BY_HAND):
        assert peers_sentence(rule, level, 0, "Jimo", EN).startswith("0 peers of Jimo: ")


def test_siblings_of_a_city_are_those_of_its_province() -> None:
    assert "same province" in peers_sentence("siblings", "prefecture", 2, "Qingdao", EN)
    assert "same city" in peers_sentence("siblings", "county", 2, "Jimo", EN)


def test_a_city_has_no_rule_of_siblings_beside_that_of_its_province() -> None:
    assert "siblings" not in rule_words("prefecture", EN)
    assert set(rule_words("county", EN)) == {*RULES, BY_HAND}
