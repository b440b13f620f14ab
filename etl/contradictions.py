"""Find a name beside a code that can only mean another place: an error, for either could be the wrong one."""

from collections.abc import Mapping

from etl.findings import Finding
from etl.gazetteer import ROLES, Gazetteer
from etl.spelling import plain

NAMED = ("county", "city", "place", "province")


def contradiction(gazetteer: Gazetteer, code: str, names: Mapping[str, str], rows: int) -> list[Finding]:
    """Return an error if a name can only mean places that have nothing to do with that of a known code.

    `names` has the cells of one row by field; `rows` is the number of rows that have them. Names of places
    around that of the code or inside it fit; so do names that nobody knows.
    """
    if code not in gazetteer.places:
        return []
    for field in NAMED:
        written = names.get(field, "")
        meant = gazetteer.find(written, ROLES.get(field, "any")) if written else ()
        if meant and not any(gazetteer.related(code, other) for other in meant):
            known = gazetteer.places[code].name
            values: dict[str, object] = {"code": code, "known": known, "name": plain(written), "rows": rows}
            return [Finding("code_contradicts_name", column=field, value=written, values=values)]
    return []
