"""What columns are called in the files that exist: one table of names in both languages.

A name is compared in its folded spelling (`etl.spelling.folded_label`): case, spaces, width, traditional
characters and a remark in brackets make no difference. The contract's own names always count, so they are
not repeated here. `docs/LAYOUTS.md` says how to add one.
"""

from functools import cache

from etl.contracts import DATASETS
from etl.spelling import folded, folded_label

PLACE: dict[str, str] = {
    "unit_code": "行政区划代码 代码 编码 区划代码 行政区划编码 行政代码 地区代码 城市代码 城市编码"
    " 区县代码 国标码 adcode citycode areacode code gbcode",
    "place": "地区 地名 地区名称 区域 地点 行政区 行政区划 地方 名称 place region area location name"
    " placename",
    "country": "国家 国家地区 country countryregion countryname",
    "province": "省 省份 省市 省级 省名 省直辖市 省市自治区 所属省 所属省份 province provincestate"
    " provincename",
    "city": "城市 市 地市 地级市 市名 城市名 城市名称 地州市 市州 所属城市 所在城市 city cityname prefecture",
    "county": "区县 县区 区市县 市县区 县 区 区市 县市区 区县名称 county district countyname",
}
"""Columns that name a place: `unit_code` by code, `place` without a level, the others with theirs."""

PROVENANCE: dict[str, str] = {
    "source_id": "来源代码 来源编号",
    "grade": "可信等级 数据等级 来源等级",
    "reference": "出处 来源 数据来源 资料来源 文献 source citation",
    "url": "网址 链接 链接地址 来源链接 link address",
}

ALIASES: dict[str, dict[str, str]] = {
    "case_daily": {
        "date": "日期 时间 统计日期 报告日期 公布日期 通报日期 截至日期 数据日期 日 day reportdate",
        "confirmed": "累计确诊 确诊 确诊数 确诊病例 确诊病例数 确诊人数 累计确诊数 累计确诊病例"
        " 累计确诊病例数 累计确诊人数 累计病例 累计报告确诊病例"
        " confirmedcases confirmedcount cumulativeconfirmed totalconfirmed"
        " cumulativecases totalcases",
        "recovered": "累计治愈 治愈 治愈数 治愈人数 治愈病例 累计治愈数 累计治愈人数 累计治愈病例"
        " 出院 出院病例 累计出院 累计出院病例 治愈出院 累计治愈出院 累计治愈出院病例"
        " cured curedcount discharged totalrecovered cumulativerecovered",
        "deaths": "累计死亡 死亡 死亡数 死亡人数 死亡病例 累计死亡数 累计死亡人数 累计死亡病例 dead"
        " deadcount death totaldeaths cumulativedeaths",
        "new_confirmed": "新增 新增确诊 新增确诊数 新增病例 新增确诊病例 新增确诊病例数 新增确诊人数"
        " 当日新增 当日新增确诊 当日新增确诊病例 今日新增 日新增 日新增确诊 new"
        " newcases newconfirmed dailycases dailyconfirmed newconfirmedcases",
        "new_recovered": "新增治愈 新增治愈病例 新增治愈人数 新增出院 新增治愈出院 当日新增治愈"
        " newrecovered newcured dailyrecovered",
        "new_deaths": "新增死亡 新增死亡病例 新增死亡人数 当日新增死亡 newdeaths dailydeaths",
        "observed": "是否实报 实报",
    },
    "measure": {
        "measure_code": "措施代码 措施编码 措施 措施名称 measure measurename",
        "start_date": "开始日期 起始日期 实施日期 生效日期 开始时间 启动日期 start startson",
        "end_date": "结束日期 终止日期 解除日期 结束时间 end endson",
        "status": "状态 实施状态 是否实施",
        "window_end": "观察截止 观察截止日 观察截止日期 观察期末",
        "note": "备注 说明 注 remark remarks notes",
    },
    "resource": {
        "resource_code": "资源代码 资源编码 资源 资源名称 指标 指标名称 指标代码 resource resourcename",
        "year": "年份 年 年度 统计年份",
        "value": "数值 值 数量",
        "unit": "单位 计量单位",
        "sample_size": "样本量 样本数 n",
        "note": "备注 说明 注 remark remarks notes",
    },
    "indicator_value": {
        "indicator_code": "指标代码 指标编码 指标 指标名称 indicator indicatorname",
        "period": "时期 期间 时段 年份 年度",
        "value_type": "值类型 数值类型 类型",
        "value": "数值 值 得分 评分 等级 score level",
        "value_text": "文本值 文字值 文字 text",
        "unit": "单位 计量单位",
        "coder": "编码员 编码者 编码人 评分人",
        "confidence": "置信度 把握 把握程度",
        "excerpt": "摘录 原文 原文摘录 quote",
        "note": "备注 说明 注 remark remarks notes",
        "missing_reason": "缺失原因 缺失理由",
        "issuer": "发文机关 发文单位",
        "document_number": "文号 发文字号",
        "document_date": "成文日期 发文日期",
        "source_kind": "来源类型",
        "numerator": "分子",
        "denominator": "分母",
    },
    "document": {
        "document_id": "文件编号 文号 编号 documentnumber",
        "issued_on": "发布日期 印发日期 成文日期 发文日期 日期 date issued issuedate",
        "title": "标题 文件名称 文件标题 题名 名称",
        "issuers": "发文机关 发文单位 发布机构 联合发文机关 发文机构 issuer issuedby",
    },
    "unit": {
        "name_zh": "中文名 中文名称 全称 名称",
        "name_en": "英文名 英文名称 englishname",
        "name_short_zh": "简称 短名",
        "level": "级别 层级 行政级别",
        "parent_code": "上级代码 上级编码",
        "province_code": "省代码 省级代码 省份代码 provinceid",
        "population": "人口 常住人口",
        "lon": "经度 longitude lng",
        "lat": "纬度 latitude",
        "benchmark": "标杆 是否标杆",
    },
    "source": {
        "title": "标题 题名 名称",
        "title_zh": "中文标题 中文题名",
        "publisher": "作者 发布者 出版者 发布单位 author authors",
        "citation": "引用 引用格式",
        "licence": "许可 许可证 授权 license",
        "licence_zh": "中文许可",
        "accessed": "访问日期 获取日期",
        "note": "备注 说明",
        "note_zh": "中文备注",
    },
}
"""For each dataset the names of its columns, separated by spaces, already in their folded spelling.

`new_confirmed`, `new_recovered` and `new_deaths` are counts of a day, which are summed up.
"""

WORDS: dict[str, dict[str, str]] = {
    "status": {
        "已实施": "implemented",
        "实施": "implemented",
        "是": "implemented",
        "未实施": "not_implemented",
        "否": "not_implemented",
    },
    "observed": {"是": "true", "否": "false", "yes": "true", "no": "false"},
    "benchmark": {"是": "true", "否": "false", "yes": "true", "no": "false"},
    "value_type": {"数值": "numeric", "等级": "ordinal", "日期": "date", "文本": "text"},
    "missing_reason": {
        "不适用": "not_applicable",
        "未统计": "not_collected",
        "未找到": "not_found",
        "未公开": "withheld",
    },
    "level": {"省级": "province", "地级": "prefecture", "县级": "county"},
    "unit": {"%": "percent", "百分比": "percent", "pct": "percent"},
}
"""Words for the choices of a column, in their folded spelling."""


@cache
def names_of(dataset: str) -> dict[str, str]:
    """Return the field that each folded column name stands for in a dataset.

    >>> names_of("case_daily")["累计确诊"], names_of("case_daily")["城市"]
    ('confirmed', 'city')
    """
    found: dict[str, str] = {}
    tables = [PROVENANCE, PLACE] if "unit_code" in DATASETS[dataset].column_names else [PROVENANCE]
    if dataset == "unit":
        tables = [PROVENANCE, {"unit_code": PLACE["unit_code"]}]
    for table in (*tables, ALIASES[dataset]):
        for field, names in table.items():
            found.update(dict.fromkeys(names.split(), field))
    # Names of the contract itself come last: nothing else may take their place.
    found.update({folded(name): name for name in DATASETS[dataset].column_names})
    return found


def field_of(label: str, dataset: str) -> str | None:
    """Return the field of a dataset that a column name stands for, or None.

    >>> field_of("累計確診（例）", "case_daily"), field_of("天气", "case_daily")
    ('confirmed', None)
    """
    names = names_of(dataset)
    return names.get(folded(label)) or names.get(folded_label(label))


@cache
def familiar_characters() -> frozenset[str]:
    """Return every character of the column names above."""
    tables = (PLACE, PROVENANCE, *ALIASES.values())
    return frozenset(character for table in tables for names in table.values() for character in names)


def chinese_label(dataset: str, column: str) -> str:
    """Return the first Chinese name of a column, which templates show; empty where it has none.

    >>> chinese_label("case_daily", "confirmed"), chinese_label("case_daily", "url")
    ('累计确诊', '网址')
    """
    for table in (ALIASES[dataset], PROVENANCE, PLACE):
        for name in table.get(column, "").split():
            if (
                any("\u4e00" <= character <= "\u9fff" for character in name)
                and field_of(name, dataset) == column
            ):
                return name
    return ""
