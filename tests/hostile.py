"""Forty pieces of text and six files that somebody might send to break in; all of them only ever data."""

import io
import zipfile

SQL = (
    "'; DROP TABLE case_daily; --",
    "370215' OR '1'='1",
    "370215\"; ATTACH '/etc/passwd' AS p; --",
    "370215 UNION SELECT * FROM read_csv('/etc/passwd')",
    "'); COPY unit TO '/tmp/stolen.csv'; --",
    "370215'; INSTALL httpfs; LOAD httpfs; --",
    "x' || (SELECT getenv('HOME')) || '",
    "370215/**/;/**/PRAGMA enable_external_access=true",
    "?; DELETE FROM batch",
    "$1; CREATE TABLE owned AS SELECT 1",
)
PATHS = (
    "../../../../etc/passwd",
    "..\\..\\windows\\system32\\drivers\\etc\\hosts",
    "/etc/passwd",
    "file:///etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "cases.csv\x00.png",
    "~/.ssh/id_rsa",
)
FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '+HYPERLINK("http://127.0.0.1:9/x","open")',
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    '=IMPORTXML("http://127.0.0.1:9/x","//a")',
)
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "[open](javascript:alert(1))",
    "![seen](http://127.0.0.1:9/seen.png)",
    '"><iframe src=javascript:alert(1)>',
    ":material/warning: $\\href{javascript:alert(1)}{x}$",
    "%{customdata[0]}<a href='javascript:alert(1)'>x</a>",
)
CODE = (
    "{0.__class__.__mro__}",
    "{{7*7}}${7*7}#{7*7}",
    "__import__('os').system('id')",
    "`id`;$(id)|id&&id",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "\r\nSet-Cookie: owned=1\r\n\r\n",
)
TEXTS = (*SQL, *PATHS, *FORMULAS, *MARKUP, *CODE)

CASES = "unit_code,date,confirmed,recovered,deaths,observed\n370215,2020-02-01,5,0,0,true\n"
BOOK = (
    '<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>{cell}</t></is></c></row></sheetData></worksheet>'
)
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


def archive(*members: tuple[str, bytes]) -> bytes:
    """Return a ZIP archive with members of any name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def workbook(sheet: str) -> bytes:
    """Return a workbook whose only sheet is the given XML."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    first = f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    second = f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="'
        f'{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return archive(
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", links.format(first).encode()),
        ("xl/workbook.xml", book.encode()),
        ("xl/_rels/workbook.xml.rels", links.format(second).encode()),
        ("xl/worksheets/sheet1.xml", sheet.encode()),
    )


def files(canary: str) -> dict[str, bytes]:
    """Return hostile files by name; `canary` is the path of a file whose text must never show up."""
    external = BOOK.format(entities=f"<!ENTITY e SYSTEM 'file://{canary}'>", cell="&e;")
    return {
        "climbs.zip": archive(("../../../../tmp/climbed.csv", CASES.encode())),
        "absolute.zip": archive(("/tmp/absolute.csv", CASES.encode())),  # noqa: S108
        "bomb.zip": archive(("cases.csv", b"0" * 60_000_000)),
        "nested.zip": archive(("inner.zip", archive(("cases.csv", CASES.encode())))),
        "external.xlsx": workbook(external),
        "laughs.xlsx": workbook(BOOK.format(entities=LAUGHS, cell="&j;")),
    }
