"""Read source files as text and write tables that are the same bytes on every machine."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.contract_types import Dataset

ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def read_text(path: Path) -> pd.DataFrame:
    """Read a CSV with every cell as text; an empty cell is an empty string."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def records(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the rows of a table of text."""
    columns = [str(name) for name in frame.columns]
    return [dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def read_recodes(path: Path) -> dict[str, str]:
    """Return codes that are mended or have changed since a source was made, from data/recodes.csv."""
    rows = read_text(path)
    return dict(zip(rows["old_code"], rows["new_code"], strict=True))


def whole_number(text: str) -> str:
    """Write `12.0` as `12`; anything else stays as it is."""
    return text.removesuffix(".0") if text.replace(".", "", 1).lstrip("-").isdigit() else text


def _ordered(frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    complete = frame.reindex(columns=list(dataset.column_names), fill_value="").fillna("")
    return complete.sort_values(list(dataset.key), kind="stable").reset_index(drop=True)


def write_csv(frame: pd.DataFrame, dataset: Dataset, path: Path) -> int:
    """Write the contract's columns, sorted by key, as UTF-8 with line feeds; return the rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = _ordered(frame, dataset)
    ordered.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return len(ordered)


def write_parquet(frame: pd.DataFrame, dataset: Dataset, path: Path) -> int:
    """Write the contract's columns, sorted by key and typed, as Parquet; return the rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = _ordered(frame, dataset)
    arrays = []
    for column in dataset.columns:
        cells = pa.array(ordered[column.name].astype(object), pa.string())
        empty = pa.array([text == "" for text in ordered[column.name]])
        arrays.append(_if_else(empty, cells).cast(ARROW_TYPES[column.kind]))
    table = pa.table(arrays, names=list(dataset.column_names))
    pq.write_table(table, path, compression="zstd", compression_level=19)
    return len(ordered)


def _if_else(empty: pa.Array, cells: pa.Array) -> pa.Array:
    return pa.compute.if_else(empty, pa.scalar(None, pa.string()), cells)
