import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Model, line, linear, network, polynomial, sum_of_units
from core.preparation import lags, one_hot, polynomial_features, split, split_by_time, standardize

MODELS: dict[str, Model] = {
    "line": line(), "linear": linear(3), "linear with 4 outputs": linear(3, outputs=4),
    "polynomial": polynomial(3), "sum of units": sum_of_units(3, "sigmoid", features=3),
    "network": network(3, activation="silu"),
    "network with 2 outputs": network(3, activation="tanh", outputs=2),
}
each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
CENTERS, SPREADS = np.array([300.0, -2e-3, 5e6]), np.array([40.0, 1e-4, 2e5])


def test_standardizing_by_hand() -> None:
    Z, scale = standardize([[1.0, 5.0], [3.0, 5.0], [5.0, 5.0], [7.0, 5.0]])
    np.testing.assert_allclose(Z[:, 0] * np.sqrt(5.0), [-3.0, -1.0, 1.0, 3.0])
    np.testing.assert_array_equal(Z[:, 1], np.zeros(4))
    np.testing.assert_array_equal(scale.mean, [4.0, 5.0])
    np.testing.assert_allclose(scale.deviation, [np.sqrt(5.0), 1.0])
    np.testing.assert_array_equal(scale.constant, [False, True])
    np.testing.assert_allclose(scale.undo(Z), [[1.0, 5.0], [3.0, 5.0], [5.0, 5.0], [7.0, 5.0]])
    np.testing.assert_allclose(scale.apply([[4.0, 6.0]]), [[0.0, 1.0]])


def test_a_constant_that_has_no_exact_mean_is_still_constant() -> None:
    Z, scale = standardize(np.full((3, 1), 0.1))
    assert not Z.any()
    assert scale.constant.all()
    assert scale.mean[0] == 0.1
    assert standardize([[7.0]])[1].constant.all()


@pytest.mark.parametrize("size", [1e-300, 1e-150, 1e150, 1e300])
def test_very_small_and_very_large_units_are_fine(size: float) -> None:
    Z, _ = standardize(np.array([[1.0], [3.0], [5.0], [7.0]]) * size)
    np.testing.assert_allclose(Z[:, 0] * np.sqrt(5.0), [-3.0, -1.0, 1.0, 3.0])


def test_a_small_spread_about_a_large_mean_keeps_its_digits() -> None:
    Z, scale = standardize(np.array([[1e9], [1e9 + 2.0], [1e9 + 4.0], [1e9 + 6.0]]))
    np.testing.assert_allclose(Z[:, 0] * np.sqrt(5.0), [-3.0, -1.0, 1.0, 3.0], rtol=1e-15)
    assert abs(Z.mean()) < 1e-15
    assert scale.mean[0] == 1e9 + 3.0


@pytest.mark.parametrize(("X", "sentence"), [
    ([1.0, 2.0], "needs a table"),
    (np.empty((0, 2)), "at least one row"),
    ([[np.nan], [1.0]], "missing or infinite"),
    ([[np.inf], [1.0]], "missing or infinite"),
    ([[1.7e308], [-1.7e308]], "choose another unit"),
    ([[0.0], [5e-324]], "choose another unit"),
])
def test_what_can_not_be_standardized_is_refused_with_a_sentence(X: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        standardize(X)  # type: ignore[arg-type]


@each_model
def test_parameters_go_to_the_data_units_and_back(model: Model) -> None:
    random = np.random.default_rng(1)
    X = CENTERS[: model.features] + SPREADS[: model.features] * random.normal(size=(20, model.features))
    Z, scale = standardize(X)
    theta = random.normal(size=model.size)
    prediction = model.predict(theta, Z)
    own = scale.to_data_units(theta, model)
    np.testing.assert_allclose(model.predict(own, X), prediction, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(scale.from_data_units(own, model), theta, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(scale.coefficients(theta, model), model.coefficients(own), rtol=1e-9)


@each_model
def test_a_standardized_target_is_undone_as_well(model: Model) -> None:
    random = np.random.default_rng(2)
    X = CENTERS[: model.features] + SPREADS[: model.features] * random.normal(size=(20, model.features))
    Y = 1000.0 + 50.0 * random.normal(size=(20, model.outputs))
    (Z, scale), (_, target) = standardize(X), standardize(Y)
    theta = random.normal(size=model.size)
    own = scale.to_data_units(theta, model, target)
    expected = target.undo(model.predict(theta, Z).reshape(20, -1))
    np.testing.assert_allclose(model.predict(own, X).reshape(20, -1), expected, rtol=1e-9)
    np.testing.assert_allclose(scale.from_data_units(own, model, target), theta, rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(scale.coefficients(theta, model, target), model.coefficients(own), rtol=1e-8)


def test_a_standardized_line_reads_as_the_ordinary_one() -> None:
    X, y = np.array([[1.0], [2.0], [4.0], [5.0]]), np.array([3.0, 5.0, 9.0, 11.0])       # y = 1 + 2x
    (Z, scale), (T, target) = standardize(X), standardize(y[:, None])
    theta = np.linalg.lstsq(line().design(Z), T[:, 0], rcond=None)[0]
    np.testing.assert_allclose(scale.to_data_units(theta, line(), target), [1.0, 2.0], rtol=1e-14)


def test_powers_of_the_data_keep_their_digits_where_theta_alone_would_lose_them() -> None:
    x = np.linspace(0.0, 1e-3, 30)[:, None]
    Z, scale = standardize(x)
    model = polynomial(8)
    theta = np.zeros(9)
    theta[8] = 1.0
    model.predict(theta, Z)
    powers = scale.coefficients(theta, model)
    np.testing.assert_allclose(
        np.polynomial.polynomial.polyval(x[:, 0], powers), model.predict(theta, Z), atol=1e-9)
    assert powers[8] == pytest.approx(128.0 / (model.domain[1] * scale.deviation[0]) ** 8, rel=1e-12)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(-1e150, 1e150, allow_subnormal=False), min_size=1, max_size=12))
def test_whatever_the_numbers_are_standardizing_can_be_undone(numbers: list[float]) -> None:
    table = np.array(numbers)[:, None]
    try:
        Z, scale = standardize(table)
    except ValueError as refused:
        assert "choose another unit" in str(refused)
        return
    np.testing.assert_allclose(scale.undo(Z), table, rtol=1e-12, atol=1e-12 * np.abs(table).max())
    assert np.abs(Z).max() <= np.sqrt(len(numbers)) + 1e-9


# ---------------------------------------------------------------- splitting

def test_a_random_split_keeps_back_its_share_and_follows_the_seed() -> None:
    parts = split(10, share=0.3, seed=4)
    assert (len(parts.train), len(parts.test)) == (7, 3)
    np.testing.assert_array_equal(np.sort(np.concatenate([parts.train, parts.test])), np.arange(10))
    np.testing.assert_array_equal(parts.test, split(10, share=0.3, seed=4).test)
    assert any(not np.array_equal(parts.test, split(10, share=0.3, seed=seed).test) for seed in range(3))
    assert (np.diff(parts.train) > 0).all()


def test_a_split_by_time_keeps_back_the_last_fifth_in_order() -> None:
    parts = split_by_time(11)
    np.testing.assert_array_equal(parts.train, np.arange(9))
    np.testing.assert_array_equal(parts.test, [9, 10])


@pytest.mark.parametrize("cut", [split, split_by_time])
def test_each_side_has_a_row(cut: object) -> None:
    assert callable(cut)
    for share in (0.001, 0.999):
        parts = cut(2, share)
        assert len(parts.train) == len(parts.test) == 1
    with pytest.raises(ValueError, match="at least two rows"):
        cut(1)
    for share in (0.0, 1.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            cut(10, share)


# ---------------------------------------------------------------- features

def test_categories_become_columns() -> None:
    encoded = one_hot(["torgersen", "biscoe", "torgersen"], ["biscoe", "dream", "torgersen"])
    np.testing.assert_array_equal(encoded, [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert one_hot([], ["a"]).shape == (0, 1)
    with pytest.raises(ValueError, match="'cat' is none of the categories"):
        one_hot(["cat"], ["dog"])
    with pytest.raises(ValueError, match="given twice"):
        one_hot(["dog"], ["dog", "dog"])


def test_the_days_before_become_features() -> None:
    X, y = lags([1.0, 2.0, 4.0, 8.0, 16.0], days=3)
    np.testing.assert_array_equal(X, [[4.0, 2.0, 1.0], [8.0, 4.0, 2.0]])
    np.testing.assert_array_equal(y, [8.0, 16.0])
    X[0, 0] = 0.0                                                    # its own copy
    with pytest.raises(ValueError, match="at least one day"):
        lags([1.0, 2.0], days=0)
    with pytest.raises(ValueError, match="The series has 3 values; with 3 days"):
        lags([1.0, 2.0, 3.0], days=3)


def test_products_of_columns_become_features() -> None:
    columns, exponents = polynomial_features([[2.0, 3.0, 5.0]], 3)
    assert columns.shape == (1, 19)
    expected = np.prod(np.array([2.0, 3.0, 5.0]) ** exponents, axis=1)
    np.testing.assert_array_equal(columns[0], expected)
    assert len({tuple(row) for row in exponents.tolist()}) == 19
    assert (np.diff(exponents.sum(axis=1)) >= 0).all()
    assert polynomial_features([[1e200]], 2)[0][0, 1] == np.inf
    for X, degree in (([1.0], 2), ([[1.0]], 0)):
        with pytest.raises(ValueError, match="need a table and a degree"):
            polynomial_features(X, degree)
