"""What is asked of data before anything is learned from it; every refusal is a sentence."""

import math
from collections.abc import Mapping
from typing import NoReturn

import numpy as np

from core.arrays import Array, ArrayLike
from core.losses import Loss
from core.models import Model
from core.refusal import Refusal

LARGEST = 1e150                                  # squares of larger numbers leave the range of numbers


class ObjectiveError(Refusal):
    """Model, loss and data don't fit together; the message is a sentence for the person who chose them."""


def refuse(template: str, **values: object) -> NoReturn:
    """Raise the sentence."""
    raise ObjectiveError(template, **values)


def numbers(values: ArrayLike, name: str) -> Array:
    """Return values as a new array of finite numbers, none larger than 1e150."""
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        refuse("{name} must hold numbers only.", name=name)
    if not np.isfinite(array).all():
        row = int(np.argwhere(~np.isfinite(array))[0][0]) + 1 if array.ndim else 1
        refuse("{name} has a missing or infinite value in row {row}.", name=name, row=row)
    if array.size and float(np.abs(array).max()) > LARGEST:
        refuse("{name} holds {value}; the square of such a number is beyond what a computer can hold. "
               "Choose a larger unit.", name=name, value=f"{array.flat[np.abs(array).argmax()]:.3g}")
    return array


def checked_features(X: ArrayLike, model: Model) -> Array:
    """Return X as (n, d) with the number of columns that the model has features."""
    table = numbers(X, "X")
    if table.ndim == 1 and model.features == 1:
        table = table[:, None]
    if table.ndim != 2:
        refuse("X must be a table with one row per datum and one column per feature, not of shape {shape}.",
               shape=table.shape)
    if table.shape[1] != model.features:
        refuse("X has {found} columns, but the model has {wanted} features.",
               found=table.shape[1], wanted=model.features)
    if len(table) == 0:
        refuse("There are no rows to learn from.")
    return table


def checked_target(y: ArrayLike, rows: int, model: Model, loss: Loss) -> Array:
    """Return y as (n,), with values that suit the loss."""
    target = numbers(y, "y")
    if target.shape != (rows,):
        refuse("y must hold one value for each of the {rows} rows of X, not the shape {shape}.",
               rows=rows, shape=target.shape)
    if loss.task == "binary" and not np.isin(target, (0.0, 1.0)).all():
        other = target[~np.isin(target, (0.0, 1.0))][0]
        refuse("{loss} needs targets 0 and 1, but y holds {value}.", loss=loss.title, value=f"{other:g}")
    if loss.task == "multiclass":
        fits = (target == np.floor(target)) & (target >= 0) & (target < model.outputs)
        if not fits.all():
            refuse("{loss} with {classes} outputs needs the classes 0 to {last}, but y holds {value}.",
                   loss=loss.title, classes=model.outputs, last=model.outputs - 1, value=f"{target[~fits][0]:g}")
    return target


def check_outputs(model: Model, loss: Loss) -> None:
    """Refuse a model whose number of outputs the loss can't use."""
    if loss.task == "multiclass" and model.outputs < 2:
        refuse("{loss} needs one output per class, at least two; this model has one.", loss=loss.title)
    if loss.task != "multiclass" and model.outputs != 1:
        refuse("{loss} needs a model with one output; this one has {outputs}.",
               loss=loss.title, outputs=model.outputs)


def checked_penalty(strength: float, name: str) -> float:
    """Return the strength of a penalty."""
    if not (math.isfinite(strength) and strength >= 0):
        refuse("The penalty {name} must be 0 or a positive number, not {value}.", name=name, value=strength)
    return float(strength)


def checked_weights(weights: ArrayLike | None, rows: int) -> Array | None:
    """Return the rows' weights (n,), or None if all count the same."""
    if weights is None:
        return None
    array = numbers(weights, "The weights")
    if array.shape != (rows,):
        refuse("There must be one weight for each of the {rows} rows, not the shape {shape}.",
               rows=rows, shape=array.shape)
    if (array < 0).any():
        refuse("A weight can't be negative, but that of row {row} is {value}.",
               row=int(np.argmax(array < 0)) + 1, value=f"{array[array < 0][0]:g}")
    if not array.any():
        refuse("All weights are 0: no row counts.")
    return array


def checked_parameters(loss: Loss, parameters: Mapping[str, float]) -> dict[str, float]:
    """Return all parameters of the loss, the given ones in the place of its defaults."""
    for name, value in parameters.items():
        if name not in loss.parameters:
            refuse("{loss} has no parameter called {name}.", loss=loss.title, name=name)
        if not math.isfinite(value):
            refuse("The parameter {name} must be a finite number, not {value}.", name=name, value=value)
    chosen = {**loss.parameters, **{name: float(value) for name, value in parameters.items()}}
    if "tau" in chosen and not 0.0 < chosen["tau"] < 1.0:
        refuse("The share τ must lie between 0 and 1, not at {value}.", value=chosen["tau"])
    for name in ("delta", "scale"):
        if name in chosen and not chosen[name] > 0.0:
            refuse("The width {name} must be positive, not {value}.", name=name, value=chosen[name])
    if "epsilon" in chosen and chosen["epsilon"] < 0.0:
        refuse("The tolerance ε can't be negative, but it is {value}.", value=chosen["epsilon"])
    return chosen
