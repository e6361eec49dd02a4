"""A column of a large file while it is read: what has come is kept as small as it can be."""

import numpy as np
import pandas as pd

from data.reader.types.cells import MOST_DIFFERENT, places_of
from data.reader.types.dates import iso_dates


class Pieces:
    """The pieces of one column of at most so many rows, numbers or texts, in order.

    Numbers go to their place at once. Texts of which few are different become codes of a category, and dates
    moments, where dates are expected.
    """

    def __init__(self, rows: int, *, texts: bool = True, dates: bool = False) -> None:
        self.no_dates = False                           # dates were expected, but a cell is none: read it again as text
        self._most = rows
        self._dates = dates
        self._different: dict[str, int] | None = {} if texts and not dates else None
        self._values = np.empty(0)                      # numbers, codes or moments
        self._rows = 0                                  # how many of them
        self._parts: list[pd.Series] = []               # texts, and whatever else pandas has made of the cells

    def add(self, piece: pd.Series) -> None:
        """Take in the next piece."""
        if self._dates:
            self._add_dates(piece)
        elif self._different is not None:
            self._add_codes(piece, self._different)
        elif piece.dtype.kind in "if" and not self._parts:
            self._put(piece.to_numpy())
        else:
            if self._rows:
                self._parts.append(pd.Series(self._taken()))
            self._parts.append(piece)

    def _add_dates(self, piece: pd.Series) -> None:
        moments = None if self.no_dates else iso_dates(piece)
        if moments is None:
            self.no_dates = True
        else:
            self._put(moments.to_numpy())

    def _add_codes(self, piece: pd.Series, different: dict[str, int]) -> None:
        self._put(np.where(piece.isna(), np.int32(-1), places_of(piece, different)))
        if len(different) > MOST_DIFFERENT:             # too many: texts again, and from now on
            values, codes = pd.array(list(different), dtype="str"), self._taken()
            self._parts.append(pd.Series(values.take(codes, allow_fill=True)))
            self._different = None

    def _put(self, piece: np.ndarray) -> None:
        """Write values to their place; memory that is never written to costs nothing."""
        if not self._rows:
            self._values = np.empty(self._most, piece.dtype)
        elif self._values.dtype != piece.dtype:         # whole numbers, and now fractions
            self._values = self._values.astype(np.result_type(self._values, piece))
        self._values[self._rows : self._rows + len(piece)] = piece
        self._rows += len(piece)

    def _taken(self) -> np.ndarray:
        """The values up to here, which are not kept any longer."""
        values, self._values = self._values[: self._rows], np.empty(0)
        self._rows = 0
        return values

    def whole(self) -> pd.Series:
        """The column; nothing of it is kept here."""
        if self._parts:
            parts, self._parts = self._parts, []
            return pd.concat(parts, ignore_index=True)
        values = self._taken()
        if self._different is None:
            return pd.Series(values, copy=False)
        return pd.Series(pd.Categorical.from_codes(values, categories=pd.Index(list(self._different), dtype="str")))
