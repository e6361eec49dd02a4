"""Laws that every model keeps, and a few of them by hand."""


import numpy as np
import pytest

from core.arrays import Array
from core.models import Linear, Model, Network, Polynomial, line, linear, network, polynomial, sum_of_units
from tests.core.models.cases import MODELS, differences

RANDOM = np.random.default_rng(11)

ROWS = 7

each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())


def data(model: Model, seed: int = 0) -> tuple[Array, Array]:
    random = np.random.default_rng(seed)
    return random.normal(size=model.size), random.normal(size=(ROWS, model.features))


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


def test_a_network_whose_layers_bend_differently_by_hand() -> None:
    model = network(1, hidden=(1, 1), activation=["relu", ("elu", {"alpha": 0.5})])
    theta = [1.0, 2.0, 0.0, -1.0, 3.0, 10.0]                         # 3 + 10 elu(-relu(1 + 2x))
    np.testing.assert_allclose(model.predict(theta, [[-2.0], [1.0]]), [3.0, 3.0 + 5.0 * np.expm1(-3.0)])


def test_without_an_activation_two_layers_are_one_line() -> None:
    model = network(1, hidden=(1,), activation="identity")           # the notes' 3 - 0.5 (1 + 2x) = 2.5 - x
    np.testing.assert_allclose(model.predict([1.0, 2.0, 3.0, -0.5], [[0.0], [1.0]]), [2.5, 1.5])


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda: polynomial(-1), "The degree of a polynomial is 0 or more."),
    (lambda: linear(0), "A linear model needs at least one feature and one output."),
    (lambda: Linear(1, outputs=0), "A linear model needs at least one feature and one output."),
    (lambda: network(2, hidden=(3, 0)), "Every layer of a network needs at least one neuron."),
    (lambda: network(0), "Every layer of a network needs at least one neuron."),
    (lambda: network(1, hidden=(3, 2), activation=["tanh"]), "A network needs one activation for all hidden layers, or "
     "one for each of the 2; 1 are given."),
    (lambda: network(1, activation="bend"), "There is no activation called 'bend'"),
    (lambda: sum_of_units(0, "relu"), "A sum of units needs at least one unit."),
    (lambda: sum_of_units(2, ("relu", {"alpha": 1.0})), "relu has no parameter called 'alpha'"),
])
def test_an_impossible_model_is_refused_with_a_sentence(make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=sentence):
        make()


def test_models_say_what_they_are() -> None:
    assert line() == linear(1)
    assert isinstance(polynomial(2), Polynomial)
    deep = network(2, hidden=[3], activation="relu")
    assert isinstance(deep, Network)
    assert deep.hidden == (3,)
    assert [model.linear_in_parameters for model in MODELS.values()] == [True] * 6 + [False] * 5 + [True]
