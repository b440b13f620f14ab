import io
import struct
import zlib

import pytest
from PIL import Image

from exports.pictures import steady_pdf, steady_svg, with_print_size


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
