"""Public tables that are known: what their columns mean here. Adding one is a few lines; see docs/LAYOUTS.md.

A layout is recognised by its `marks`, column names that must all be there. It only renames, chooses and
declares; what is done with the rows is done by the same code for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from etl.contract_types import N_
from etl.days import Order
from etl.spelling import folded

Step = Literal["last_of_day", "municipality_totals", "day_numbers", "period_means"]


@dataclass(frozen=True)
class Layout:
    """One public table.

    `fields` maps column names to fields: columns of the contract, the place columns of `etl.aliases.PLACE`,
    and what a step reads. A column of `across` becomes rows of its own, with these constants; its cell goes
    into `cell`. With `days_across` every column whose name is a day does so, in the given `order`.
    `recodes` replaces codes that are no longer in use. With `codes_rule` a row without a code is no unit.
    """

    name: str
    title: str
    dataset: str
    marks: tuple[str, ...]
    fields: Mapping[str, str]
    across: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cell: str = ""
    days_across: bool = False
    order: Order | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    recodes: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    codes_rule: bool = False

    def fits(self, labels: tuple[str, ...]) -> bool:
        """Tell whether a header has all the marks of this layout."""
        return {folded(mark) for mark in self.marks} <= {folded(label) for label in labels}


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "china_area_daily",
        N_("daily table of Chinese areas (date, country, province, city, confirmed, cured, dead)"),
        "case_daily",
        marks=("date", "country", "province", "provinceCode", "city", "cityCode", "confirmed", "cured"),
        fields={
            "date": "date",
            "country": "country",
            "province": "province",
            "city": "city",
            "cityCode": "unit_code",
            "confirmed": "confirmed",
            "cured": "recovered",
            "dead": "deaths",
        },
        recodes={"652100": "650400", "469003": "460400", "220381": "220184"},
        codes_rule=True,
    ),
    Layout(
        "dxy_area",
        N_("DXYArea (updates of DXY.cn, several a day)"),
        "case_daily",
        marks=("provinceName", "cityName", "city_confirmedCount", "updateTime"),
        fields={
            "countryName": "country",
            "provinceName": "province",
            "cityName": "city",
            "city_confirmedCount": "confirmed",
            "city_curedCount": "recovered",
            "city_deadCount": "deaths",
            "province_confirmedCount": "province_confirmed",
            "province_curedCount": "province_recovered",
            "province_deadCount": "province_deaths",
            "updateTime": "moment",
        },
        steps=("last_of_day", "municipality_totals"),
    ),
    Layout(
        "jhu_csse",
        N_("JHU CSSE wide time series (one column a day)"),
        "case_daily",
        marks=("Province/State", "Country/Region", "Lat", "Long"),
        fields={"Province/State": "province", "Country/Region": "country"},
        days_across=True,
        order="month_first",
    ),
    Layout(
        "oxcgrt",
        N_("OxCGRT (one row for a region and day)"),
        "indicator_value",
        marks=("CountryName", "RegionName", "Date"),
        fields={"CountryName": "country", "RegionName": "province", "Date": "moment"},
        across={
            label: {"indicator_code": code, "value_type": "numeric", "unit": "0-100"}
            for index, code in (
                ("StringencyIndex", "oxcgrt_stringency_mean"),
                ("GovernmentResponseIndex", "oxcgrt_government_response_mean"),
                ("ContainmentHealthIndex", "oxcgrt_containment_health_mean"),
                ("EconomicSupportIndex", "oxcgrt_economic_support_mean"),
            )
            for label in (index, f"{index}_Average")
        },
        cell="value",
        steps=("period_means",),
    ),
    Layout(
        "tian_response_dates",
        N_("response dates of Tian et al. 2020 (day numbers, 99 = not by 19 February 2020)"),
        "measure",
        marks=("Code", "arr.time", "Bus.date", "Railway.date", "Enter.date"),
        fields={"Code": "unit_code"},
        across={
            "arr.time": {"measure_code": "first_case_reported"},
            "Bus.date": {"measure_code": "suspend_intracity_public_transport"},
            "Railway.date": {"measure_code": "suspend_intercity_passenger_traffic"},
            "Enter.date": {"measure_code": "close_entertainment_ban_gatherings"},
        },
        cell="day_number",
        constants={"window_end": "2020-02-19"},
        recodes={"652100": "650400", "469003": "460400", "220381": "220184"},
        steps=("day_numbers",),
    ),
)
"""Every known layout, in the order in which they are tried."""

DAY_NUMBER_ZERO = "2019-12-30"
"""Day number n of Tian et al. is this day plus n: confirmed by the first cases of 244 of 296 cities."""

NOT_IMPLEMENTED = "99"
"""The day number that stands for “not implemented by the end of the window”."""


def known_layout(labels: tuple[str, ...]) -> Layout | None:
    """Return the layout that a header belongs to, or None."""
    return next((layout for layout in LAYOUTS if layout.fits(labels)), None)
