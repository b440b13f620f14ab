"""Batch 0: the tables that the product ships, checked by the same contracts as every upload."""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa

from etl.contract_types import N_
from etl.contracts import DATASETS, SAMPLE_DATASETS
from etl.corrections import read_corrections
from etl.intake import REFERENCE_TABLES, Intake, References, intake
from etl.store import BUNDLED_DATA, SAMPLE_DATA, StoreError

FILES = {
    "source": ("sources.csv",),
    "vocabulary": ("vocabulary.csv",),
    "correction": ("corrections.csv",),
    "annotation": ("annotations.csv",),
}
"""Tables that lie in data/ itself; the others are data/tables/NAME.csv, NAME.parquet or NAME.PART.*."""


@dataclass(frozen=True)
class Bundle:
    """The shipped tables by dataset, the reports of their check by file, and the framework files by name."""

    tables: dict[str, pa.Table]
    intakes: dict[str, Intake]
    frameworks: dict[str, str]


def bundled_files(data: Path, dataset: str) -> list[Path]:
    """Return the files of one dataset in the order in which they are read.

    The sample data share the codes of the real ones and hold no other table of theirs.
    """
    if dataset == "vocabulary" and is_sample(data):
        data = BUNDLED_DATA
    if dataset in FILES:
        return [data / name for name in FILES[dataset] if (data / name).exists()]
    return sorted(
        path for path in (data / "tables").glob(f"{dataset}.*") if path.suffix in (".csv", ".parquet")
    )


def is_sample(data: Path) -> bool:
    """Tell whether a folder of tables is the invented sample set, which its name decides."""
    return data.name == SAMPLE_DATA.name


def all_files(data: Path) -> list[Path]:
    """Return every bundled file, those that others refer to first."""
    return [path for name in DATASETS for path in bundled_files(data, name)]


def framework_files(data: Path) -> list[Path]:
    """Return the framework files: they are kept with each version, as scores depend on them too."""
    return sorted((data / "frameworks").glob("*.toml"))


@cache
def _digest(files: tuple[tuple[Path, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path, _size, _changed in files:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def bundle_digest(data: Path = BUNDLED_DATA) -> str:
    """Return a digest of the bundled files' names and bytes, the same on every machine."""
    files = []
    for path in (*all_files(data), *framework_files(data)):
        status = path.stat()
        files.append((path, status.st_size, status.st_mtime_ns))
    return _digest(tuple(files))


def load_bundle(data: Path = BUNDLED_DATA) -> Bundle:
    """Check and read the bundled tables; raise StoreError if one breaks its contract.

    A process reads the same bytes once, those of a sandbox beside the real ones: they are needed again for
    every batch that is accepted.
    """
    return _load_bundle(data, bundle_digest(data))


@lru_cache(maxsize=2)
def _load_bundle(data: Path, _digest: str) -> Bundle:
    tables: dict[str, pa.Table] = {}
    intakes: dict[str, Intake] = {}
    references: References = {}
    corrections = read_corrections(bundled_files(data, "correction"))
    for name, dataset in (SAMPLE_DATASETS if is_sample(data) else DATASETS).items():
        parts: list[pa.Table] = []
        for path in bundled_files(data, name):
            amend = corrections.apply if name == "case_daily" else None
            checked = intake(path, dataset, references, amend=amend)
            intakes[path.name] = checked
            parts.append(_table(checked))
        if parts:
            tables[name] = pa.concat_tables(parts)
            if name in REFERENCE_TABLES:
                references[name] = tables[name]
    corrections.require_all_applied()
    frameworks = {path.stem: path.read_text("utf-8") for path in framework_files(data)}
    return Bundle(tables, intakes, frameworks)


def _table(checked: Intake) -> pa.Table:
    if checked.table is None:
        first = checked.report.findings[0].as_dict()
        raise StoreError(
            N_("The bundled file {file} breaks its contract in row {row}, column {column}: {code}, {fix}"),
            file=checked.file_name,
            row=first["row"],
            column=first["column"],
            code=first["code"],
            fix=first["fix"],
        )
    return checked.table
