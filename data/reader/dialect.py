"""Which character separates the cells? The one whose rows agree most, and whose cells look like values."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.reader.cells import ADDRESS, MOMENT, TEXT, kind_of_cell
from data.reader.report import Report
from data.reader.rows import ANY_LINE_END, Cutter, Dialect, Row
from data.reader.types.numbers import number_of

SAMPLE_CHARACTERS = 60_000                              # of the text, from its start: enough for a few hundred rows
SAMPLE_ROWS = 300

# How common each delimiter is; a rare one must fit much better than a common one.
PRIORS: dict[str, float] = {
    ",": 1.0, ";": 1.0, "\t": 1.0, "|": 0.9, "\x1f": 0.95, "\x01": 0.95, "\x1e": 0.95, "^": 0.8, "~": 0.8, "¦": 0.8,
    "¬": 0.8, "§": 0.7, "#": 0.4, "&": 0.4, "*": 0.4, "!": 0.35, "=": 0.35, ":": 0.35, "/": 0.3, " ": 0.42, "_": 0.25,
}  # fmt: skip
INSIDE_VALUES = frozenset(" :/_#")                      # delimiters that dates, times and numbers hold themselves
FIRST_LINES = re.compile(r"(?:#[^\r\n]*+(?:\r\n|\n|\r)|[\r\n])*+")
WORDS = re.compile(r"[\w .()/&'’#%°+-]*")
ENOUGH = 0.3                                           # below this score no delimiter explains the text: one column


def find_dialect(text: str, delimiter: str | None, quote: str | None) -> Dialect:
    """The dialect of a text; what is given (a delimiter, a quotation mark, "" for none) is not questioned."""
    start = _after_comments(text)
    sample = text[start : start + SAMPLE_CHARACTERS]
    best: Dialect | None = None
    best_score = -1.0
    for dialect in _candidates(sample, delimiter, quote):
        rows = _sampled(sample, dialect, whole=start + len(sample) == len(text))
        score = _score(rows, dialect)
        if score > best_score + 1e-9:
            best, best_score = dialect, score
    if best is None or (delimiter is None and best_score < ENOUGH):
        best = Dialect("", _first(_quotes(sample, "", quote)), line_end=_line_ends(sample)[0])
    return best


def _after_comments(text: str) -> int:
    """Where the first line begins that is no comment; 0 when all of them could be."""
    found = FIRST_LINES.match(text)
    end = found.end() if found else 0
    return end if end < len(text) else 0


def _candidates(sample: str, delimiter: str | None, quote: str | None) -> Iterator[Dialect]:
    delimiters = [each for each in PRIORS if each in sample] if delimiter is None else [delimiter]
    for line_end in _line_ends(sample):
        for each in delimiters:
            for mark in _quotes(sample, each, quote):
                plain = Dialect(each, mark, line_end=line_end)
                yield plain
                if delimiter is None and each == " ":
                    yield replace(plain, runs=True)
                yield from (replace(plain, escape=escape) for escape in _escapes(sample, plain))


def _line_ends(sample: str) -> list[str]:
    """Usually every line end counts; where lone CR and lone LF both occur, one of them may be inside cells."""
    lone_feed = re.search(r"(?<!\r)\n", sample)
    lone_return = re.search(r"\r(?!\n)", sample)
    if lone_feed and lone_return:
        return [ANY_LINE_END, r"\r\n|\r" if lone_return.start() < lone_feed.start() else r"\r\n|\n"]
    return [ANY_LINE_END]


def _quotes(sample: str, delimiter: str, quote: str | None) -> list[str]:
    """Quotation marks to try: the double one by default, the single one where it encloses whole cells."""
    if quote is not None:
        return [quote]
    edge = f"(?:^|$|[\r\n]|{re.escape(delimiter)})" if delimiter else "(?:^|$|[\r\n])"
    single = len(re.findall(f"{edge} ?'[^'\r\n]*'(?= *{edge})", sample))
    double = len(re.findall(f'{edge} ?"', sample))
    return ['"', "'"] if single >= 2 and single > double else ['"']


def _escapes(sample: str, dialect: Dialect) -> Iterator[str]:
    """Escape characters to try besides doubled quotation marks."""
    if not dialect.quote:
        return
    for escape in ("\\", "\x00"):
        protected = "".join(map(re.escape, (dialect.quote, dialect.delimiter)))
        if re.search(f"{re.escape(escape)}[{protected}]", sample):
            yield escape


def _first(marks: Sequence[str]) -> str:
    return marks[0]


def _sampled(sample: str, dialect: Dialect, *, whole: bool) -> list[Row]:
    rows = list(Cutter(sample, dialect).rows(limit=SAMPLE_ROWS))
    if not whole and len(rows) > 1:
        rows.pop()                                      # the sample may end inside a row
    return [row for row in rows if any(cell.strip() for cell in row.cells)] or rows


@dataclass(frozen=True)
class Shape:
    """How wide the rows are."""

    width: int                                          # the most frequent number of cells
    share: float                                        # of the rows that are as wide


def shape_of(rows: Sequence[Row]) -> Shape:
    """The usual width of rows; on a tie the larger one, so that nothing is left out, or of two tables the first."""
    widths = Counter(len(row.cells) for row in rows)
    if not widths:
        return Shape(1, 0.0)
    width, count = max(widths.items(), key=lambda each: (each[1], each[0] if each[1] < 3 else 0))
    wider = {w: n for w, n in widths.items() if w > 1}
    if width == 1 and wider:                            # titles and comments are one cell wide, tables are not
        other, often = max(wider.items(), key=lambda each: (each[1], each[0]))
        if often >= 0.5 * count:
            width, count = other, often
    return Shape(width, count / len(rows))


def _score(rows: Sequence[Row], dialect: Dialect) -> float:
    """0 to about 1: share of rows that agree, how much cells look like values, how common the delimiter is."""
    plain = [row for row in rows if not row.text.lstrip().startswith("#")]
    rows = plain if len(plain) >= min(2, 0.1 * len(rows)) else rows
    shape = shape_of(rows)
    if shape.width < 2 or not rows:
        return 0.0
    fitting = [row for row in rows if len(row.cells) == shape.width]
    if dialect.delimiter == " " and not all(map(any, zip(*(row.cells for row in fitting), strict=True))):
        return 0.0                                      # nothing between two spaces, all the way down: runs of spaces
    cells = [cell for row in fitting for cell in row.cells]
    likely = sum(map(_looks_like_value, cells)) / len(cells)
    odd = sum(bool(row.odd) for row in rows) / len(rows)
    agree = math.pow((len(fitting) + 1) / (len(rows) + 1), 1.5)   # + 1: two rows alone prove little
    many = 1.0 - 0.6 / shape.width
    typed = sum(kind_of_cell(cell) != TEXT for cell in cells)
    wordy = 0.7 if dialect.delimiter == " " and typed < 0.5 * len(cells) else 1.0    # words are apart anyway
    if dialect.delimiter in INSIDE_VALUES and sum(map(_is_value, rows)) > 0.6 * len(rows):
        return 0.0                                      # a column of dates or times, not several columns
    return agree * likely * many * PRIORS.get(dialect.delimiter, 0.5) * (1.0 - 0.5 * odd) * wordy


def _is_value(row: Row) -> bool:
    line = row.text.strip()
    return kind_of_cell(line) in (MOMENT, ADDRESS) or any(number_of(line, mark) for mark in ".,")


def _looks_like_value(cell: str) -> float:
    """1 for a number, a date or nothing; less for words; little for a cell with broken quotation marks."""
    if kind_of_cell(cell) != TEXT:
        return 1.0
    if cell.count('"') % 2:
        return 0.3
    return 0.9 if len(cell) < 60 and WORDS.fullmatch(cell) else 0.7


SEPARATED_BY = {
    ",": "Columns are separated by commas.",
    ";": "Columns are separated by semicolons.",
    "\t": "Columns are separated by tabs.",
    "|": "Columns are separated by vertical bars.",
    " ": "Columns are separated by spaces.",
    "": "Every line is one cell: no delimiter was found.",
}


def say_dialect(dialect: Dialect, report: Report) -> None:
    """Put the dialect into the report."""
    if dialect.delimiter in SEPARATED_BY:
        report.note(SEPARATED_BY[dialect.delimiter])
    else:
        report.note("Columns are separated by {delimiter}.", delimiter=repr(dialect.delimiter))
    if dialect.escape:
        report.note("Quotation marks inside cells are escaped by {escape}.", escape=repr(dialect.escape))
