"""Level places on creases: where the slope jumps from down to up, no slope is 0 and yet the walk stops."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import cast

import numpy as np

from core.arrays import Array, as_array
from core.critical_points.creases import CLOSE, shortest_slope, usual_slopes
from core.critical_points.field import Field
from core.critical_points.levels import SAME, VAGUE, distinct, level_points, start_grid
from core.critical_points.tracing import Path, distance, trace
from core.formula import Formula
from core.formula.functions import FUNCTIONS
from core.formula.objective import ends_steeply, middle_slope
from core.formula.tree import parts, walk

SIDE = 41                            # starts along each side of the window
ON = 1e-10                           # distance to a crease, in window coordinates, that counts as on it


@dataclass(frozen=True)
class Edge:
    """One crease of a formula: the line where the argument of its kink number `index` is 0.

    On it any slope between the left and the right one may be taken, middle + t·half with |t| ≤ 1. The place
    is level if one of them makes the gradient 0: three equations for u, v and t.
    """

    field: Field
    index: int

    @property
    def f(self) -> Formula:
        """The formula."""
        return cast(Formula, self.field.f)

    def argument(self, x: Array) -> tuple[Array, Array]:
        """The kink's argument (m,) at window coordinates (m, 2), and its slopes (m, 2)."""
        values, slopes = self.f.arguments(self.field.theta(x))
        return values[self.index], slopes[self.index] * self.field.half

    def equations(self, x: Array, t: Array) -> tuple[Array, Array]:
        """What must be 0 (m, 3), gradient and argument, and its derivatives (m, 3, 3) by u, v and t."""
        kink = self.f.kinks[self.index]
        half = FUNCTIONS[kink.function].jump / 2
        slope = middle_slope(kink) + half * t
        theta, scale = self.field.theta(x), self.field.half
        gradients, hessians = self.f.derivatives(theta, {kink.place: slope})
        steeper = self.f.derivatives(theta, {kink.place: slope + half})[0]
        argument, normal = self.argument(x)
        rows = np.zeros((len(x), 3, 3))
        rows[:, :2, :2] = hessians * scale[:, None] * scale
        rows[:, :2, 2] = (steeper - gradients) * scale
        rows[:, 2, :2] = normal
        return np.concatenate([gradients * scale, argument[:, None]], axis=1), rows

    def solve(self, x: Array, rounds: int = 25) -> tuple[Array, Array]:
        """Newton's method from many starts (m, 2): where it ended (m, 2), and whether that is level (m,)."""
        t = np.zeros(len(x))
        for _ in range(rounds):
            wanted, rows = self.equations(x, t)
            fine = np.isfinite(wanted).all(axis=1) & np.isfinite(rows).all(axis=(1, 2))
            step = np.zeros((len(x), 3))
            step[fine] = -np.einsum("mij,mj->mi", np.linalg.pinv(rows[fine], rcond=1e-9), wanted[fine])
            length = np.abs(step[:, :2]).max(axis=1, keepdims=True, initial=0.0)
            x = x + step[:, :2] * np.minimum(1.0, 0.3 / np.maximum(length, 1e-300))
            t = np.clip(t + step[:, 2], -1.0, 1.0)
        wanted, rows = self.equations(x, t)
        size = np.abs(rows).max(axis=(1, 2))
        with np.errstate(invalid="ignore"):
            done = np.isfinite(wanted).all(axis=1) & (np.abs(wanted).max(axis=1) <= ON * size)
        return x, done

    def correct(self, x: Array) -> Array | None:
        """The level point of the crease next to x."""
        found, done = self.solve(x[None], rounds=8)
        return found[0] if done[0] else None

    def tangent(self, x: Array) -> Array:
        """Along the crease: across the slope of the argument."""
        normal = self.argument(x[None])[1][0]
        turned = np.array([-normal[1], normal[0]])
        return as_array(turned / np.linalg.norm(turned))

    def starts(self) -> Array:
        """Points of a grid that lie within one cell of the crease."""
        line = np.linspace(-1.0, 1.0, SIDE) * 1.01 + 1e-5
        grid = np.stack([np.tile(line, SIDE), np.repeat(line, SIDE)], axis=1)
        values, slopes = self.argument(grid)
        with np.errstate(invalid="ignore"):
            near = np.abs(values) <= np.linalg.norm(slopes, axis=1) * 2 * np.sqrt(2) / SIDE
        return as_array(grid[near & np.isfinite(slopes).all(axis=1)])


def corners(field: Field) -> tuple[Array, list[Path]]:
    """The level places on the creases of a formula: single points (m, 2), and creases level all along."""
    edges = [Edge(field, index) for index in range(len(cast(Formula, field.f).kinks))]
    points, paths = crossings(edges), list[Path]()
    for edge in edges:
        found, done = edge.solve(edge.starts())
        for x in distinct(found[done & (np.abs(found).max(axis=1, initial=0.0) <= 1 + 1e-9)], SAME):
            known = any(distance(path, x) <= VAGUE for path in paths)
            if known or field.late or not is_stationary(field, x):
                continue
            if path := trace(edge, x, lambda: field.late):
                paths.append(path)
            else:
                points.append(x)
    standing = np.array([x for x in points if is_stationary(field, x)]).reshape(-1, 2)
    return distinct(standing, SAME), paths


def crossings(edges: list[Edge]) -> list[Array]:
    """Where two creases cross."""
    points: list[Array] = []
    for one, two in combinations(edges, 2):
        x = distinct(np.concatenate([one.starts(), two.starts()]), 2 / SIDE)
        for _ in range(25):
            (a, a_slopes), (b, b_slopes) = one.argument(x), two.argument(x)
            rows, wanted = np.stack([a_slopes, b_slopes], axis=1), np.stack([a, b], axis=1)
            fine = np.isfinite(rows).all(axis=(1, 2)) & np.isfinite(wanted).all(axis=1)
            x, rows, wanted = x[fine], rows[fine], wanted[fine]
            step = -np.einsum("mij,mj->mi", np.linalg.pinv(rows, rcond=1e-9), wanted)
            x = x + np.clip(step, -0.3, 0.3)
        near = ON * np.abs(rows).max(axis=2, initial=0.0)
        done = (np.abs(wanted) <= near).all(axis=1) & (np.abs(x).max(axis=1, initial=0.0) <= 1 + 1e-9)
        points += list(distinct(x[done], SAME))
    return points


def is_stationary(field: Field, x: Array) -> bool:
    """Whether 0 lies between the slopes that meet at this corner."""
    f, theta = cast(Formula, field.f), field.theta(x)
    middle, jumps = f.creases(theta)
    hessian = f.hessian(theta)
    if not len(jumps) or not np.isfinite(middle).all() or not np.isfinite(hessian).all():
        return False
    size = usual_slopes(middle, jumps, hessian, field.half)
    return bool(np.linalg.norm(shortest_slope(middle / size, jumps / size, 1.0)) <= CLOSE)


def tips(field: Field) -> Array:
    """Where the argument of a root touches 0 (m, 2): cone-like points, such as that of sqrt(u² + v²)."""
    f, points = cast(Formula, field.f), list[Array]()
    for node in walk(f.tree):
        if ends_steeply(node):
            inner = replace(field, f=replace(f, tree=parts(node)[0]))
            level = level_points(inner, start_grid(SIDE))
            heights = inner.f.values(inner.theta(level))
            points += list(level[np.abs(heights) <= 1e-20 * np.abs(inner.f.values(inner.theta(level) + 1.0))])
    return distinct(np.array(points).reshape(-1, 2), SAME)
