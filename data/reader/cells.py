"""What a single cell looks like before anything is known about its column."""

import re

EMPTY, NUMBER, MOMENT, ADDRESS, TEXT = "empty", "number", "moment", "address", "text"

# Words that stand for a missing value in a column of numbers or dates.
MISSING_WORDS = frozenset({
    "", "na", "n/a", "#n/a", "n.a.", "n.a", "nan", "null", "none", "nil", "-", "--", "---",
    ".", "..", "...", "?", "\\n",
    "(null)", "undefined", "undef", "nat", "<na>", "#null!", "#value!", "#div/0!", "#ref!", "missing", "n/d",
    "nd", "k.a.", "–", "—", "*", "**", "***", "****", "*****", ":", "#num!",
})  # fmt: skip

_NUMBER = re.compile(
    r"[-+(]?\s?[$€£¥₹₩₽]?\s?[-+]?(?:\d[\d., '’\xa0\u202f]*|[.,]\d+)(?:[eE][-+]?\d+)?\s?[%$€£¥₹₩₽]?\)?"
)
_MOMENT = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s?([AaPp][Mm])?(Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s?([AaPp][Mm])?([+-]\d\d:?\d\d)?"
    r"|\d{1,2}[- /.]?[A-Za-z]{3,9}[- ,/.]+\d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}"
    r"|\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日号號일]"
)
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|[\w.+-]{1,64}@[\w-]+\.[\w.]+")
_LONGEST_VALUE = 60                                     # characters of a number or a date, generously


def kind_of_cell(cell: str) -> str:
    """One of EMPTY, NUMBER, MOMENT, ADDRESS and TEXT, by the look of a cell alone."""
    cell = cell.strip()
    if not cell:
        return EMPTY
    if len(cell) <= _LONGEST_VALUE:
        if _NUMBER.fullmatch(cell):
            return NUMBER
        if _MOMENT.fullmatch(cell):
            return MOMENT
    return ADDRESS if _ADDRESS.fullmatch(cell) else TEXT


def is_missing_word(cell: str) -> bool:
    """Whether a cell says in words or signs that nothing is known."""
    return cell.strip().lower() in MISSING_WORDS
