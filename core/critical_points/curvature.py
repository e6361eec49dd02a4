"""How the ground bends: the eigenvalues of the Hessian, and which of them are really zero."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Whole, as_array

GRADED = 1e-6                        # ratio of diagonal entries at which eigh would lose small eigenvalues
EXACT, MEASURED = 1e-10, 1e-6        # part of the largest curvature below which another one counts as zero


@dataclass(frozen=True)
class Curvature:
    """The bend of L at one point, in units that suit each parameter.

    A parameter in large units has small slopes and tiny curvatures, and the other way round. So the Hessian
    is first balanced, S = D H D with a positive diagonal D that makes every row's largest entry 1. By
    Sylvester's law of inertia S has as many positive, zero and negative eigenvalues as H, and there "zero"
    can be told from "small".
    """

    scale: Array                     # the diagonal of D (p,)
    values: Array                    # eigenvalues of S (p,), ascending
    vectors: Array                   # their eigenvectors (p, p), in columns
    signs: Whole                     # +1, 0 or −1 for each eigenvalue

    def newton(self, gradient: Array, smallest: float) -> Array:
        """The step (p,) to where a parabola through this slope and bend would be level: −|H|⁻¹ g."""
        along = self.vectors.T @ (self.scale * gradient)
        size = np.maximum(np.abs(self.values), smallest * np.abs(self.values).max(initial=0.0))
        share = np.divide(along, size, out=np.zeros_like(along), where=size > 0)
        return as_array(-self.scale * (self.vectors @ share))

    def energy(self, step: Array, smallest: float = 0.0) -> float:
        """stepᵀ |H| step: twice the change of L that bending alone makes on a step (p,)."""
        along = self.vectors.T @ (step / self.scale)
        size = np.maximum(np.abs(self.values), smallest * np.abs(self.values).max(initial=0.0))
        return float(along**2 @ size)

    @property
    def level(self) -> Array:
        """Orthonormal directions (p, k), in columns, in which L does not bend."""
        directions = self.scale[:, None] * self.vectors[:, self.signs == 0]
        return pointing_up(np.linalg.qr(directions)[0]) if directions.size else directions


def curvature(hessian: Array, zero: float, uncertain: Array | None = None) -> Curvature:
    """Balance and decompose a Hessian (p, p).

    `zero` is the part of the largest curvature up to which one counts as 0; `uncertain` (p, p) is by how much
    the Hessian may be wrong: eigenvalues within that are 0 as well.
    """
    scale = balance(hessian)
    values, vectors = np.linalg.eigh(scale[:, None] * hessian * scale)
    limit = zero * np.abs(values).max(initial=0.0)
    if uncertain is not None:
        limit = max(limit, float(np.linalg.norm(scale[:, None] * uncertain * scale, 2)))
    signs = np.where(np.abs(values) <= limit, 0, np.sign(values)).astype(np.int64)
    return Curvature(scale, values, vectors, signs)


def balance(matrix: Array) -> Array:
    """The diagonal D (p,) for which the largest entry in every row of D M D is 1 (Ruiz, 2001).

    Rows of zeros keep the scale 1, and powers of two are used, so that balancing makes no rounding error.
    """
    scale = np.ones(len(matrix))
    for _ in range(60):
        rows = np.abs(scale[:, None] * matrix * scale).max(axis=1, initial=0.0)
        factor = np.where(rows > 0, 2.0**-np.round(np.log2(np.where(rows > 0, rows, 1.0)) / 2), 1.0)
        if np.all(factor == 1.0):
            break
        scale = scale * factor
    return scale


def eigen(hessian: Array) -> tuple[Array, Array]:
    """Eigenvalues (p,), ascending, and eigenvectors (p, p) in columns, their largest entries positive.

    With parameters in very different units (an income and a share) the usual algorithm loses the small
    eigenvalues in the rounding errors of the large ones; there Jacobi's rotations are used, which keep them
    (Demmel and Veselić, 1992).
    """
    size = np.abs(np.diag(hessian))
    graded = size.max(initial=0.0) * GRADED > size.min(initial=np.inf) > 0
    values, vectors = jacobi(hessian) if graded else np.linalg.eigh(hessian)
    return values, pointing_up(vectors)


def pointing_up(vectors: Array) -> Array:
    """The same directions (p, k), in columns, turned so that the first of their largest entries is > 0."""
    largest = np.argmax(np.abs(vectors) >= np.abs(vectors).max(axis=0) * (1 - 1e-9), axis=0)
    return vectors * np.where(vectors[largest, np.arange(vectors.shape[1])] < 0, -1.0, 1.0) + 0.0


def jacobi(matrix: Array) -> tuple[Array, Array]:
    """Eigenvalues and eigenvectors by Jacobi's rotations, each of which parts a pair of coordinates."""
    rest, vectors = np.array(matrix), np.eye(len(matrix))
    for _ in range(30):
        turned = False
        for i in range(len(rest)):
            for j in range(i + 1, len(rest)):
                if abs(rest[i, j]) > 1e-16 * np.sqrt(abs(rest[i, i])) * np.sqrt(abs(rest[j, j])):
                    turned = True
                    rotate(rest, vectors, i, j)
        if not turned:
            break
    order = np.argsort(np.diag(rest))
    return np.diag(rest)[order], vectors[:, order]


def rotate(rest: Array, vectors: Array, i: int, j: int) -> None:
    """Turn coordinates i and j, in place, so that the entry (i, j) becomes 0."""
    ratio = (rest[j, j] - rest[i, i]) / (2 * rest[i, j])
    tangent = (1.0 if ratio >= 0 else -1.0) / (abs(ratio) + np.hypot(ratio, 1.0))
    cosine = 1 / np.hypot(tangent, 1.0)
    shift, turn = tangent * rest[i, j], cosine * np.array([[1.0, tangent], [-tangent, 1.0]])
    corner = rest[i, i] - shift, rest[j, j] + shift
    rest[:, [i, j]] = rest[:, [i, j]] @ turn
    rest[[i, j]] = turn.T @ rest[[i, j]]
    rest[i, i], rest[j, j] = corner
    rest[i, j] = rest[j, i] = 0.0
    vectors[:, [i, j]] = vectors[:, [i, j]] @ turn
