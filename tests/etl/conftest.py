"""Small real files, real DuckDB, and a store of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from etl.contracts import DATASETS
from etl.findings import Finding
from etl.ingest import references_of
from etl.intake import Intake, References, intake
from etl.snapshot import Snapshot


@pytest.fixture(scope="session")
def references() -> References:
    """Three places, one source, a few codes: enough to check references against."""
    return {
        "source": pa.table({"source_id": ["user_upload", "census2020"]}),
        "unit": pa.table(
            {
                "unit_code": ["110000", "320500", "341300", "370200", "370215"],
                "name_zh": ["北京市", "苏州市", "宿州市", "青岛市", "即墨区"],
                "name_short_zh": ["北京", "苏州", "宿州", "青岛", "即墨"],
                "name_en": ["Beijing", "Suzhou", "Suzhou", "Qingdao", "Jimo District"],
            }
        ),
        "vocabulary": pa.table(
            {
                "code": ["hospital_beds", "sample_doctors", "suspend_bus", "first_case_reported", "A1"],
                "list": ["resource", "resource", "measure", "event", "indicator"],
            }
        ),
    }


Check = Callable[..., Intake]


@pytest.fixture
def check_text(tmp_path: Path, references: References) -> Check:
    """Check a CSV given as text or bytes against a dataset's contract."""

    def run(content: str | bytes, dataset: str = "case_daily", name: str = "upload.csv") -> Intake:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return intake(path, DATASETS[dataset], references, source="user_upload", grade="C")

    return run


def only_finding(checked: Intake) -> Finding:
    """Return the single finding of a report."""
    assert len(checked.report.findings) == 1, [finding.as_dict() for finding in checked.report.findings]
    return checked.report.findings[0]


@pytest.fixture(scope="session")
def known(real_snapshot: Snapshot) -> References:
    """The places, sources and codes of the bundled tables."""
    return references_of(real_snapshot)
