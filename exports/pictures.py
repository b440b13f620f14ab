"""What a picture file needs after it is drawn: a print size, and the same bytes for the same figure."""

import re
import struct
import unicodedata
import zlib

PRINT_DPI = 300
METRE_IN_INCHES = 1 / 0.0254
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
STREAM = re.compile(rb"\d+ 0 obj\n<<[^>]*?/Length (?P<length>\d+)>> stream\n")
CROSS_REFERENCES = re.compile(rb"\nxref\n(?=[\d \nfn]*trailer\n)")
RADICAL_NAME = re.compile(rb"(<[0-9A-F]{2,4}> <)(2[EF][0-9A-F]{2})>")
PAIRS = (
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨"
    "⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
OF_RADICALS = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
"""Radicals without a compatibility mapping in Unicode. Source: EquivalentUnifiedIdeograph.txt."""

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


def readable_pdf(pdf: bytes) -> bytes:
    """Return a PDF whose Chinese text can be searched and copied as it was written.

    Where one glyph stands for a character and for the radical of the same form, Chrome names the radical:
    青岛 would be found as ⻘岛 only. The tables that name the glyphs are mended, and so are the places that
    the cross-reference table gives for what comes after them. A PDF without them comes back as it is.
    """
    table = CROSS_REFERENCES.search(pdf)
    if table is None:
        return pdf
    edits: list[tuple[int, int, bytes]] = []
    for stream in STREAM.finditer(pdf):
        start, length = stream.end(), int(stream["length"])
        mended = _mended(pdf[start : start + length])
        if mended is not None:
            edits.append((*stream.span("length"), str(len(mended)).encode()))
            edits.append((start, start + length, mended))

    def moved(place: int) -> int:
        return place + sum(len(new) - (end - begin) for begin, end, new in edits if end <= place)

    def entry(found: re.Match[bytes]) -> bytes:
        return b"%010d %s n" % (moved(int(found[1])), found[2])

    tail = re.sub(rb"(\d{10}) (\d{5}) n", entry, pdf[table.start() :])
    tail = re.sub(rb"(startxref\n)\d+", lambda found: found[1] + b"%d" % moved(table.start() + 1), tail)
    parts, last = [], 0
    for begin, end, new in edits:
        parts += [pdf[last:begin], new]
        last = end
    return b"".join([*parts, pdf[last : table.start()], tail])


def _mended(content: bytes) -> bytes | None:
    """Return a packed table of glyph names without radicals, None for what is none or needs nothing."""
    try:
        names = zlib.decompress(content)
    except zlib.error:
        return None
    if b"beginbfchar" not in names:
        return None
    mended = RADICAL_NAME.sub(lambda found: found[1] + _character(found[2]) + b">", names)
    return None if mended == names else zlib.compress(mended, 9)


def _character(code: bytes) -> bytes:
    """Return the code of the character that has the form of a radical, the same code for any other.

    >>> _character(b"2ED8") == b"%04X" % ord("青"), _character(b"0041")
    (True, b'0041')
    """
    radical = chr(int(code, 16))
    character = OF_RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)
    return b"%04X" % ord(character)
