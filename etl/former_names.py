"""Names and codes of places that were renamed or joined to others, or that have a second name.

They are proposed, never read by themselves: what a name meant depends on when the table was made. Names whose
ending alone has changed (即墨市, now 即墨区) need no entry, as they look like the present one.
"""

from collections.abc import Container

from etl.spelling import folded

FORMER_NAMES: dict[str, tuple[str, ...]] = {
    "胶南": ("370211",),
    "胶南市": ("370211",),
    "西海岸新区": ("370211",),
    "青岛西海岸新区": ("370211",),
    "四方区": ("370203",),
    "长岛": ("370614",),
    "长岛县": ("370614",),
    "莱芜": ("370116", "370117"),
    "莱芜市": ("370116", "370117"),
    "襄樊": ("420600",),
    "襄樊市": ("420600",),
    "思茅": ("530802", "530800"),
    "思茅市": ("530800", "530802"),
    "思茅地区": ("530800",),
    "普洱县": ("530821",),
    "淮阴市": ("320800",),
    "通什市": ("469001",),
    "崇文区": ("110101",),
    "宣武区": ("110102",),
    "卢湾区": ("310101",),
    "闸北区": ("310106",),
    "南汇区": ("310115",),
    "塘沽区": ("120116",),
    "汉沽区": ("120116",),
    "大港区": ("120116",),
    "370282": ("370215",),
    "370284": ("370211",),
    "371200": ("370116", "370117"),
    "371202": ("370116",),
    "371203": ("370117",),
}
"""The former names and codes, in their folded spelling, and the codes of today."""


def former_places(written: str, known: Container[str]) -> tuple[str, ...]:
    """Return the known places that a former name or code may stand for today; nothing for any other name.

    >>> former_places("胶南市", {"370211"}), former_places("青岛市", {"370200"})
    (('370211',), ())
    """
    return tuple(code for code in FORMER_NAMES.get(folded(written), ()) if code in known)
