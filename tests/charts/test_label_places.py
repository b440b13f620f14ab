from hypothesis import given
from hypothesis import strategies as st

from charts.label_places import label_places, text_width


def test_labels_of_two_marks_side_by_side_do_not_meet() -> None:
    first, second = label_places([(100, 100), (112, 100)], ["Laoshan", "Licang"], 600, 400)
    left, right = 100 + first[0], 112 + second[0]
    assert abs((100 + first[1]) - (100 + second[1])) >= 15 or abs(left - right) >= text_width("Licang")


def test_a_label_stays_inside_the_figure() -> None:
    across, _down = label_places([(590, 100)], ["Chengyang District"], 600, 400)[0]
    assert across < 0


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=12))
def test_every_mark_has_a_place(points: list[tuple[float, float]]) -> None:
    assert len(label_places(points, ["即墨区"] * len(points), 600, 400)) == len(points)
