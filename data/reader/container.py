"""Before a file is read as text: is it text at all, and is it packed?"""

import io
import zlib

from data.reader.limits import MOST_BYTES, check_size, size
from data.reader.refusal import TableError
from data.sentence import Sentence

# First bytes of files that are often taken for tables, what they are, and what helps.
AS_CSV = "Not a text table ({kind}). Export it as CSV."
UNPACK = "Not a text table ({kind}). Unpack it and choose the CSV inside."
OTHER = "Not a text table ({kind}). Choose a CSV or another text file of rows and columns."
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", OTHER),
    (b"\xff\xd8\xff", "a JPEG picture", OTHER),
    (b"GIF87a", "a GIF picture", OTHER),
    (b"GIF89a", "a GIF picture", OTHER),
    (b"%PDF-", "a PDF document", OTHER),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Office file", AS_CSV),
    (b"PAR1", "a Parquet file", AS_CSV),
    (b"ARROW1", "an Arrow file", AS_CSV),
    (b"SQLite format 3\x00", "an SQLite database", AS_CSV),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", AS_CSV),
    (b"BZh", "packed with bzip2", UNPACK),
    (b"\xfd7zXZ\x00", "packed with xz", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", UNPACK),
    (b"\x7fELF", "a program", OTHER),
    (b"{\\rtf", "an RTF document", OTHER),
)
# Inside a ZIP, the names of the parts tell what it is.
ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"xl/", "an Excel workbook", AS_CSV),
    (b"word/", "a Word document", OTHER),
    (b"ppt/", "a PowerPoint file", OTHER),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet", AS_CSV),
    (b"opendocument", "an OpenDocument file", OTHER),
)
EMPTY = "The file is empty. Your previous data are still here."
GZIP = b"\x1f\x8b\x08"


def unpack(content: bytes) -> bytes:
    """The bytes of the text itself: gzip is unpacked, empty and foreign files are refused."""
    check_size(content)
    if content.startswith(GZIP):
        content = _gunzip(content)
    blank = b" \t\r\n\f\v\x00"
    if not content[:4_096].strip(blank) and not content.strip(blank):   # strip copies: don't copy 100 MB
        raise TableError(EMPTY)
    _refuse_foreign(content)
    return content


def _gunzip(content: bytes) -> bytes:
    """Unpack gzip, one or several members, but never beyond the limit (a bomb unpacks to gigabytes)."""
    unpacked = io.BytesIO()
    rest = content
    try:
        while rest.startswith(GZIP):
            member = zlib.decompressobj(wbits=31)
            unpacked.write(member.decompress(rest, MOST_BYTES + 1 - unpacked.tell()))
            if unpacked.tell() > MOST_BYTES:
                raise TableError("Unpacked, this file is larger than {limit}.", limit=size(MOST_BYTES))
            if not member.eof:
                raise TableError("The gzip file ends too early. Pack it or download it again.")
            rest = member.unused_data
    except zlib.error as problem:
        raise TableError("The gzip file is damaged. Pack it or download it again.") from problem
    return unpacked.getvalue()


def _refuse_foreign(content: bytes) -> None:
    for start, kind, sentence in SIGNATURES:
        if content.startswith(start) and not _could_be_text(content, start):
            raise TableError(sentence, kind=Sentence(kind))
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind, sentence = _kind_of_zip(content)
        raise TableError(sentence, kind=Sentence(kind))
    if content[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise TableError(OTHER, kind=Sentence("a web page"))


def _could_be_text(content: bytes, start: bytes) -> bool:
    """BZh and PAR1 might open an honest header; a packed file holds control bytes at once."""
    return start.isalnum() and content[:512].isascii() and b"\x00" not in content[:512]


def _kind_of_zip(content: bytes) -> tuple[str, str]:
    for part, kind, sentence in ZIPPED:
        if part in content[:20_000] or part in content[-20_000:]:
            return kind, sentence
    return "a ZIP archive", UNPACK
