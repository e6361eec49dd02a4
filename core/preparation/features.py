"""A feature is a number to predict from; categories, past days and powers are made into such numbers."""

from collections.abc import Hashable, Sequence
from itertools import combinations_with_replacement

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.refusal import Refusal


def one_hot(values: Sequence[Hashable], categories: Sequence[Hashable]) -> Array:
    """Return a row per value (n, k) with a 1 in the column of its category and 0 elsewhere.

    >>> one_hot(["b", "a"], ["a", "b", "c"]).tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]

    Raises:
        ValueError: a value is none of the categories, or a category is given twice.
    """
    columns = {category: column for column, category in enumerate(categories)}
    if len(columns) != len(categories):
        raise Refusal("A category is given twice.")
    unknown = [value for value in values if value not in columns]
    if unknown:
        raise Refusal("'{value}' is none of the categories.", value=unknown[0])
    encoded = np.zeros((len(values), len(columns)))
    encoded[np.arange(len(values)), [columns[value] for value in values]] = 1.0
    return encoded


def lags(series: ArrayLike, days: int) -> tuple[Array, Array]:
    """Return (X, y): each y is one value of the series, its row of X the days values before it.

    The first column is the day before, the last column `days` days before; the first `days` values have no
    complete past and appear only in X. X is (n - days, days), in the order of the series.

    >>> X, y = lags([4.8, 4.9, 7.5, 7.9], 2)
    >>> X.tolist(), y.tolist()
    ([[4.9, 4.8], [7.5, 4.9]], [7.5, 7.9])

    Raises:
        ValueError: days is below 1, or the series has no value with a complete past.
    """
    values = as_array(series).ravel()
    if days < 1:
        raise Refusal("Predicting from the past needs at least one day of past.")
    if len(values) <= days:
        raise Refusal("The series has {count} values; with {days} days of past none can be predicted.",
                      count=len(values), days=days)
    windows = np.lib.stride_tricks.sliding_window_view(values, days)[:-1]
    return windows[:, ::-1].copy(), values[days:].copy()


def polynomial_features(X: ArrayLike, degree: int) -> tuple[Array, Whole]:
    """Return all products of the columns of X (n, d) up to the degree (n, q), and their exponents (q, d).

    The constant 1 is left out, since every model has a bias. Lower degrees come first.

    >>> columns, exponents = polynomial_features([[2.0, 3.0]], 2)
    >>> columns.tolist(), exponents.tolist()
    ([[2.0, 3.0, 4.0, 6.0, 9.0]], [[1, 0], [0, 1], [2, 0], [1, 1], [0, 2]])

    Raises:
        ValueError: X is not a table, or the degree is below 1.
    """
    table = as_array(X)
    if table.ndim != 2 or degree < 1:
        raise Refusal("Polynomial features need a table and a degree of at least 1.")
    chosen = [
        picked for order in range(1, degree + 1)
        for picked in combinations_with_replacement(range(table.shape[1]), order)
    ]
    columns = np.empty((len(table), len(chosen)))
    exponents = np.zeros((len(chosen), table.shape[1]), dtype=np.int64)
    with np.errstate(over="ignore"):             # a product beyond the range of numbers is inf
        for place, picked in enumerate(chosen):
            columns[:, place] = np.prod(table[:, list(picked)], axis=1)
            np.add.at(exponents[place], list(picked), 1)
    return columns, exponents
