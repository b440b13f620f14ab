"""Tell in which encoding a text was written, name it, and turn it into UTF-8; what stays in doubt is asked.

GB18030 decodes almost any bytes, and so does Big5. Success alone therefore says little: text counts as
Chinese only if most of its characters are common ones, and the better of the two readings must be clearly so.
Where a few characters leave that open, those of known places and column names decide.
"""

import codecs
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from etl.contract_types import N_
from etl.findings import Finding
from etl.spelling import SIMPLIFIED

BYTE_ORDER_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", N_("UTF-8 with a byte order mark")),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 LE"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 BE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
CHOICES = ("utf-8", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be")
"""Encodings that an analyst can choose where detection stays in doubt."""

NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "gbk": "GBK",
    "big5": "Big5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
SAMPLE_CHARACTERS = 200_000
COMMON_SHARE = 0.8
"""At least this share of the non-ASCII characters of Chinese text is common."""
CLEAR_LEAD = 0.15
CLEAR_CHARACTERS = 2
FAMILIAR_LEAD = 0.5
"""The better reading leads by at least this share, and by so many characters where there are few; else its
share of familiar characters leads by half."""


@dataclass(frozen=True)
class Decoded:
    """A text as UTF-8 bytes without a mark, and the name of the encoding it was written in, as a message."""

    text: bytes
    encoding: str


def decode(
    content: bytes, wanted: str | None = None, familiar: Collection[str] = frozenset()
) -> Decoded | Finding:
    """Return the text of `content`, or the finding that says why it cannot be read or what has to be chosen.

    `familiar` are the characters that the files at hand are known to use, in their simplified form.

    >>> decode("城市,日期,确诊\\n青岛市,2020-01-21,1\\n".encode("gb18030")).encoding
    'GBK'
    """
    if wanted is not None:
        return _as_wanted(content, wanted)
    for mark, encoding, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, name)
    position = content.find(b"\x00")
    if position >= 0:
        nul = Finding("nul_character", row=_row(content, position), value=_around(content, position))
        return _unmarked_utf16(content) or nul
    try:
        _ = content.isascii() or content.decode("utf-8")
        return Decoded(content, NAMES["utf-8"])
    except UnicodeDecodeError as error:
        return _chinese(content, familiar) or _undecided(content, error.start)


def _as_wanted(content: bytes, wanted: str) -> Decoded | Finding:
    encoding = wanted.strip().lower().replace("_", "-")
    if encoding not in CHOICES:
        return Finding("encoding_unknown", row=1, value=wanted, values={"choices": ", ".join(CHOICES)})
    for mark, marked, _name in BYTE_ORDER_MARKS:
        if marked == encoding and content.startswith(mark):
            content = content[len(mark) :]
    return _strict(content, encoding, NAMES[encoding])


def _strict(content: bytes, encoding: str, name: str) -> Decoded | Finding:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = _around(content, error.start)
        return Finding(
            "encoding_wrong", row=_row(content, error.start), value=wrong, values={"encoding": name}
        )
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        return Finding("nul_character", row=row)
    return Decoded(content if encoding == "utf-8" else text.encode("utf-8"), name)


def _unmarked_utf16(content: bytes) -> Decoded | None:
    """Return UTF-16 text without a mark: every other byte of its ASCII characters is zero."""
    sample = content[:4096]
    if len(content) % 2 or len(sample) < 8 or b"\x00" not in sample:
        return None
    pairs = len(sample) // 2
    for encoding, zeros in (
        ("utf-16-le", sample[1::2].count(0)),
        ("utf-16-be", sample[0::2].count(0)),
    ):
        if zeros > pairs / 4:
            decoded = _strict(content, encoding, NAMES[encoding])
            if isinstance(decoded, Decoded):
                return decoded
    return None


def _chinese(content: bytes, familiar: Collection[str]) -> Decoded | None:
    readings: list[tuple[float, str, str]] = []
    for encoding, common in (("gb18030", "gb2312"), ("big5", "big5")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_share(text, partial(_is_common, encoding=common)), encoding, text))
    readings.sort(reverse=True)
    if not readings or readings[0][0] < COMMON_SHARE:
        return None
    characters = sum(character > "\x7f" for character in readings[0][2][:SAMPLE_CHARACTERS])
    lead = max(CLEAR_LEAD, CLEAR_CHARACTERS / max(characters, 1))
    if len(readings) > 1 and readings[0][0] - readings[1][0] < lead:
        shares = [
            (_share(text, lambda each: each.translate(SIMPLIFIED) in familiar), encoding, text)
            for _common, encoding, text in readings
        ]
        readings = sorted(shares, reverse=True)
        if readings[0][0] - readings[1][0] < FAMILIAR_LEAD:
            return None
    _best, encoding, text = readings[0]
    return Decoded(text.encode("utf-8"), NAMES[encoding if encoding != "gb18030" else _narrowest(content)])


def _narrowest(content: bytes) -> str:
    try:
        content.decode("gbk")
    except UnicodeDecodeError:
        return "gb18030"
    return "gbk"


def _share(text: str, fits: Callable[[str], bool]) -> float:
    """Return the share of characters that fit among the non-ASCII ones of the first part of a text."""
    characters = [character for character in text[:SAMPLE_CHARACTERS] if character > "\x7f"]
    known = {character: fits(character) for character in set(characters)}
    return sum(known[character] for character in characters) / max(len(characters), 1)


def _is_common(character: str, encoding: str) -> bool:
    code = character.encode(encoding, "ignore")
    if len(code) != 2:
        return False
    # Row numbers of the first level of each standard (frequent characters) and of its punctuation.
    if encoding == "gb2312":
        return 0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3
    return 0xA4 <= code[0] <= 0xC6 or 0xA1 <= code[0] <= 0xA3


def _undecided(content: bytes, position: int) -> Finding:
    return Finding(
        "encoding_undecided",
        row=_row(content, position),
        value=_around(content, position),
        values={"choices": ", ".join(CHOICES)},
    )


def _row(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _around(content: bytes, position: int) -> str:
    return content[max(position - 10, 0) : position + 10].decode("ascii", "backslashreplace")
