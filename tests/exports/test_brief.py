"""The command line writes a brief or says in one sentence why not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl.own_frameworks import accept_framework
from etl.store import BUNDLED_DATA
from exports.brief import brief_file_name, main
from tests.exports.briefs import JIMO, QINGDAO, brief_of

PROJECT = Path(__file__).resolve().parent.parent.parent


def run(store: Path, out: Path, *more: str, unit: str = JIMO, kind: str = "pdf") -> int:
    return main(["--unit", unit, "--format", kind, "--out", str(out), "--store", str(store), *more])


def test_it_writes_what_it_says(
    built_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "brief.pdf"
    assert run(built_store, out, "--lang", "en", "--date", "2026-11-24") == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert f"{out}: {out.stat().st_size} bytes, data version " in capsys.readouterr().out
    assert sorted(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "wrong",
    [
        ["--unit", "999999"],
        ["--peers", "friends"],
        ["--against", "nobody"],
        ["--sections", "poetry"],
        ["--version", "ffffffffffff"],
        ["--out", "/nowhere/at/all/brief.pdf"],
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(
    built_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str], language: str
) -> None:
    assert run(built_store, tmp_path / "brief.pdf", "--lang", language, *wrong) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert bool(re.search(r"[\u4e00-\u9fff]", said.err)) == (language == "zh")
    assert list(tmp_path.iterdir()) == []


def test_a_framework_that_was_handed_in_can_be_the_lens(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled = (BUNDLED_DATA / "frameworks" / "county_capacity.toml").read_text("utf-8")
    own = bundled.replace('code = "county_capacity"', 'code = "mine"').replace("target = 16", "target = 9")
    accept_framework(store, own.encode(), "mine.toml", "mine", by="wang")
    out = tmp_path / "brief.html"
    assert run(store, out, "--lang", "en", "--lens", "mine", kind="html") == 0
    text = out.read_text("utf-8")
    assert "is an own framework, uploaded by wang on 20" in text
    assert run(store, tmp_path / "plain.html", "--lang", "en", kind="html") == 0
    assert "own framework" not in (tmp_path / "plain.html").read_text("utf-8")
    capsys.readouterr()
    assert run(store, out, "--lang", "en", "--lens", "mine", unit=QINGDAO, kind="html") == 1
    assert "not made for places of this level" in capsys.readouterr().err
    assert run(store, out, "--lang", "en", "--lens", "yours", kind="html") == 1
    assert "own, city, six, mine" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--format", "odt"], ["--lang", "fr"], ["--date", "yesterday"], ["--length", "x"]]
)
def test_wrong_usage_is_told_apart(built_store: Path, tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(built_store, tmp_path / "brief.pdf", *wrong)
    assert caught.value.code == 2


def test_it_runs_as_a_program(built_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "简报.pdf"
    command = [sys.executable, "-m", "exports.brief", "--unit", JIMO, "--lang", "zh", "--format", "pdf"]
    done = subprocess.run(
        [*command, "--out", str(out), "--store", str(built_store)],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.stat().st_size > 20_000


def test_the_file_is_named_by_place_day_and_version(real_snapshot: object) -> None:
    brief = brief_of(real_snapshot, JIMO, "zh")  # type: ignore[arg-type]
    assert brief_file_name(brief, "pdf") == f"青岛市即墨区-简报-2026-11-24-{brief.version}.pdf"
