from pathlib import Path

import pytest

from etl import file_kinds
from etl.file_kinds import read_bytes, refuse_encoding, refuse_kind
from etl.findings import Finding


@pytest.mark.parametrize("magic", [*file_kinds.ARCHIVES, *file_kinds.NOT_TABLES])
def test_known_kinds_are_named_whatever_the_file_is_called(magic: bytes) -> None:
    finding = refuse_kind(magic + b"rest", "cases.csv")
    assert finding is not None
    assert finding.as_dict()["fix"]


def test_plain_text_passes() -> None:
    content = "unit_code,date\n370215,青岛\n".encode()
    assert refuse_kind(content, "a.csv") is None
    assert refuse_encoding(content) is None


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("latin-1", "Latin-1")],
)
def test_the_likely_encoding_is_named(encoding: str, name: str) -> None:
    text = "caf\u00e9, na\u00efve" if encoding == "latin-1" else "城市,日期\n青岛市,2020-01-21\n"
    finding = refuse_encoding(text.encode(encoding))
    assert finding is not None
    assert name in finding.as_dict()["fix"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_kinds, "LIMIT_BYTES", 10)
    path = tmp_path / "big.csv"
    path.write_bytes(b"x" * 11)
    refused = read_bytes(path)
    assert isinstance(refused, Finding)
    assert refused.code == "file_too_large"
    path.write_bytes(b"x" * 10)
    assert read_bytes(path) == b"x" * 10


def test_a_path_that_cannot_be_is_a_finding() -> None:
    refused = read_bytes(Path("a\x00b"))
    assert isinstance(refused, Finding)
    assert refused.code in ("file_missing", "file_unreadable")
