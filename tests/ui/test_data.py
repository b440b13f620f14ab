from pathlib import Path

import pandas as pd

from etl.reads import places as read_places
from ui.data import open_data, places, rows


def test_what_one_visit_changes_no_other_visit_sees(served_store: Path) -> None:
    data = open_data()
    for read in (lambda: places(data, "en"), lambda: rows(data, read_places)):
        untouched = read().copy(deep=True)
        changed = read()
        changed["name_en"] = "changed"
        changed.loc[changed.index[0], "level"] = "changed"
        changed.iloc[1, 0] = changed.iloc[2, 0]
        changed.columns = [f"{name}_" for name in changed.columns]
        pd.testing.assert_frame_equal(read(), untouched)
