import io
import struct
import zlib

import pypdf
import pytest
from PIL import Image

from exports.pictures import readable_pdf, steady_pdf, steady_svg, with_print_size


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_the_print_size_is_a_valid_chunk_that_readers_understand() -> None:
    sized = with_print_size(png())
    image = Image.open(io.BytesIO(sized))
    image.load()
    assert image.size == (4, 3)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    length, body = struct.unpack(">I", sized[33:37])[0], sized[37 : 37 + 4 + 9]
    assert length == 9
    assert struct.unpack(">I", sized[50:54])[0] == zlib.crc32(body)


def test_what_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        with_print_size(b"GIF89a")


def test_the_random_name_of_a_drawing_is_replaced_everywhere() -> None:
    svg = b'<svg><defs id="defs-0a1b2c"><clipPath id="clip0a1b2cxy"/></defs><text>ffffff</text></svg>'
    steady = steady_svg(svg)
    assert b"0a1b2c" not in steady
    assert b'id="clipfigurexy"' in steady
    assert b"ffffff" in steady
    assert steady_svg(b"<svg/>") == b"<svg/>"


def test_a_pdf_does_not_tell_when_it_was_made() -> None:
    pdf = b"/CreationDate (D:20261124183647+00'00')\n/ModDate (D:20261124183647+00'00')"
    assert steady_pdf(pdf).count(b"D:20200101000000+00'00'") == 2
    assert len(steady_pdf(pdf)) == len(pdf)


def pdf_with(names: bytes) -> bytes:
    """A PDF as Chrome writes it: a stream with the names of glyphs, then another object, and their places."""
    packed = zlib.compress(names, 1)
    head = b"<</Filter /FlateDecode\n/Length %d>>" % len(packed)
    parts = [
        b"%PDF-1.4\n",
        b"1 0 obj\n" + head + b" stream\n" + packed + b"\nendstream\nendobj\n",
        b"2 0 obj\n<</Type /Pages\n/Kids []\n/Count 0>>\nendobj\n",
        b"3 0 obj\n<</Type /Catalog\n/Pages 2 0 R>>\nendobj\n",
    ]
    places = [sum(len(part) for part in parts[:number]) for number in (1, 2, 3)]
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    start = sum(len(part) for part in parts)
    return b"".join([*parts, table, b"trailer\n<</Size 4\n/Root 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start])


def test_glyphs_are_named_after_characters_and_all_else_is_found_in_its_new_place() -> None:
    padding = b"\n".join(b"<%02X> <%04X>" % (number, 0x4E00 + 37 * number) for number in range(200))
    names = b"2 beginbfchar\n<0C> <2ED8>\n<0D> <2F27>\nendbfchar\n" + padding
    pdf = pdf_with(names)
    mended = readable_pdf(pdf)
    assert len(mended) != len(pdf)
    document = pypdf.PdfReader(io.BytesIO(mended), strict=True)
    stream = document.get_object(1).get_data()  # type: ignore[union-attr]
    assert b"<0C> <9752>\n<0D> <5B80>" in stream
    assert stream.endswith(padding)
    assert document.trailer["/Root"]["/Pages"]["/Count"] == 0


def test_a_pdf_without_radicals_and_what_is_no_pdf_stay_as_they_are() -> None:
    plain = pdf_with(b"1 beginbfchar\n<0C> <9752>\nendbfchar")
    assert readable_pdf(plain) == plain
    assert readable_pdf(b"%PDF-1.4 nothing") == b"%PDF-1.4 nothing"
