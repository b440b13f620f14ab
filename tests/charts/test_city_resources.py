import numpy as np
import pandas as pd

from charts.chart import Chart
from charts.city_resources import Resource, city_resources
from charts.look import Look
from locales import translator

VALUES = pd.DataFrame({"F1": [3.06, np.nan], "F3": [5.3, 5.17]}, index=["370200", "370100"])
RESOURCES = [Resource("F1", "doctors", "per 1,000 residents"), Resource("F3", "beds", "per 1,000 residents")]
NAMES = {"370200": "Qingdao", "370100": "Jinan"}


def draw(*, inherited: bool, compact: bool = False) -> Chart:
    look = Look("light", translator("en"), compact)
    return city_resources(VALUES, RESOURCES, city="370200", names=NAMES, inherited=inherited, look=look)


def test_the_figures_of_the_city_are_hatched_for_a_district_and_said_to_be_the_citys() -> None:
    chart = draw(inherited=True)
    assert list(chart.figure.data[0].marker.pattern.shape) == ["/", ""]
    assert chart.figure.layout.yaxis.categoryarray[-1].endswith("(city)")
    assert any("not the district’s own" in caption for caption in chart.captions)


def test_for_the_city_itself_nothing_is_hatched() -> None:
    chart = draw(inherited=False, compact=True)
    assert set(chart.figure.data[0].marker.pattern.shape) == {""}
    assert not any("Hatched" in caption for caption in chart.captions)


def test_a_missing_value_is_said_to_be_missing_and_not_zero() -> None:
    chart = draw(inherited=False)
    assert list(chart.figure.data[0].text) == ["3.06", "no value"]
    assert any("not zero: Jinan" in caption for caption in chart.captions)
    assert "Qingdao: doctors 3.06 per 1,000 residents, beds 5.30 per 1,000 residents." in chart.alt
