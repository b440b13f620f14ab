import io
import zipfile
from datetime import date

from exports.fixed_zip import EPOCH, fixed, put

DAY = date(2026, 11, 24)
CORE = (
    "<cp:coreProperties><dcterms:created xsi:type='x'>{moment}</dcterms:created>"
    "<dcterms:modified xsi:type='x'>{moment}</dcterms:modified></cp:coreProperties>"
)


def office(moment: str, inside: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/core.xml", CORE.format(moment=moment))
        archive.writestr("text.xml", "words")
        if inside is not None:
            archive.writestr("embedded/sheet.xlsx", inside)
    return out.getvalue()


def test_only_the_moment_of_making_is_levelled() -> None:
    first = fixed(office("2026-01-01T10:00:00Z", office("2001-01-01T00:00:00Z")), DAY)
    second = fixed(office("2030-12-31T23:59:59Z", office("2002-02-02T02:02:02Z")), DAY)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.read("text.xml") == b"words"
        assert archive.read("docProps/core.xml").count(b"2026-11-24T00:00:00Z") == 2
        assert {entry.date_time for entry in archive.infolist()} == {EPOCH}


def test_another_day_or_word_is_another_file() -> None:
    assert fixed(office("x"), DAY) != fixed(office("x"), date(2026, 11, 25))


def test_files_are_readable_by_everyone_who_unpacks_them() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        put(archive, "a.txt", b"a")
        assert archive.infolist()[0].external_attr >> 16 == 0o644
