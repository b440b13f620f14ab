import pytest

from etl.recognition import Plan, headers, recognise


def plan_of(head: list[list[str]], *words: str, wanted: str | None = None) -> Plan:
    plan = recognise(head, words, wanted)
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        ("城市,日期,累计确诊", "case_daily"),
        ("unit_code,measure_code,status,start_date", "measure"),
        ("城市,指标,年份,数值,单位", "resource"),
        ("unit_code,indicator_code,period,value_type,value", "indicator_value"),
        ("文号,地区,发布日期,标题,发文机关", "document"),
        ("source_id,title,publisher,licence", "source"),
        ("unit_code,name_zh,name_en,name_short_zh,level,province_code", "unit"),
    ],
)
def test_the_dataset_is_told_from_the_column_names(header: str, dataset: str) -> None:
    plan = plan_of([header.split(","), ["x"] * len(header.split(","))])
    assert (plan.dataset, plan.missing) == (dataset, [])


def test_a_title_above_the_header_is_passed_over() -> None:
    plan = plan_of([["2020年疫情"], [], ["城市", "日期", "确诊"], ["青岛", "2020-01-28", "5"]])
    assert (plan.header.first, plan.header.last, plan.year) == (3, 3, 2020)
    assert plan.fields == {"city": 0, "date": 1, "confirmed": 2}


def test_groups_above_columns_are_joined() -> None:
    plan = plan_of(
        [["城市", "日期", "累计", "", "新增"], ["", "", "确诊", "死亡", "确诊"], ["青岛", "", "5", "", "1"]]
    )
    assert plan.header.labels == ("城市", "日期", "累计 确诊", "累计 死亡", "新增 确诊")
    assert plan.fields == {"city": 0, "date": 1, "confirmed": 2, "deaths": 3}
    assert plan.unused == [4]


def test_data_rows_are_no_second_header_row() -> None:
    found = headers([["城市", "日期"], ["青岛", "5"]])
    assert [(header.first, header.last) for header in found] == [(1, 1), (2, 2)]


def test_cumulative_counts_go_before_new_ones() -> None:
    assert plan_of([["城市", "日期", "新增确诊", "累计确诊"]]).summed == set()
    assert plan_of([["城市", "日期", "新增确诊"]]).summed == {"confirmed"}


def test_days_across_need_a_year() -> None:
    head = [["城市", "1月22日", "1月23日"], ["青岛", "1", "2"]]
    assert len(plan_of(head, "2020年确诊").across) == 2
    assert plan_of(head).unclear == [1, 2]


def test_what_is_counted_under_days_is_taken_from_title_or_name() -> None:
    head = [["城市", "2020-01-22", "2020-01-23"], ["青岛", "1", "2"]]
    assert plan_of(head).counts_unstated
    assert not plan_of(head, "累计确诊").counts_unstated
    assert plan_of(head, "daily_new_cases").summed == {"confirmed"}
    assert plan_of([["新增死亡"], *head]).summed == {"deaths"}


def test_a_field_named_twice_is_noted() -> None:
    assert plan_of([["城市", "日期", "确诊", "累计确诊"]]).twice == [3]


def test_nothing_is_made_of_strange_columns() -> None:
    plan = plan_of([["天气", "温度"], ["晴", "3"]])
    assert plan.missing
    assert not plan.is_likely
    assert recognise([[], [""]], []) is None
