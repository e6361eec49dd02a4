"""A polynomial bends a line with powers of x, and stays easy to learn if the powers are chosen well."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from core.algebra.precise import BLOCK, add, divided, multiplied, two_sum
from core.arrays import Array, ArrayLike, Flags, as_array
from core.models.model import Pullback, numbered, parameters_of, rows_of
from core.models.powers import Exact, exact, from_chebyshev, nearest, substituted, to_chebyshev
from core.refusal import Refusal


class Polynomial:
    """ŷ = θ0 + θ1 T1(s) + ... + θd Td(s), with Chebyshev's polynomials T of s = (x - middle) / half width.

    Powers of x as they are look alike (x^9 and x^10 of years are nearly proportional), and a fit in them
    loses most digits. On the range of the data Chebyshev's polynomials stay within ±1 and differ clearly.
    The range is settled once: given as low and high, else by the first X the model meets. From then on
    a theta means the same function for good. coefficients() reads it as factors of 1, x, x^2, ...
    """

    def __init__(self, degree: int, low: float | None = None, high: float | None = None) -> None:
        if degree < 0:
            raise Refusal("The degree of a polynomial is 0 or more.")
        self.degree = degree
        self._middle: float | None = None        # None: no X met yet
        self._half: float = 1.0
        if low is not None and high is not None:
            self._settle(low, high)

    def __repr__(self) -> str:
        place = "" if self._middle is None else f", middle={self._middle!r}, half={self._half!r}"
        return f"Polynomial(degree={self.degree}{place})"

    @property
    def size(self) -> int:
        """Degree + 1."""
        return self.degree + 1

    @property
    def names(self) -> tuple[str, ...]:
        """("b", "w_1", ..., "w_d"): w_k belongs to the k-th polynomial, not to the power x^k."""
        return ("b", *numbered("w", self.degree))[: self.size]

    @property
    def penalized(self) -> Flags:
        """All but the bias."""
        return np.arange(self.size) >= 1

    @property
    def features(self) -> int:
        """One."""
        return 1

    @property
    def outputs(self) -> int:
        """One."""
        return 1

    @property
    def linear_in_parameters(self) -> bool:
        """Always."""
        return True

    @property
    def domain(self) -> tuple[float, float]:
        """The range of x on which the basis is well conditioned, (-1, 1) before any X is met."""
        middle = self._middle or 0.0
        return middle - self._half, middle + self._half

    def meet(self, X: ArrayLike) -> None:
        """Settle the basis on the range of X, if it isn't settled yet and X has a finite value."""
        x = rows_of(X, 1)[:, 0]
        finite = x[np.isfinite(x)]
        if self._middle is None and finite.size > 0:
            self._settle(float(finite.min()), float(finite.max()))

    def start(self, seed: int = 0) -> Array:  # noqa: ARG002
        """Return zeros."""
        return np.zeros(self.size)

    def design(self, X: ArrayLike) -> Array:
        """Return the columns 1, T1(s), ..., Td(s) of each row: (n, d + 1)."""
        x = rows_of(X, 1)[:, 0]
        self.meet(x)
        columns = np.ones((self.size, len(x)))
        with np.errstate(over="ignore", invalid="ignore"):           # far outside the domain powers explode
            s = (x - (self._middle or 0.0)) / self._half
            for k in range(1, self.size):
                columns[k] = s if k == 1 else 2.0 * s * columns[k - 1] - columns[k - 2]
        return columns.T

    def rounding(self, X: ArrayLike) -> Array:
        """Return what rounding took from the columns of the design (n, d + 1): the exact ones are their sum.

        Large factors of x, x^2, ... can all but cancel; then the last digits of these columns decide (NIST's
        Wampler sets), and an exact fit asks for them.
        """
        x, rest = rows_of(X, 1)[:, 0], self.design(X)
        for start in range(0, len(x), BLOCK):
            part = slice(start, start + BLOCK)
            rest[part] = self._rounding(x[part], rest[part])
        return rest

    def _rounding(self, x: Array, rounded: Array) -> Array:
        s = divided(two_sum(x, np.full_like(x, -(self._middle or 0.0))), self._half)
        ones = np.ones_like(x), np.zeros_like(x)
        columns = [ones, s]
        while len(columns) < self.size:
            doubled = multiplied((2.0 * s[0], 2.0 * s[1]), columns[-1])
            columns.append(add(doubled, (-columns[-2][0], -columns[-2][1])))
        return np.stack([(high - known) + low for (high, low), known in
                         zip(columns[: self.size], rounded.T, strict=True)], axis=1)

    def predict(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions (n,)."""
        return self.with_pullback(theta, X)[0]

    def predict_many(self, thetas: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions of each row of thetas, (m, n)."""
        return np.asarray(parameters_of(thetas, self.size) @ self.design(X).T)

    def pullback(self, theta: ArrayLike, X: ArrayLike, slopes: ArrayLike) -> Array:
        """Return the sums of slopes times each column of the design (p,)."""
        return self.with_pullback(theta, X)[1](as_array(slopes))

    def with_pullback(self, theta: ArrayLike, X: ArrayLike) -> tuple[Array, Pullback]:
        """Return the predictions and the function slopes -> gradient."""
        columns = self.design(X)
        with np.errstate(over="ignore", invalid="ignore"):
            prediction = np.asarray(columns @ parameters_of(theta, self.size))
        return prediction, lambda slopes: np.asarray(as_array(slopes) @ columns)

    def coefficients(self, theta: ArrayLike) -> Array:
        """Return the factors of 1, x, ..., x^d (d + 1,), computed in fractions and rounded once at the end.

        If theta is not finite, they are NaN.
        """
        return self._exactly(theta, self._powers)

    def from_coefficients(self, powers: ArrayLike) -> Array:
        """Return the theta of the polynomial with these factors of 1, x, ..., x^d; undoes coefficients."""
        return self._exactly(powers, self._shares)

    def coefficients_through(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the factors of 1, x, ..., x^d of x ↦ prediction of theta at offset + factor * x."""
        inner = _fraction(offset), _fraction(factor)
        return self._exactly(theta, lambda shares: substituted(self._powers(shares), *inner))

    def with_input(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters whose prediction at x is that of theta at offset + factor * x."""
        inner = _fraction(offset), _fraction(factor)
        return self._exactly(theta, lambda shares: self._shares(substituted(self._powers(shares), *inner)))

    def with_output(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters that predict offset + factor * (prediction of theta)."""
        moved = as_array(factor).ravel() * parameters_of(theta, self.size)
        moved[0] += as_array(offset).ravel()[0]
        return np.asarray(moved)

    def _settle(self, low: float, high: float) -> None:
        # Halved first: the sum or difference of two huge numbers would leave the range.
        self._middle = low / 2.0 + high / 2.0
        self._half = high / 2.0 - low / 2.0 or abs(self._middle) or 1.0

    def _settled(self) -> tuple[float, float]:
        """Return middle and half width; whoever asks before any X is met settles (-1, 1)."""
        if self._middle is None:
            self._settle(-1.0, 1.0)
        return self._middle or 0.0, self._half

    def _exactly(self, numbers: ArrayLike, change: Callable[[Exact], Exact]) -> Array:
        """Return the numbers after an exact change, rounded once; zeros are zeros in any basis."""
        vector = parameters_of(numbers, self.size)
        if not np.isfinite(vector).all():
            return np.full(self.size, np.nan)
        if not vector.any():
            return np.zeros(self.size)
        return np.array([nearest(number) for number in change(exact(vector))])

    def _powers(self, shares: Exact) -> Exact:
        """Return theta as factors of the powers of x."""
        middle, half = (Fraction(number) for number in self._settled())
        return substituted(from_chebyshev(shares), -middle / half, 1 / half)

    def _shares(self, powers: Exact) -> Exact:
        """Return factors of the powers of x as theta; undoes _powers."""
        middle, half = (Fraction(number) for number in self._settled())
        return to_chebyshev(substituted(powers, middle, half))


def _fraction(number: ArrayLike) -> Fraction:
    """Return the one number in a scalar or an array of one column as a fraction."""
    return Fraction(float(as_array(number).ravel()[0]))
