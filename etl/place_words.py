"""Words that stand among places and are none, and the reasons why their rows are left out."""

from etl.contract_types import N_

FOREIGN = N_("other countries")
TOTAL = N_("totals of a province or the country, beside its cities")
LEFT_OUT = N_("names that were left out by choice")
WITHOUT_CODE = N_("zones and groups that this layout lists without a code")
SET_ASIDE: tuple[tuple[str, str], ...] = (
    (r"境外|国外输入|^imported", N_("cases imported from abroad, reported apart from the places")),
    (
        r"待确认|待明确|未明确|未知|未公布|不明确|^不详|^unknown|^unassigned",
        N_("cases whose place was not published"),
    ),
    (r"^外地来|^武汉来|^湖北来|^外来|^外省|划归外省", N_("visitors from elsewhere in the country")),
    (r"监狱|戒毒所|^prison", N_("prisons, reported apart from the places")),
    (r"(合计|总计|小计|共计)$|^(全国|全省|全市|全区|全县|总数|total|all|sum|subtotal|grandtotal)$", TOTAL),
    (
        r"^(香港|澳门|台湾|hongkong|macau|macao|taiwan)",
        N_("Hong Kong, Macao and Taiwan: outside the 31 provinces that are compared"),
    ),
)
"""Names that stand among places and are none, in their folded spelling, and why their rows are left out."""

CHINA = {"中国", "china", "cn", "chn", "mainlandchina", "中国大陆", "prc", "中华人民共和国", "chinamainland"}
