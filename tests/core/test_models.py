from fractions import Fraction

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.losses import LOSSES
from core.models import Linear, Model, Network, Polynomial, line, linear, network, polynomial, sum_of_units
from core.optimizers import OPTIMIZERS

RANDOM = np.random.default_rng(11)
ROWS = 7
MODELS: dict[str, Model] = {
    "line": line(),
    "linear 3": linear(3),
    "linear 3 to 4": linear(3, outputs=4),
    "polynomial 0": polynomial(0),
    "polynomial 1": polynomial(1),
    "polynomial 6": polynomial(6),
    "sum of 3 sigmoids": sum_of_units(3, "sigmoid"),
    "sum of 1 elu of 2": sum_of_units(1, ("elu", {"alpha": 0.3}), features=2),
    "network 2": network(2),
    "network 3-5-4-2": network(3, hidden=(5, 4), activation="gelu", outputs=2),
    "network 2-1": network(2, hidden=()),
}
each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())


def data(model: Model, seed: int = 0) -> tuple[Array, Array]:
    random = np.random.default_rng(seed)
    return random.normal(size=model.size), random.normal(size=(ROWS, model.features))


def differences(function: object, theta: Array, step: float = 1e-6) -> Array:
    assert callable(function)
    moves = step * np.eye(len(theta))
    return np.array([(function(theta + move) - function(theta - move)) / (2 * step) for move in moves])


# ---------------------------------------------------------------- laws of every model

@each_model
def test_its_facts_agree_with_each_other(model: Model) -> None:
    assert len(model.names) == len(set(model.names)) == len(model.penalized) == model.size
    assert model.penalized.dtype == np.bool_
    theta = model.start(seed=3)
    assert theta.shape == (model.size,)
    np.testing.assert_array_equal(theta, model.start(seed=3))
    assert model.coefficients(theta).shape == (model.size,)
    assert np.isfinite(theta).all()
    for name, counted in zip(model.names, model.penalized, strict=True):
        assert counted == (name[0] != "b"), "a penalty never counts a bias"


@each_model
def test_predictions_have_the_promised_shape_and_many_at_once_are_the_same(model: Model) -> None:
    theta, X = data(model)
    shape = (ROWS,) if model.outputs == 1 else (ROWS, model.outputs)
    assert model.predict(theta, X).shape == shape
    thetas = np.random.default_rng(1).normal(size=(5, model.size))
    many = model.predict_many(thetas, X)
    assert many.shape == (5, *shape)
    for one, prediction in zip(thetas, many, strict=True):
        np.testing.assert_allclose(prediction, model.predict(one, X), rtol=1e-12, atol=1e-12)
    assert model.predict(theta, X[:0]).shape == (0, *shape[1:])
    if model.features == 1:
        np.testing.assert_array_equal(model.predict(theta, X[:, 0]), model.predict(theta, X))


@each_model
def test_the_pullback_is_the_gradient_of_the_weighted_predictions(model: Model) -> None:
    theta, X = data(model)
    slopes = np.random.default_rng(2).normal(size=model.predict(theta, X).shape)
    gradient = model.pullback(theta, X, slopes)
    np.testing.assert_allclose(
        gradient, differences(lambda t: (slopes * model.predict(t, X)).sum(), theta), rtol=1e-6, atol=1e-8)
    prediction, pull = model.with_pullback(theta, X)
    np.testing.assert_array_equal(prediction, model.predict(theta, X))
    np.testing.assert_array_equal(pull(slopes), gradient)


@each_model
def test_a_linear_model_is_its_design_times_theta(model: Model) -> None:
    theta, X = data(model)
    if not model.linear_in_parameters:
        with pytest.raises(ValueError, match="not linear in its parameters"):
            model.design(X)
        return
    design = model.design(X)
    np.testing.assert_array_equal(design[:, 0], np.ones(ROWS))
    bias, weights = theta[: model.outputs], theta[model.outputs :].reshape(model.outputs, -1)
    expected = design @ np.hstack([bias[:, None], weights]).T
    np.testing.assert_allclose(model.predict(theta, X).reshape(ROWS, -1), expected, rtol=1e-12, atol=1e-13)


@each_model
def test_a_change_of_scale_of_the_input_and_the_output_is_absorbed_by_the_parameters(model: Model) -> None:
    theta, X = data(model)
    offset, factor = RANDOM.normal(size=(2, model.features))
    through = model.with_input(theta, offset, factor)
    np.testing.assert_allclose(
        model.predict(through, X), model.predict(theta, offset + factor * X), rtol=1e-9, atol=1e-9)
    back = model.with_input(through, -offset / factor, 1.0 / factor)
    np.testing.assert_allclose(back, theta, rtol=1e-8, atol=1e-9)
    lift, stretch = RANDOM.normal(size=(2, model.outputs))
    moved = model.with_output(theta, lift, stretch)
    expected = lift + stretch * model.predict(theta, X).reshape(ROWS, -1)
    np.testing.assert_allclose(model.predict(moved, X).reshape(ROWS, -1), expected, rtol=1e-12, atol=1e-12)


@each_model
def test_nothing_given_is_changed_and_wrong_shapes_are_refused_with_a_sentence(model: Model) -> None:
    theta, X = data(model)
    before = theta.copy(), X.copy()
    model.predict(theta, X)
    model.with_input(theta, 1.0, 2.0)
    model.with_output(theta, 1.0, 2.0)
    model.coefficients(theta)[:] = 7.0
    np.testing.assert_array_equal(theta, before[0])
    np.testing.assert_array_equal(X, before[1])
    with pytest.raises(ValueError, match="this model needs"):
        model.predict(theta, np.zeros((2, model.features + 1)))
    with pytest.raises(ValueError, match=f"this model has {model.size} parameters"):
        model.predict(np.zeros(model.size + 1), X)
    with pytest.raises(ValueError, match="this model has"):
        model.predict(3.0, X)


# ---------------------------------------------------------------- by hand

def test_a_line_by_hand() -> None:
    assert line().names == ("b", "w")
    np.testing.assert_array_equal(line().predict([0.5, 1.0], [[4.8], [4.9]]), [5.3, 5.4])
    np.testing.assert_array_equal(line().design([2.0, 3.0]), [[1.0, 2.0], [1.0, 3.0]])


def test_several_outputs_by_hand() -> None:
    model = linear(2, outputs=2)
    assert model.names == ("b_1", "b_2", "w_1_1", "w_1_2", "w_2_1", "w_2_2")
    theta = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    np.testing.assert_array_equal(model.predict(theta, [[10.0, 100.0]]), [[431.0, 652.0]])
    assert linear(2).names == ("b", "w_1", "w_2")


def test_a_sum_of_units_by_hand() -> None:
    model = sum_of_units(2, "relu")
    assert model.names == ("b", "c_1", "c_2", "b_1", "b_2", "w_1", "w_2")
    theta = np.array([10.0, 2.0, -1.0, 1.0, -3.0, 1.0, 2.0])         # 10 + 2 relu(1 + x) - relu(2x - 3)
    np.testing.assert_array_equal(model.predict(theta, [[-2.0], [0.0], [4.0]]), [10.0, 12.0, 15.0])
    np.testing.assert_array_equal(model.pieces(theta, [[0.0], [4.0]]), [[2.0, 0.0], [10.0, -5.0]])
    assert sum_of_units(1, "tanh", features=2).names == ("b", "c_1", "b_1", "w_1_1", "w_1_2")


def test_a_network_by_hand() -> None:
    model = network(1, hidden=(2,), activation="relu")
    assert model.names == ("b1_1", "b1_2", "w1_1_1", "w1_2_1", "b2_1", "w2_1_1", "w2_1_2")
    theta = np.array([1.0, -3.0, 1.0, 2.0, 10.0, 2.0, -1.0])         # the sum of units above
    np.testing.assert_array_equal(model.predict(theta, [[-2.0], [0.0], [4.0]]), [10.0, 12.0, 15.0])
    signals = model.activity(theta, [[4.0]])
    assert [signal.tolist() for signal in signals] == [[[4.0]], [[5.0, 5.0]], [[15.0]]]


def test_without_an_activation_two_layers_are_one_line() -> None:
    model = network(1, hidden=(1,), activation="identity")           # the notes' 3 - 0.5 (1 + 2x) = 2.5 - x
    np.testing.assert_allclose(model.predict([1.0, 2.0, 3.0, -0.5], [[0.0], [1.0]]), [2.5, 1.5])


# ---------------------------------------------------------------- polynomials

def test_coefficients_are_the_factors_of_the_powers_of_x() -> None:
    model = polynomial(2, low=0.0, high=4.0)                         # s = (x - 2)/2, T2 = 2 s^2 - 1
    np.testing.assert_array_equal(model.coefficients([1.0, 2.0, 4.0]), [1.0 - 2.0 + 4.0, 1.0 - 8.0, 2.0])
    np.testing.assert_array_equal(model.from_coefficients([3.0, -7.0, 2.0]), [1.0, 2.0, 4.0])
    assert model.names == ("b", "w_1", "w_2")
    assert polynomial(1).names == ("b", "w")
    assert polynomial(0).names == ("b",)


def test_coefficients_and_predictions_agree_at_every_degree() -> None:
    x = np.linspace(-2.0, 5.0, 40)
    for degree in range(13):
        model = polynomial(degree)
        theta = np.random.default_rng(degree).normal(size=degree + 1)
        prediction = model.predict(theta, x)
        powers = model.coefficients(theta)
        by_powers = np.polynomial.polynomial.polyval(x, powers)
        np.testing.assert_allclose(by_powers, prediction, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(model.from_coefficients(powers), theta, rtol=1e-6, atol=1e-8)


def exact_fit(x: Array, y: Array, degree: int) -> Array:
    """Least squares in fractions: the normal equations, eliminated without any rounding."""
    xs, ys, n = [Fraction(float(v)) for v in x], [Fraction(float(v)) for v in y], degree + 1
    power = [sum((v**k for v in xs), Fraction(0)) for k in range(2 * degree + 1)]
    rows = []
    for i in range(n):
        moment = sum((v**i * w for v, w in zip(xs, ys, strict=True)), Fraction(0))
        rows.append([*power[i : i + n], moment])
    for i in range(n):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(n):
            if j != i:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return np.array([float(row[n]) for row in rows])


@pytest.mark.parametrize(("low", "high", "degree"), [(-8.8, -3.1, 10), (1958.0, 2001.0, 6), (0.0, 1e-3, 9)])
def test_a_fit_in_its_basis_keeps_the_digits_of_the_powers(low: float, high: float, degree: int) -> None:
    random = np.random.default_rng(4)
    x = np.sort(random.uniform(low, high, 60))
    y = np.sin(6.0 * (x - low) / (high - low)) + 0.1 * random.normal(size=60)
    model = polynomial(degree)
    design = model.design(x)
    assert np.linalg.cond(design) < 20.0
    assert np.abs(design).max() <= 1.0 + 1e-12
    theta = np.linalg.lstsq(design, y, rcond=None)[0]
    np.testing.assert_allclose(model.coefficients(theta), exact_fit(x, y, degree), rtol=1e-9)
    powers = np.vander(x, degree + 1, increasing=True)
    assert np.linalg.cond(powers) > 1e9, "in the powers themselves the fit would be lost"


def test_the_basis_is_settled_by_the_first_x_and_never_changes() -> None:
    model = polynomial(3)
    assert model.domain == (-1.0, 1.0)
    np.testing.assert_array_equal(model.coefficients(np.zeros(4)), np.zeros(4))      # zeros settle nothing
    assert repr(model) == "Polynomial(degree=3)"
    model.predict(np.zeros(4), np.empty((0, 1)))                                     # nor do no rows
    model.design([[np.nan], [np.inf]])
    assert repr(model) == "Polynomial(degree=3)"
    model.meet([[10.0], [30.0], [np.nan]])
    assert model.domain == (10.0, 30.0)
    model.predict(np.zeros(4), [[-500.0], [500.0]])
    assert model.domain == (10.0, 30.0)
    assert repr(model) == "Polynomial(degree=3, middle=20.0, half=10.0)"
    assert polynomial(3, low=10.0, high=30.0).domain == (10.0, 30.0)


def test_asked_for_powers_before_any_x_the_basis_is_that_of_minus_one_to_one() -> None:
    model = polynomial(2)
    np.testing.assert_array_equal(model.coefficients([0.0, 0.0, 1.0]), [-1.0, 0.0, 2.0])
    model.predict(np.zeros(3), [[100.0], [200.0]])
    assert model.domain == (-1.0, 1.0)


def test_the_rounding_of_its_columns_is_known() -> None:
    model = polynomial(6, low=0.0, high=20.0)                        # s = (x - 10) / 10
    x = np.array([0.3, 7.1, 19.7])
    columns, lost = model.design(x), model.rounding(x)
    assert np.abs(lost).max() < 1e-14
    for row, value in enumerate(x):
        s = (Fraction(float(value)) - 10) / 10
        exact = [Fraction(1), s]
        while len(exact) < 7:
            exact.append(2 * s * exact[-1] - exact[-2])
        for power, wanted in enumerate(exact):
            off = Fraction(float(columns[row, power])) + Fraction(float(lost[row, power])) - wanted
            assert abs(off) < Fraction(1, 10**29)


@pytest.mark.parametrize(("x", "half"), [(5.0, 5.0), (0.0, 1.0), (-3.0, 3.0)])
def test_a_single_x_gives_a_usable_basis(x: float, half: float) -> None:
    model = polynomial(2)
    assert np.isfinite(model.design([x, x])).all()
    assert model.domain == (x - half, x + half)


def test_numbers_at_the_ends_of_the_range_are_answered_without_a_warning() -> None:
    model = polynomial(3)
    assert np.abs(model.design([-1.7e308, 0.0, 1.7e308])).max() == 1.0
    near = polynomial(2, low=0.0, high=2.0**-1000)                   # 2 (x/h - 1)^2 - 1 with h = 2^-1001
    np.testing.assert_array_equal(near.coefficients([0.0, 0.0, 1.0]), [1.0, -4.0 * 2.0**1001, np.inf])
    near.predict(np.ones(3), [1e300])
    assert np.isnan(model.coefficients([0.0, np.inf, 0.0, np.nan])).all()
    assert np.isnan(model.with_input([0.0, np.inf, 0.0, 0.0], 1.0, 2.0)).all()


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda: polynomial(-1), "The degree of a polynomial is 0 or more."),
    (lambda: linear(0), "A linear model needs at least one feature and one output."),
    (lambda: Linear(1, outputs=0), "A linear model needs at least one feature and one output."),
    (lambda: network(2, hidden=(3, 0)), "Every layer of a network needs at least one neuron."),
    (lambda: network(0), "Every layer of a network needs at least one neuron."),
    (lambda: network(1, activation="bend"), "There is no activation called 'bend'"),
    (lambda: sum_of_units(0, "relu"), "A sum of units needs at least one unit."),
    (lambda: sum_of_units(2, ("relu", {"alpha": 1.0})), "relu has no parameter called 'alpha'"),
])
def test_an_impossible_model_is_refused_with_a_sentence(make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=sentence):
        make()


# ---------------------------------------------------------------- first weights

@pytest.mark.parametrize(("activation", "low", "high"), [
    ("relu", 0.5, 2.0), ("leaky_relu", 0.5, 2.0), ("selu", 0.6, 1.6), ("tanh", 0.02, 1.0),
    ("identity", 0.5, 2.0),
])
def test_signals_neither_fade_nor_explode_through_ten_layers(
    activation: str, low: float, high: float
) -> None:
    model = network(100, hidden=(100,) * 10, activation=activation)
    X = np.random.default_rng(0).normal(size=(200, 100))
    signals = model.activity(model.start(seed=1), X)
    power = (signals[10] ** 2).mean() / (X**2).mean()
    assert low < power < high


def test_first_weights_have_the_spread_of_their_rule() -> None:
    spreads = {}
    for name in ("tanh", "relu", "selu"):
        model = network(300, hidden=(200,), activation=name)
        (bias, weights), (_, last) = model.layers(model.start(seed=2))
        assert not bias.any()
        assert len(np.unique(weights)) == weights.size
        spreads[name] = weights.std(), last.std()
    assert spreads["tanh"] == pytest.approx((np.sqrt(2 / 500), np.sqrt(2 / 201)), rel=0.1)     # Glorot
    assert spreads["relu"] == pytest.approx((np.sqrt(2 / 300), np.sqrt(2 / 201)), rel=0.1)     # He, Glorot
    assert spreads["selu"] == pytest.approx((np.sqrt(1 / 300), np.sqrt(1 / 200)), rel=0.15)    # LeCun
    assert not np.array_equal(network(2).start(seed=1), network(2).start(seed=2))


def test_the_units_of_a_sum_start_at_different_places_within_the_data() -> None:
    theta = sum_of_units(50, "relu").start(seed=0)
    places = -theta[51:101] / theta[101:]
    assert np.abs(places).max() <= 1.5
    assert places.std() > 0.5


# ---------------------------------------------------------------- learning

def mean_loss(model: Model, name: str, theta: Array, X: Array, y: Array) -> float:
    return float(LOSSES[name].value(model.predict(theta, X), y).mean())


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backpropagation_agrees_with_differences_for_every_activation_and_loss(
    activation: str, loss: str
) -> None:
    random = np.random.default_rng(6)
    task = LOSSES[loss].task
    model = network(2, hidden=(3, 2), activation=activation, outputs=3 if task == "multiclass" else 1)
    X = random.normal(size=(9, 2))
    y = random.normal(size=9) if task == "regression" else (
        random.integers(0, 3 if task == "multiclass" else 2, 9).astype(np.float64))
    theta = model.start(seed=4) + 0.3 * random.normal(size=model.size)
    prediction, pull = model.with_pullback(theta, X)
    gradient = pull(LOSSES[loss].slope(prediction, y) / len(y))
    measured = differences(lambda t: mean_loss(model, loss, t, X, y), theta)
    np.testing.assert_allclose(gradient, measured, rtol=2e-6, atol=2e-8)


@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu", "sigmoid"])
def test_a_small_network_learns_what_no_line_can(activation: str) -> None:
    X, y = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0, 1.0, 0.0])
    model, adam = network(2, hidden=(6,), activation=activation), OPTIMIZERS["adam"]
    theta = model.start(seed=3)
    memory = adam.start(theta)
    assert mean_loss(model, "logistic", theta, X, y) > 0.4
    for _ in range(800):
        prediction, pull = model.with_pullback(theta, X)
        theta, memory = adam.step(theta, pull(LOSSES["logistic"].slope(prediction, y) / 4), memory, rate=0.05)
    assert mean_loss(model, "logistic", theta, X, y) < 0.02          # the best line has ln 2 = 0.693


def test_models_say_what_they_are() -> None:
    assert line() == linear(1)
    assert isinstance(polynomial(2), Polynomial)
    deep = network(2, hidden=[3], activation="relu")
    assert isinstance(deep, Network)
    assert deep.hidden == (3,)
    assert [model.linear_in_parameters for model in MODELS.values()] == [True] * 6 + [False] * 4 + [True]
