import csv

import pytest

from etl.encodings import CHOICES, Decoded, decode
from etl.findings import Finding
from etl.spelling import SIMPLIFIED
from etl.store import BUNDLED_DATA

TEXT = "城市,日期,确诊\n青岛市,2020-01-21,1\n"


def names() -> list[str]:
    with (BUNDLED_DATA / "tables" / "unit.csv").open(encoding="utf-8", newline="") as handle:
        return [row["name_zh"] for row in csv.DictReader(handle)]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 with a byte order mark"), ("gbk", "GBK"),
        ("utf-16", "UTF-16 LE"), ("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE"),
        ("utf-32", "UTF-32 LE"),
    ],
)  # fmt: skip
def test_encodings_are_detected_and_named(encoding: str, name: str) -> None:
    assert decode(TEXT.encode(encoding)) == Decoded(TEXT.encode(), name)


def test_gb18030_is_named_only_where_gbk_does_not_reach() -> None:
    text = TEXT.replace("青岛市", "青岛市𠮷")
    assert decode(text.encode("gb18030")) == Decoded(text.encode(), "GB18030")


def test_no_name_of_a_place_is_taken_for_the_other_chinese_encoding() -> None:
    """Single names may stay in doubt, and are asked about; none may be read wrongly."""
    traditional = {simple: chr(code) for code, simple in SIMPLIFIED.items()}
    familiar = set("".join(names()))
    doubtful = 0
    for name in names():
        for encoding, written in (("gbk", name), ("big5", "".join(traditional.get(c, c) for c in name))):
            try:
                content = f"city,date,x\n{written},2020-01-01,1\n".encode(encoding)
            except UnicodeEncodeError:
                continue
            decoded = decode(content, familiar=familiar)
            doubtful += isinstance(decoded, Finding)
            assert isinstance(decoded, Finding) or written in decoded.text.decode()
    assert doubtful < 500


def test_a_text_of_all_names_is_beyond_doubt() -> None:
    decoded = decode("\n".join(names()).encode("gb18030"))
    assert isinstance(decoded, Decoded)
    assert decoded.encoding == "GBK"


@pytest.mark.parametrize("content", ["caf\u00e9".encode("latin-1"), b"\xff\xff\xff", b"a,b\n\x80\x81\x82\n"])
def test_what_stays_in_doubt_names_the_choices(content: bytes) -> None:
    finding = decode(content)
    assert isinstance(finding, Finding)
    assert finding.code == "encoding_undecided"
    assert "gb18030" in str(finding.values["choices"])


def test_a_choice_is_kept_or_refused_with_its_row() -> None:
    for encoding in CHOICES:
        if encoding != "big5":
            decoded = decode(TEXT.encode(encoding), encoding)
            assert isinstance(decoded, Decoded)
            assert decoded.text == TEXT.encode()
    wrong = decode(b"a\nb\n\xff\xfe\xfd", "utf-8")
    assert isinstance(wrong, Finding)
    assert (wrong.code, wrong.row) == ("encoding_wrong", 3)
    unknown = decode(b"a", "klingon")
    assert isinstance(unknown, Finding)
    assert unknown.code == "encoding_unknown"


def test_zero_bytes_are_refused_with_their_row() -> None:
    finding = decode(b"a,b\nc\x00,d\n")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.row) == ("nul_character", 2)
