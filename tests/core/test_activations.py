import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS, Activation, Choice, chosen
from tests.core.laws import assert_bounds, assert_words, law_of_an_activation

ORDER = [
    "identity", "step", "sigmoid", "hard_sigmoid", "tanh", "hard_tanh", "relu", "leaky_relu",
    "thresholded_relu",
    "elu", "selu", "celu", "gelu", "gelu_tanh", "silu", "hard_swish", "mish", "softplus", "softsign",
    "log_sigmoid", "sine", "gaussian",
]

SETTINGS: dict[str, list[dict[str, float]]] = {
    "hard_sigmoid": [{"alpha": 2.0, "beta": 0.1}, {"alpha": -0.5, "beta": 0.7}, {"alpha": 0.0, "beta": 0.3},
                     {"alpha": 50.0, "beta": -2.0}],
    "leaky_relu": [{"alpha": 0.0}, {"alpha": 0.3}, {"alpha": 1.0}, {"alpha": 5.0}, {"alpha": -0.2}],
    "thresholded_relu": [{"alpha": 0.0}, {"alpha": 3.0}, {"alpha": -2.0}],
    "elu": [{"alpha": 0.1}, {"alpha": 4.0}],
    "celu": [{"alpha": 0.05}, {"alpha": 1e-6}, {"alpha": 20.0}],
}
CASES = [(name, settled) for name in ACTIVATIONS for settled in [{}, *SETTINGS.get(name, [])]]
each_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)


def test_the_activations_stand_in_the_order_of_the_screen() -> None:
    assert list(ACTIVATIONS) == ORDER


@pytest.mark.parametrize(("name", "settled"), CASES, ids=str)
def test_slope_is_the_derivative_and_nothing_overflows(name: str, settled: dict[str, float]) -> None:
    law_of_an_activation(ACTIVATIONS[name], settled)


@each_activation
@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_every_finite_number_has_a_finite_value_and_slope(activation: Activation, numbers: list[float]) -> None:
    assert np.isfinite(activation.value(numbers)).all()
    assert np.isfinite(activation.slope(numbers)).all()


@each_activation
def test_it_says_what_it_is_good_for_and_how_it_fails(activation: Activation) -> None:
    assert_words(activation, activation.good_for, activation.fails)
    assert_bounds(activation)
    assert activation.range
    assert activation.slope_latex


@pytest.mark.parametrize(("name", "settled", "z", "expected"), [
    ("identity", {}, -2.5, -2.5),
    ("step", {}, 0.0, 0.0),
    ("step", {}, 1e-300, 1.0),
    ("sigmoid", {}, np.log(3.0), 0.75),
    ("hard_sigmoid", {}, 1.5, 0.75),
    ("hard_sigmoid", {"alpha": 0.2}, 1.0, 0.7),
    ("hard_sigmoid", {}, -3.1, 0.0),
    ("tanh", {}, np.log(2.0), 0.6),
    ("hard_tanh", {}, -1.5, -1.0),
    ("hard_tanh", {}, 0.25, 0.25),
    ("relu", {}, -3.0, 0.0),
    ("leaky_relu", {}, -2.0, -0.02),
    ("leaky_relu", {"alpha": 0.5}, -2.0, -1.0),
    ("thresholded_relu", {}, 1.0, 0.0),
    ("thresholded_relu", {}, 1.25, 1.25),
    ("elu", {}, -np.log(2.0), -0.5),
    ("elu", {"alpha": 3.0}, -np.log(2.0), -1.5),
    ("selu", {}, 2.0, 2.101401974710961),
    ("selu", {}, -np.log(2.0), -0.8790496704236883),
    ("celu", {"alpha": 2.0}, -2.0 * np.log(2.0), -1.0),
    ("silu", {}, np.log(3.0), 0.75 * np.log(3.0)),
    ("hard_swish", {}, 1.5, 1.125),
    ("hard_swish", {}, -1.5, -0.375),
    ("softplus", {}, 0.0, np.log(2.0)),
    ("softsign", {}, -3.0, -0.75),
    ("log_sigmoid", {}, np.log(3.0), np.log(0.75)),
    ("sine", {}, np.pi / 6.0, 0.5),
    ("gaussian", {}, np.sqrt(np.log(2.0)), 0.5),
])
def test_values_by_hand(name: str, settled: dict[str, float], z: float, expected: float) -> None:
    np.testing.assert_allclose(ACTIVATIONS[name].value(z, **settled), expected, rtol=1e-12, atol=1e-15)


# mpmath, 50 digits: z, gelu, its slope, gelu_tanh, mish.
PRECISE = np.array([
    [-37.5, -1.7270073785932330664e-306, -6.476271143055812623e-305, np.nan, -1.9408331271757006503e-15],
    [-30.0, -1.4720141781444561179e-196, -4.4160316907084943701e-195, np.nan, -2.8072868906519210338e-12],
    [-12.3, -5.5703095560753054431e-34, -6.8509009497921363129e-33, np.nan, -0.000055986329477901160529],
    [-5.0, -1.43325785939596956e-6, -7.14694600179229463e-6, -2.29179619662950605e-7, -0.0335762377301617054],
    [-1.0, -0.158655253931457051, -0.0833154705876862984, -0.158808009391723295, -0.303401461374108918],
    [-0.6, -0.164551870650044147, 0.0743183560149938110, -0.164584800769185252, -0.246936028305836618],
    [0.3, 0.18537342665668578306, 0.7323277668271098549, 0.18537092354275924, 0.20800137234811502024],
    [0.7, 0.53062544344384884631, 0.97661410113365984429, 0.53057013470511670784, 0.5611483776438518587],
    [2.0, 1.9544997361036415856, 1.0852318010781968967, 1.9545976940877750188, 1.9439589595339945203],
    [6.5, 6.499999999738959962, 1.0000000016950517938, 6.4999999999993721741, 6.4999707039398368371],
])  # fmt: skip


def test_gelu_and_mish_keep_their_digits_far_out_in_the_tail() -> None:
    z, gelu, slope, shortcut, mish = PRECISE.T
    np.testing.assert_allclose(ACTIVATIONS["gelu"].value(z), gelu, rtol=2e-15)
    np.testing.assert_allclose(ACTIVATIONS["gelu"].slope(z), slope, rtol=2e-14)
    np.testing.assert_allclose(ACTIVATIONS["mish"].value(z), mish, rtol=2e-15)
    known = np.isfinite(shortcut)
    np.testing.assert_allclose(ACTIVATIONS["gelu_tanh"].value(z[known]), shortcut[known], rtol=2e-14)


@each_activation
def test_values_stay_in_the_range_that_is_shown(activation: Activation) -> None:
    low, high = {
        "step": (0, 1), "sigmoid": (0, 1), "hard_sigmoid": (0, 1), "tanh": (-1, 1), "hard_tanh": (-1, 1),
        "relu": (0, np.inf), "thresholded_relu": (0, np.inf), "elu": (-1, np.inf), "selu": (-1.7581, np.inf),
        "celu": (-1, np.inf), "gelu": (-0.16998, np.inf), "gelu_tanh": (-0.17005, np.inf),
        "silu": (-0.27847, np.inf), "hard_swish": (-0.375, np.inf), "mish": (-0.30885, np.inf),
        "softplus": (0, np.inf), "softsign": (-1, 1), "log_sigmoid": (-np.inf, 0), "sine": (-1, 1),
        "gaussian": (0, 1),
    }.get(activation.name, (-np.inf, np.inf))
    values = activation.value(np.linspace(-50.0, 50.0, 100_001))
    assert values.min() >= low
    assert values.max() <= high
    if np.isfinite(low):
        assert values.min() - low < 0.03, "the range that is shown is not much too wide"


def test_an_activation_is_chosen_by_name_or_by_name_and_parameters() -> None:
    assert chosen("relu").value(-1.0) == 0.0
    bent = chosen(("leaky_relu", {"alpha": 0.5}))
    assert bent.value(-1.0) == -0.5
    assert bent.slope(-1.0) == 0.5
    assert dict(chosen("elu").parameters) == {"alpha": 1.0}


@pytest.mark.parametrize(("choice", "sentence"), [
    ("swish", "There is no activation called 'swish'; choose one of: identity, step"),
    (("elu", {"beta": 1.0}), "elu has no parameter called 'beta'; its parameters: alpha."),
    (("relu", {"alpha": 1.0}), "relu has no parameter called 'alpha'; its parameters: none."),
])
def test_an_unknown_choice_is_refused_with_a_sentence(choice: Choice, sentence: str) -> None:
    with pytest.raises(ValueError, match="no") as refused:
        chosen(choice)
    assert str(refused.value).startswith(sentence)


def test_only_the_step_is_warned_of() -> None:
    warned = {name: a.caution for name, a in ACTIVATIONS.items() if a.caution}
    assert warned == {"step": "The step has slope 0: only the outer weights can learn. Try sigmoid."}


def test_registries_and_their_parameters_are_read_only() -> None:
    with pytest.raises(TypeError):
        ACTIVATIONS["relu"] = ACTIVATIONS["elu"]  # type: ignore[index]
    with pytest.raises(TypeError):
        ACTIVATIONS["elu"].parameters["alpha"] = 2.0  # type: ignore[index]
