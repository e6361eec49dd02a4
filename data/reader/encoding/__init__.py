"""A file is bytes; an encoding says which letters they mean, and most files don't tell which one it is."""

import codecs
import re
from collections.abc import Iterator

from data.reader.encoding.likeness import CANDIDATES, Candidate, likeness
from data.reader.refusal import TableError
from data.reader.report import Report

# Longer marks first: the UTF-32 mark starts with the UTF-16 one.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# What a page may offer, in this order.
ENCODINGS: tuple[str, ...] = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii",
    "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950", "shift_jis", "cp932", "euc_jp", "iso2022_jp",
    "euc_kr", "cp949", "johab",
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "latin-1", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8",
    "iso8859_9", "iso8859_10", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16",
    "koi8_r", "koi8_u", "cp866", "cp855", "cp437", "cp850", "cp852", "cp737", "cp857", "cp775", "cp862", "cp864",
    "mac_roman", "mac_cyrillic", "mac_latin2", "mac_greek", "mac_turkish", "mac_iceland", "hz", "tis_620",
)  # fmt: skip
KNOWN = {codecs.lookup(name).name for name in ENCODINGS} | {"utf-8-sig"}

LOOKED_AT = 16_000                                      # bytes of lines beyond ASCII that candidates are judged by
# Control characters that cp1252 shows as marks: files once mistaken for Latin-1 still carry them in UTF-8.
MISTAKEN = {ord(bytes([code]).decode("latin-1")): bytes([code]).decode("cp1252")
            for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # fmt: skip
CONTROLS = re.compile("[\x80-\x9f]")
UNDEFINED = re.compile("[\x81\x8d\x8f\x90\x9d]")
REPLACEMENT = "\ufffd"


def decode(content: bytes, encoding: str | None, report: Report) -> tuple[str, str]:
    """The text and the name of its encoding: the one that is asked for, or the one that fits best."""
    if encoding is not None:
        return _as_asked(content, encoding), encoding
    marked = _marked(content)
    if marked is not None:
        content, encoding = marked
        text = content.decode(encoding, "replace")
        _say_unreadable(text.count(REPLACEMENT) - content.count(REPLACEMENT.encode(encoding)), encoding, report)
    else:
        encoding, text = _detect(content, report)
    report.note("Read as {encoding}.", encoding=encoding)
    return text, encoding


def mend_controls(text: str, report: Report) -> str:
    """Turn the control characters of a twice converted file into the quotation marks and dashes they stand for."""
    found = CONTROLS.findall(text)
    if not found or UNDEFINED.search(text) or set(found) == {"\x85"}:
        return text
    report.note("{n} control character(s) were read as the marks they stand for in cp1252.", n=len(found))
    return text.translate(MISTAKEN)


def _as_asked(content: bytes, encoding: str) -> str:
    """Decode as the person says; without mercy, for a wrong choice must be seen."""
    try:
        if codecs.lookup(encoding).name not in KNOWN:
            raise LookupError(encoding)
        return content.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError) as problem:
        raise TableError("Can't be read as {encoding}. Choose another.", encoding=encoding) from problem


def _marked(content: bytes) -> tuple[bytes, str] | None:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :], encoding
    return None


def _detect(content: bytes, report: Report) -> tuple[str, str]:
    """Encoding and text of bytes that carry no mark."""
    if content.isascii() and b"\x00" not in content and content.find(b"\x1b") < 0:
        return "utf-8", content.decode("ascii")
    for encoding in _wide(content):
        return encoding, content.decode(encoding, "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _broken_utf_8(content, report) or _legacy(content, report)
    if "\x1b$" in text or "\x1b(J" in text:
        try:
            return "iso2022_jp", content.decode("iso2022_jp")
        except UnicodeDecodeError:
            pass
    return "utf-8", text


def _wide(content: bytes) -> Iterator[str]:
    """UTF-16 and UTF-32 without a mark: in them every comma and line end carries zero bytes at fixed places."""
    head = content[:40_000]
    if b"\x00" not in head:
        return
    length = len(head) // 4 * 4
    zeros = [head[place:length:4].count(0) / max(length // 4, 1) for place in range(4)]
    if length and min(zeros[1:]) > 0.6 and zeros[0] < 0.3:
        yield "utf-32-le"
    if length and min(zeros[:3]) > 0.6 and zeros[3] < 0.3:
        yield "utf-32-be"
    if len(content) % 2:
        return
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        here, elsewhere = head[first::2].count(0), head[1 - first :: 2].count(0)
        aligned = here + elsewhere > 0.2 * len(head) and here > 0.9 * (here + elsewhere)
        plausible = sum(map(_plausible, text)) >= 0.9 * len(text)
        if (aligned or plausible) and any(sign in text for sign in "\n\r,;\t"):
            yield encoding


def _plausible(character: str) -> bool:
    """Whether a character is likely in a UTF-16 table: ASCII, alphabets, East Asian writing."""
    code = ord(character)
    return (
        0x20 <= code < 0x7F or character in "\t\n\r" or 0xA0 <= code < 0x600 or 0x2010 <= code < 0x2040
        or 0x3000 <= code < 0x3100 or 0x4E00 <= code < 0x9FA6 or 0xAC00 <= code < 0xD7A4 or 0xFF00 < code < 0xFF66
    )  # fmt: skip


def _broken_utf_8(content: bytes, report: Report) -> tuple[str, str] | None:
    """UTF-8 with a few bad bytes, which is likelier than any other encoding that happens to accept it."""
    text = content.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    good = sum(character > "\x7f" for character in text[:2_000_000]) - bad
    if good < 4 * bad:
        return None
    _say_unreadable(bad, "utf-8", report)
    return "utf-8", text


def _legacy(content: bytes, report: Report) -> tuple[str, str]:
    """The old encoding whose reading looks most like writing."""
    excerpt = _beyond_ascii(content)
    judged = sorted(_judged(excerpt), key=lambda each: -each[0])
    for _, candidate in judged:
        try:
            return candidate.codec, content.decode(candidate.codec)
        except UnicodeDecodeError:
            continue                                    # it fits the excerpt, but not the whole
    text = content.decode("cp1252", "replace")
    _say_unreadable(text.count(REPLACEMENT), "cp1252", report)
    return "cp1252", text


def _judged(excerpt: bytes) -> Iterator[tuple[float, Candidate]]:
    for candidate in CANDIDATES:
        try:
            text = codecs.getincrementaldecoder(candidate.codec)().decode(excerpt)   # it may end within a character
        except UnicodeDecodeError:
            continue
        yield likeness(text, candidate), candidate


def _beyond_ascii(content: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, as many as are needed to judge."""
    kept: list[bytes] = []
    size = 0
    for line in re.split(rb"(?<=[\r\n])", content[:4_000_000]):
        if not line.isascii():
            kept.append(line)
            size += len(line)
            if size > LOOKED_AT:
                break
    return b"".join(kept)[: 3 * LOOKED_AT]


def _say_unreadable(n: int, encoding: str, report: Report) -> None:
    if n > 0:
        report.note("{n} byte(s) are no text in {encoding}; they show as \ufffd.", n=n, encoding=encoding)
