"""The scoring rules of a framework as formulas of a spreadsheet; `metrics.index` is what they follow."""

from xlsxwriter.utility import xl_rowcol_to_cell

from metrics.framework import Framework, Goalposts, Indicator, Mean, TargetValue

SLACK = "1E-12"
"""Three weights of 0.2 must reach a coverage of 0.6 in spite of rounding, as in `metrics.index`."""


def ordered(framework: Framework) -> list[Indicator]:
    """Return the scored indicators with those of a dimension side by side."""
    order = {one.code: place for place, one in enumerate(framework.scored_dimensions)}
    return sorted(framework.scored_indicators, key=lambda one: order[one.dimension])


def scale_ends(indicator: Indicator) -> tuple[float, float]:
    """Return floor and target of a scale, or best value and slope of a target value."""
    scale = indicator.normalisation
    if isinstance(scale, Goalposts):
        return scale.floor, scale.target
    if isinstance(scale, TargetValue):
        return scale.best, scale.slope
    return 0.0, 4.0


def score_formula(indicator: Indicator, value: str, first: str, second: str) -> str:
    """Return the formula that puts a value on 0-100; empty where it is not assessed.

    `value`, `first` and `second` are cells: the value and the ends of its scale.
    """
    if isinstance(indicator.normalisation, TargetValue):
        inside = f"MAX(0,MIN(100,100-{second}*ABS({value}-{first})))"
    else:
        inside = f"100*MAX(0,MIN(1,({value}-{first})/({second}-{first})))"
    return f'=IF(ISNUMBER({value}),{inside},"")'


def raised_formula(cell: str, kind: Mean, floor: str) -> str:
    """Return the formula of what a geometric or harmonic mean adds up, raised to a floor first."""
    raised = f"MAX({cell},{floor})"
    inside = f"LN({raised})" if kind == "geometric" else f"1/{raised}"
    return f'=IF(ISNUMBER({cell}),{inside},"")'


def coverage_formula(weights: str, cells: str) -> str:
    """Return the share of the weight that is assessed, without the sign that begins a formula."""
    return f"SUMPRODUCT({weights},--ISNUMBER({cells}))/SUM({weights})"


def mean_formula(weights: str, cells: str, kind: Mean) -> str:
    """Return the weighted mean over what is assessed; `cells` as `raised_formula` gives them."""
    mean = f"SUMPRODUCT({weights},{cells})/SUMPRODUCT({weights},--ISNUMBER({cells}))"
    if kind == "arithmetic":
        return mean
    return f"MIN(100,EXP({mean}))" if kind == "geometric" else f"MIN(100,1/({mean}))"


def covered_mean(covered: str, least: str, mean: str) -> str:
    """Return the formula of a mean that is empty where too little is assessed."""
    return f'=IFERROR(IF(AND({covered}>0,{covered}>={least}-{SLACK}),{mean},""),"")'


def row_range(row: int, first: int, count: int, *, fixed: bool = False) -> str:
    """Return the cells of a row; `fixed` keeps the row when the formula is copied down.

    >>> row_range(2, 2, 3, fixed=True), row_range(4, 2, 1)
    ('C$3:E$3', 'C5:C5')
    """
    ends = (xl_rowcol_to_cell(row, column, row_abs=fixed) for column in (first, first + count - 1))
    return ":".join(ends)
