from math import sqrt

import numpy as np
import pytest

from core.optimizers import OPTIMIZERS, Optimizer
from tests.core.laws import assert_bounds, assert_words, law_of_an_optimizer

ORDER = [
    "gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam",
    "amsgrad", "adamw", "nadam",
]
each_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=lambda o: o.name)
RATES = {"adagrad": 1.0, "adadelta": 1.0, "rmsprop": 0.005, "momentum": 0.05, "nesterov": 0.05}


def test_the_optimizers_stand_in_the_order_of_the_screen() -> None:
    assert list(OPTIMIZERS) == ORDER


@each_optimizer
def test_it_reaches_the_bottom_of_a_bowl_and_its_step_is_pure(optimizer: Optimizer) -> None:
    law_of_an_optimizer(optimizer, rate=RATES.get(optimizer.name, 0.05), steps=3000)


@each_optimizer
def test_it_says_its_idea(optimizer: Optimizer) -> None:
    assert_words(optimizer)
    assert_bounds(optimizer)


# On half a parabola, L = θ²/2 with slope θ, from 1 with rate 0.1. First step, then second.
D1 = 1.0 - 0.1 * sqrt(0.5) / sqrt(1.0)                               # adadelta, decay 0.5, epsilon 0.5
A1 = 1.0 - 0.1 * 1.0 / (sqrt(0.2 * 1.0) + 0.5)                       # rmsprop, decay 0.8, epsilon 0.5
M1 = 1.0 - 0.1 * 1.0 / 1.5                                           # adam: both corrected means are 1
HAND = {
    "gradient_descent": ({}, 0.9, 0.81),
    "momentum": ({"momentum": 0.5}, 0.9, 0.9 - 0.1 * (0.5 + 0.9)),
    "nesterov": ({"momentum": 0.5}, 1.0 - 0.1 * 1.5, 0.85 - 0.1 * (0.85 + 0.5 * (0.5 + 0.85))),
    "adagrad": ({"epsilon": 1.0}, 0.95, 0.95 - 0.1 * 0.95 / (sqrt(1.0 + 0.95**2) + 1.0)),
    "rmsprop": ({"decay": 0.8, "epsilon": 0.5}, A1, A1 - 0.1 * A1 / (sqrt(0.8 * 0.2 + 0.2 * A1**2) + 0.5)),
    "adadelta": (
        {"decay": 0.5, "epsilon": 0.5}, D1,
        D1 - 0.1 * sqrt(0.25 + 0.5) / sqrt(0.25 + 0.5 * D1**2 + 0.5) * D1,
    ),
    "adam": (
        {"beta_1": 0.5, "beta_2": 0.5, "epsilon": 0.5}, M1,
        M1 - 0.1 * ((0.25 + 0.5 * M1) / 0.75) / (sqrt((0.25 + 0.5 * M1**2) / 0.75) + 0.5),
    ),
    "amsgrad": (                                                     # the largest mean square is still 0.5
        {"beta_1": 0.5, "beta_2": 0.25, "epsilon": 0.5}, M1,
        M1 - 0.1 * ((0.25 + 0.5 * M1) / 0.75) / (sqrt(max(0.75, 0.1875 + 0.75 * M1**2) / 0.9375) + 0.5),
    ),
    "adamw": (
        {"beta_1": 0.5, "beta_2": 0.5, "epsilon": 0.5, "weight_decay": 0.2}, 0.98 - 0.1 / 1.5,
        (0.98 - 0.1 / 1.5) * 0.98
        - 0.1 * ((0.25 + 0.5 * (0.98 - 0.1 / 1.5)) / 0.75)
        / (sqrt((0.25 + 0.5 * (0.98 - 0.1 / 1.5) ** 2) / 0.75) + 0.5),
    ),
}


@pytest.mark.parametrize("name", HAND)
def test_two_steps_by_hand(name: str) -> None:
    parameters, first, second = HAND[name]
    optimizer = OPTIMIZERS[name]
    theta = np.array([1.0])
    memory = optimizer.start(theta)
    for expected in (first, second):
        theta, memory = optimizer.step(theta, theta, memory, rate=0.1, **parameters)
        np.testing.assert_allclose(theta, [expected], rtol=1e-14)


def test_two_steps_of_nadam_by_hand() -> None:
    optimizer, theta = OPTIMIZERS["nadam"], np.array([1.0])
    options = {"beta_1": 0.5, "beta_2": 0.5, "epsilon": 0.5, "momentum_decay": 1.0}
    mu = [0.5 * (1.0 - 0.5 * 0.96**t) for t in (1, 2, 3)]
    first = 1.0 - 0.1 * (mu[1] * 0.5 / (1.0 - mu[0] * mu[1]) + (1.0 - mu[0]) / (1.0 - mu[0])) / 1.5
    mean, square = 0.25 + 0.5 * first, 0.25 + 0.5 * first**2
    ahead = mu[2] * mean / (1.0 - mu[0] * mu[1] * mu[2]) + (1.0 - mu[1]) * first / (1.0 - mu[0] * mu[1])
    second = first - 0.1 * ahead / (sqrt(square / 0.75) + 0.5)
    memory = optimizer.start(theta)
    for expected in (first, second):
        theta, memory = optimizer.step(theta, theta, memory, rate=0.1, **options)
        np.testing.assert_allclose(theta, [expected], rtol=1e-14)


@pytest.mark.parametrize("name", ["adam", "amsgrad", "adamw", "nadam", "adagrad"])
@pytest.mark.parametrize("slope", [1e-3, 7.0, -4e6])
def test_the_first_step_has_about_the_length_of_the_rate_whatever_the_slope(name: str, slope: float) -> None:
    optimizer, theta = OPTIMIZERS[name], np.zeros(1)
    after, _ = optimizer.step(theta, np.array([slope]), optimizer.start(theta), rate=0.1)
    assert after[0] == pytest.approx(-0.1 * np.sign(slope), rel=0.06)


def test_amsgrad_never_forgets_a_large_slope() -> None:
    lengths = {}
    for name in ("adam", "amsgrad"):
        optimizer, theta = OPTIMIZERS[name], np.zeros(1)
        memory = optimizer.start(theta)
        for slope in [100.0, *[1.0] * 60]:
            before = theta
            theta, memory = optimizer.step(theta, np.array([slope]), memory, rate=0.1, beta_2=0.5)
        lengths[name] = abs(theta - before)[0]
    assert lengths["amsgrad"] < 0.05 * lengths["adam"]


def test_momentum_zero_is_gradient_descent() -> None:
    theta, slope = np.array([1.0, -2.0]), np.array([0.3, 5.0])
    plain, _ = OPTIMIZERS["gradient_descent"].step(theta, slope, (), rate=0.2)
    for name in ("momentum", "nesterov"):
        optimizer = OPTIMIZERS[name]
        memory = optimizer.start(theta)
        for _ in range(3):
            after, memory = optimizer.step(theta, slope, memory, rate=0.2, momentum=0.0)
            np.testing.assert_array_equal(after, plain)


def test_momentum_in_polyaks_form_is_the_same_at_a_constant_rate() -> None:
    random = np.random.default_rng(2)
    optimizer, theta = OPTIMIZERS["momentum"], np.zeros(3)
    memory, velocity, other = optimizer.start(theta), np.zeros(3), np.zeros(3)
    for _ in range(20):
        slope = random.normal(size=3)
        theta, memory = optimizer.step(theta, slope, memory, rate=0.05, momentum=0.8)
        velocity = 0.8 * velocity - 0.05 * slope
        other = other + velocity
        np.testing.assert_allclose(theta, other, rtol=1e-12, atol=1e-14)


def test_an_unknown_parameter_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="gradient_descent has no parameter called 'momentum'"):
        OPTIMIZERS["gradient_descent"].step(np.zeros(1), np.zeros(1), (), rate=0.1, momentum=0.9)
