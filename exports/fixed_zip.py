"""Office files and archives that are the same bytes whenever the same brief is made."""

import io
import re
import zipfile
from datetime import date

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip knows."""

_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def fixed(content: bytes, day: date) -> bytes:
    """Return a zip with the same files, all dated alike, the workbooks inside it too.

    The created and modified moments of an office file become the start of `day`.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            put(after, name, _fixed_member(name, before.read(name), day))
    return out.getvalue()


def put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write one file into a zip with a fixed moment and fixed rights."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _fixed_member(name: str, content: bytes, day: date) -> bytes:
    if name.endswith(".xlsx"):
        return fixed(content, day)
    if name == "docProps/core.xml":
        moment = f"{day.isoformat()}T00:00:00Z".encode()
        return _MOMENT.sub(rb"\g<1>" + moment + rb"\g<3>", content)
    return content
