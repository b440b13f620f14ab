"""The words of a coding sheet: its sheets, headings, choices and guide, in both languages at once.

They stand here and not in the catalogues, because a sheet that somebody filled in months ago must still be
read when a translation has changed.
"""

from dataclasses import dataclass

from etl.coding_plan import ACTOR_TYPES, Words

SHEETS = {
    "guide": "说明 Guide",
    "coding": "编码 Coding",
    "tasks": "任务 Tasks (A2)",
    "actors": "主体 Actors (C5)",
    "documents": "文件 Documents",
    "rubrics": "量表 Rubrics",
}


@dataclass(frozen=True)
class Heading:
    """One column of a sheet: its key, its words, how wide it is."""

    key: str
    zh: str
    en: str
    width: int = 14

    @property
    def label(self) -> str:
        """The words in both languages, as they stand in the first row."""
        return f"{self.zh}\n{self.en}"


CODING = (
    Heading("unit_code", "单位代码", "Unit code", 10),
    Heading("unit_name", "单位", "Unit", 18),
    Heading("indicator_code", "指标代码", "Indicator code", 9),
    Heading("indicator_name", "指标", "Indicator", 26),
    Heading("level", "等级（0–4）", "Level (0–4)", 9),
    Heading("numerator", "计数", "Count", 12),
    Heading("denominator", "总数", "Out of", 12),
    Heading("missing_reason", "缺失原因", "Missing reason", 20),
    Heading("window_start", "观察期起", "Window from", 12),
    Heading("window_end", "观察期止", "Window to", 12),
    Heading("reference", "来源标题", "Source title", 32),
    Heading("issuer", "发文单位", "Issuer", 22),
    Heading("document_number", "文号", "Document number", 20),
    Heading("document_date", "文件日期", "Document date", 12),
    Heading("source_kind", "来源类型", "Kind of source", 24),
    Heading("url", "网址", "Address", 24),
    Heading("excerpt", "原文摘录（不超过200字）", "Excerpt (at most 200 characters)", 44),
    Heading("coder", "编码员", "Coder", 14),
    Heading("confidence", "把握程度（A–C）", "Confidence (A–C)", 11),
    Heading("note", "备注", "Note", 24),
)
MEASURED = (
    Heading("value", "数值", "Value", 12),
    Heading("value_unit", "数值的单位", "Unit of the value", 16),
)
"""Columns of a sheet that asks for measured indicators, behind those for counts."""

TASK_COLUMNS = (
    Heading("unit_code", "单位代码", "Unit code", 10),
    Heading("task", "任务序号", "Task number", 9),
    Heading("task_name", "任务", "Task", 44),
    Heading("lead", "牵头单位明确", "Lead named", 14),
    Heading("support", "配合单位明确", "Support named", 14),
    Heading("deadline", "有期限或触发条件", "Deadline or trigger", 18),
)
ACTOR_COLUMNS = (
    Heading("unit_code", "单位代码", "Unit code", 10),
    *(
        Heading(f"actor_{number}", words["zh"], words["en"].capitalize(), 18)
        for number, words in enumerate(ACTOR_TYPES, start=1)
    ),
)
DOCUMENTS = (
    Heading("document_id", "文件编号（可空）", "Document identifier (may be empty)", 22),
    Heading("unit_code", "单位代码", "Unit code", 10),
    Heading("issued_on", "印发日期", "Day of issue", 12),
    Heading("title", "标题", "Title", 50),
    Heading("issuers", "发文单位（用分号隔开）", "Issuers (separated by semicolons)", 50),
    Heading("url", "网址", "Address", 24),
)
YES_NO: tuple[Words, Words] = ({"zh": "是", "en": "yes"}, {"zh": "否", "en": "no"})
MISSING_WORDS: dict[str, Words] = {
    "not_applicable": {"zh": "不适用", "en": "not applicable"},
    "not_collected": {"zh": "未收集", "en": "not collected"},
    "not_found": {"zh": "查找未果", "en": "looked for, not found"},
    "withheld": {"zh": "未公开", "en": "withheld"},
}
KIND_WORDS: dict[str, Words] = {
    "official_document": {"zh": "正式文件", "en": "official document"},
    "statistics": {"zh": "统计资料", "en": "statistics"},
    "web_page": {"zh": "政府网页", "en": "government web page"},
    "press": {"zh": "新闻报道", "en": "press"},
    "interview": {"zh": "访谈", "en": "interview"},
    "other": {"zh": "其他", "en": "other"},
}
GUIDE: tuple[Words, ...] = (
    {
        "zh": "每个单元格由两名编码员各自独立编码：各用一份表，互不参看。",
        "en": "Two coders code every cell independently, each with a sheet of their own and without looking"
        " at the other's.",
    },
    {
        "zh": "量表指标填等级0–4（级别含义见“量表”表）；计数指标填计数，系统据此计算数值。",
        "en": "A rubric takes a level from 0 to 4 (the sheet of rubrics says what each means); others take"
        " counts, from which the value is computed.",
    },
    {
        "zh": "高于0级或计数的每一格都必须有来源标题和不超过200字的原文摘录。",
        "en": "Every level above 0 and every count needs the title of its source and an excerpt of at most"
        " 200 characters.",
    },
    {
        "zh": "没有数值时选择缺失原因；“未找到”不等于0级：0级表示查过应有的文件而确实没有。",
        "en": "Where there is no value, choose the reason. Not found is not level 0: level 0 says that the"
        " documents were seen and hold nothing.",
    },
    {
        "zh": "不填的行会被忽略。观察期须两名编码员相同。",
        "en": "Rows left empty are ignored. Both coders use the same window.",
    },
    {
        "zh": "两人一致的数值即生效；不一致时，在“编码评估”页复核定值后生效。",
        "en": "A value that both give alike counts; where they differ, it counts once it is reconciled on the"
        " page “Coding”.",
    },
)

MEASURED_GUIDE: Words = {
    "zh": "测量指标填数值，按所列单位，并必须有来源标题和原文摘录；没有数值不等于0。",
    "en": "A measured indicator takes a value in the unit beside it, with the title of its source and an"
    " excerpt. No value is not 0.",
}


def both(words: Words) -> str:
    """Return the words in both languages on one line."""
    return f"{words['zh']} {words['en']}".strip()
