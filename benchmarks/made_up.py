"""Places that do not exist, for stores that are thrown away: no real place gets a made-up number.

Codes begin with 99, which GB/T 2260 gives to nobody; every name says that it is a test.
"""

import random
from pathlib import Path

from etl.batches import Accepted, accept
from etl.contracts import DATASETS
from etl.ingest import UPLOAD_GRADE, UPLOAD_SOURCE, references_of
from etl.intake import intake
from etl.snapshot import open_snapshot

PROVINCE, CITY, COUNTY = "990000", "990100", "990101"
UNIT_HEADER = "unit_code,name_zh,name_en,name_short_zh,level,parent_code,province_code,population\n"
PLACES = (
    UNIT_HEADER
    + f"{PROVINCE},测试省,Test Province,测试,province,,{PROVINCE},5000000\n"
    + f"{CITY},测试市,Test City,测试市,prefecture,{PROVINCE},{PROVINCE},2000000\n"
    + f"{COUNTY},测试县,Test County,测试县,county,{CITY},{PROVINCE},1000000\n"
)
RESOURCES = (
    "sample_employed_health_social_work",
    "sample_employed_science_technical_services",
    "sample_occupation_professional_technical",
)


def resources(turn: int, seed: int = 2020) -> str:
    """Return the text of a file that gives the test county staff that differ from turn to turn."""
    chance = random.Random(seed + turn)  # noqa: S311
    lines = ["unit_code,resource_code,year,value,unit,sample_size"]
    for code in RESOURCES:
        lines.append(f"{COUNTY},{code},2020,{chance.randint(200, 9000)},persons,60000")
    return "\n".join(lines) + "\n"


def accept_text(store: Path, folder: Path, dataset: str, text: str) -> Accepted:
    """Check and accept a file given as text, as the command line does."""
    path = folder / f"{dataset}.csv"
    path.write_text(text, "utf-8")
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    checked = intake(path, DATASETS[dataset], references, source=UPLOAD_SOURCE, grade=UPLOAD_GRADE)
    assert checked.table is not None, [finding.as_dict() for finding in checked.report.findings]
    return accept(store, checked, "analyst")
