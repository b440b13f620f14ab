from etl.former_names import FORMER_NAMES, former_places
from etl.gazetteer import Gazetteer
from etl.intake import References
from etl.spelling import folded


def test_former_names_lead_to_places_of_today_and_name_none_of_them_in_full(known: References) -> None:
    places = Gazetteer(known["unit"]).places
    full = {folded(place.name) for place in places.values()}
    for name, codes in FORMER_NAMES.items():
        assert folded(name) == name
        assert name not in full
        assert name not in places
        assert set(codes) <= set(places), name


def test_a_place_that_is_not_known_is_not_proposed() -> None:
    assert former_places("莱芜市", {"370117"}) == ("370117",)
    assert former_places("青岛市", {"370200"}) == ()
