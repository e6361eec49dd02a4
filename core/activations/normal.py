"""How much of a bell curve lies to the left of z: Φ(z), to the last digits even far out in the tail."""

import numpy as np

from core.arrays import Array

ROOT_2 = float(np.sqrt(2.0))
SMALL = 0.46875                                  # of z/√2: where erf itself is better than erfc
FAR = 40.0                                       # exp(-FAR^2/2) is 0 in floating point

# W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969) 631-637;
# the highest power first.
ERF_TOP = (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2,
           3.20937758913846947e3)
ERF_BOTTOM = (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3)
MIDDLE_TOP = (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
              2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
              1.23033935479799725e3)
MIDDLE_BOTTOM = (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
                 1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3,
                 1.23033935480374942e3)
FAR_TOP = (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
           1.60837851487422766e-2, 6.58749161529837803e-4)
FAR_BOTTOM = (1.0, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2,
              2.33520497626869185e-3)


def share_below(z: Array) -> Array:
    """Return Φ(z) = erfc(-z/√2)/2, with full relative precision on both sides."""
    size = np.minimum(np.abs(z), FAR).ravel() / ROOT_2
    share = np.empty_like(size)
    small, near, far = size <= SMALL, (size > SMALL) & (size <= 4.0), size > 4.0
    share[small] = 0.5 - 0.5 * central_error_function(size[small])   # first for -|z| ...
    share[near] = scaled_complement(size[near])
    share[far] = far_scaled_complement(size[far])
    outside = ~small
    share[outside] *= 0.5 * bell(z.ravel()[outside])
    return np.where(z < 0.0, share.reshape(z.shape), 1.0 - share.reshape(z.shape))   # ... then for z


def density(z: Array) -> Array:
    """Return the height of the bell curve, exp(-z^2/2) / √(2π)."""
    return np.asarray(bell(z) / np.sqrt(2.0 * np.pi))


def bell(z: Array) -> Array:
    """Return exp(-z^2/2); z is split into 16ths and a rest, so that rounding z^2 costs no digits (Cody)."""
    near = np.minimum(np.abs(z), FAR)
    coarse = np.floor(near * 16.0) / 16.0
    return np.asarray(np.exp(-0.5 * coarse**2) * np.exp(-0.5 * (near - coarse) * (near + coarse)))


def central_error_function(x: Array) -> Array:
    """Return erf(x) for |x| <= 0.46875."""
    return np.asarray(x * polynomial(ERF_TOP, x**2) / polynomial(ERF_BOTTOM, x**2))


def scaled_complement(x: Array) -> Array:
    """Return exp(x^2) erfc(x) for 0.46875 <= x <= 4."""
    return np.asarray(polynomial(MIDDLE_TOP, x) / polynomial(MIDDLE_BOTTOM, x))


def far_scaled_complement(x: Array) -> Array:
    """Return exp(x^2) erfc(x) for x >= 4."""
    inverse = 1.0 / x**2
    correction = inverse * polynomial(FAR_TOP, inverse) / polynomial(FAR_BOTTOM, inverse)
    return np.asarray((1.0 / np.sqrt(np.pi) - correction) / x)


def polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Return the values of a polynomial, highest power first; numpy.polyval makes a new array per term."""
    values = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        values *= x
        values += coefficient
    return values
