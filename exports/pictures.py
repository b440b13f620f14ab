"""What a picture file needs after it is drawn: a print size, and the same bytes for the same figure."""

import re
import struct
import zlib

PRINT_DPI = 300
METRE_IN_INCHES = 1 / 0.0254
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
HEADER_END = 33
"""Signature (8) and header chunk (25): what stands before the first other chunk of every PNG."""


def with_print_size(png: bytes, dpi: int = PRINT_DPI) -> bytes:
    """Return a PNG that says how many of its points make an inch on paper (chunk pHYs).

    Raises ValueError where the bytes are no PNG. Source: PNG Specification, third edition, 11.3.4.3.
    """
    if not png.startswith(PNG_HEAD):
        raise ValueError("not a PNG")
    per_metre = round(dpi * METRE_IN_INCHES)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    return png[:HEADER_END] + chunk + png[HEADER_END:]


def steady_svg(svg: bytes) -> bytes:
    """Return an SVG whose names do not change from one drawing to the next.

    Plotly gives every drawing a random name of six characters.
    """
    found = re.search(rb'<defs id="(?:[a-z]+)-([0-9a-f]{6})"', svg)
    return svg.replace(found[1], b"figure") if found else svg


def steady_pdf(pdf: bytes) -> bytes:
    """Return a PDF that does not tell the second it was made; the day stands in the figure."""
    stamp = b"20200101000000"
    return re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>" + stamp, pdf)
