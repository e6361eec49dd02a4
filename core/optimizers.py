"""An optimizer turns the slope where you stand into the next step.

All are written as torch.optim computes them. A step is pure: it returns new arrays and changes nothing
that it was given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.registry import by_name, fixed, with_defaults

Memory: TypeAlias = tuple[Array, ...]
Rule: TypeAlias = Callable[..., tuple[Array, Memory]]       # (theta, gradient, memory, rate, **parameters)


@dataclass(frozen=True, eq=False)
class Optimizer:
    """One way to step downhill: a rule, and the words that go with it."""

    name: str
    title: str
    rule: Rule
    remembers: Callable[[Array], Memory]         # the memory before the first step
    latex: str
    idea: str
    parameters: Mapping[str, float] = field(default_factory=fixed)
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=fixed)

    def start(self, theta: ArrayLike) -> Memory:
        """Return the memory before the first step from theta, an array of any shape."""
        return self.remembers(as_array(theta))

    def step(
        self, theta: ArrayLike, gradient: ArrayLike, memory: Memory, rate: float = 0.1, **parameters: float
    ) -> tuple[Array, Memory]:
        """Return (new theta, new memory) after one step; a step of rate 0 leaves theta alone.

        Numbers beyond the range of floating point become infinite without a warning: whoever descends
        sees it in the loss.

        Raises:
            ValueError: a parameter that this optimizer does not have.
        """
        options = with_defaults(self.name, self.parameters, parameters)
        with np.errstate(over="ignore", invalid="ignore"):
            return self.rule(as_array(theta), as_array(gradient), memory, rate, **options)


def nothing(_theta: Array) -> Memory:
    """Remember nothing."""
    return ()


def zeros(count: int) -> Callable[[Array], Memory]:
    """Return a start that remembers count arrays of zeros."""
    return lambda theta: tuple(np.zeros_like(theta) for _ in range(count))


def counted_zeros(count: int) -> Callable[[Array], Memory]:
    """Return a start that remembers the number of steps, 0, and count arrays of zeros."""
    return lambda theta: (np.zeros(()), *(np.zeros_like(theta) for _ in range(count)))


def gradient_descent(theta: Array, gradient: Array, memory: Memory, rate: float) -> tuple[Array, Memory]:
    """Step by rate times the slope, against it."""
    return theta - rate * gradient, memory


def momentum_step(
    theta: Array, gradient: Array, memory: Memory, rate: float, *, momentum: float
) -> tuple[Array, Memory]:
    """Step by a velocity that keeps a share of itself and adds the slope (Polyak, 1964).

    Polyak puts the rate into the velocity, v = momentum v - rate g; with a constant rate that is the same.
    """
    velocity = momentum * memory[0] + gradient
    return theta - rate * velocity, (velocity,)


def nesterov_step(
    theta: Array, gradient: Array, memory: Memory, rate: float, *, momentum: float
) -> tuple[Array, Memory]:
    """Step by the slope plus momentum times the new velocity: the slope after the step is anticipated.

    Nesterov (1983) takes the slope at the look-ahead point; this is his method in the variables of the
    look-ahead point itself (Sutskever et al., 2013), so that the slope is taken where one stands.
    """
    velocity = momentum * memory[0] + gradient
    return theta - rate * (gradient + momentum * velocity), (velocity,)


def adagrad(
    theta: Array, gradient: Array, memory: Memory, rate: float, *, epsilon: float
) -> tuple[Array, Memory]:
    """Divide the slope by the root of all squared slopes so far (Duchi et al., 2011); the sum starts at 0."""
    total = memory[0] + gradient**2
    return theta - rate * gradient / (np.sqrt(total) + epsilon), (total,)


def rmsprop(
    theta: Array, gradient: Array, memory: Memory, rate: float, *, decay: float, epsilon: float
) -> tuple[Array, Memory]:
    """As adagrad, with a fading average instead of the sum (Tieleman and Hinton, 2012)."""
    square = decay * memory[0] + (1.0 - decay) * gradient**2
    return theta - rate * gradient / (np.sqrt(square) + epsilon), (square,)


def adadelta(
    theta: Array, gradient: Array, memory: Memory, rate: float, *, decay: float, epsilon: float
) -> tuple[Array, Memory]:
    """Step by slope times (typical past step / typical slope) times rate (Zeiler, 2012, who has no rate)."""
    square, moved = memory
    square = decay * square + (1.0 - decay) * gradient**2
    move = np.sqrt(moved + epsilon) / np.sqrt(square + epsilon) * gradient
    return theta - rate * move, (square, decay * moved + (1.0 - decay) * move**2)


def adam(
    theta: Array, gradient: Array, memory: Memory, rate: float,
    *, beta_1: float, beta_2: float, epsilon: float,
) -> tuple[Array, Memory]:
    """Fading mean of slopes over the root of the fading mean of squares, both corrected for starting at 0.

    Kingma and Ba (2015), Algorithm 1; epsilon stands outside the root, after the correction.
    """
    count, mean, square = _moments(gradient, memory, beta_1, beta_2)
    root = np.sqrt(square / (1.0 - beta_2**count))
    return theta - rate * (mean / (1.0 - beta_1**count)) / (root + epsilon), (count, mean, square)


def amsgrad(
    theta: Array, gradient: Array, memory: Memory, rate: float,
    *, beta_1: float, beta_2: float, epsilon: float,
) -> tuple[Array, Memory]:
    """As adam, with the largest mean square so far, so that steps can't grow again.

    Reddi et al. (2018) correct nothing; torch takes the largest uncorrected mean square, then corrects it.
    """
    count, mean, square = _moments(gradient, memory[:3], beta_1, beta_2)
    largest = np.maximum(memory[3], square)
    root = np.sqrt(largest / (1.0 - beta_2**count))
    return theta - rate * (mean / (1.0 - beta_1**count)) / (root + epsilon), (count, mean, square, largest)


def adamw(
    theta: Array, gradient: Array, memory: Memory, rate: float,
    *, beta_1: float, beta_2: float, epsilon: float, weight_decay: float,
) -> tuple[Array, Memory]:
    """First theta times (1 - rate weight_decay), then adam's step.

    Loshchilov and Hutter (2019) multiply the decay by the schedule only, not by the rate.
    """
    shrunk = theta * (1.0 - rate * weight_decay)
    return adam(shrunk, gradient, memory, rate, beta_1=beta_1, beta_2=beta_2, epsilon=epsilon)


def nadam(
    theta: Array, gradient: Array, memory: Memory, rate: float,
    *, beta_1: float, beta_2: float, epsilon: float, momentum_decay: float,
) -> tuple[Array, Memory]:
    """Adam that looks ahead as nesterov does (Dozat, 2016), with his warm-up of the momentum.

    The momentum of step t is beta_1 (1 - 0.96^(t momentum_decay) / 2); memory holds the product so far.
    """
    count, mean, square = _moments(gradient, memory[:3], beta_1, beta_2)
    now, following = (beta_1 * (1.0 - 0.5 * 0.96 ** (t * momentum_decay)) for t in (count, count + 1.0))
    product = memory[3] * now
    ahead = following * mean / (1.0 - product * following) + (1.0 - now) * gradient / (1.0 - product)
    root = np.sqrt(square / (1.0 - beta_2**count))
    return theta - rate * ahead / (root + epsilon), (count, mean, square, product)


def _moments(gradient: Array, memory: Memory, beta_1: float, beta_2: float) -> tuple[Array, Array, Array]:
    """Return the number of this step and the fading means of slopes and of squared slopes."""
    count, mean, square = memory
    mean = beta_1 * mean + (1.0 - beta_1) * gradient
    square = beta_2 * square + (1.0 - beta_2) * gradient**2
    return np.asarray(count + 1.0), mean, square


def _nadam_start(theta: Array) -> Memory:
    """Remember no steps, no slopes, and an empty product of momenta, which is 1."""
    return (*counted_zeros(2)(theta), np.ones(()))


SHARE = (0.0, 0.9999)                            # of the past that is kept
TINY = (1e-16, 1e-2)                             # what keeps a division from being one by 0
ADAM = fixed(beta_1=0.9, beta_2=0.999, epsilon=1e-8)
ADAM_BOUNDS = fixed(beta_1=SHARE, beta_2=SHARE, epsilon=TINY)

OPTIMIZERS: Mapping[str, Optimizer] = by_name((
    Optimizer(
        name="gradient_descent", title="Gradient descent", rule=gradient_descent, remembers=nothing,
        latex=r"\theta \leftarrow \theta - \eta\, g",
        idea="The new parameters are the old ones minus η times the slope.",
    ),
    Optimizer(
        name="momentum", title="Momentum", rule=momentum_step, remembers=zeros(1),
        latex=r"v \leftarrow \beta v + g,\quad \theta \leftarrow \theta - \eta\, v",
        idea="The velocity is β times the old velocity plus the slope, so the step rolls on like a ball.",
        parameters=fixed(momentum=0.9), bounds=fixed(momentum=SHARE),
    ),
    Optimizer(
        name="nesterov", title="Nesterov momentum", rule=nesterov_step, remembers=zeros(1),
        latex=r"v \leftarrow \beta v + g,\quad \theta \leftarrow \theta - \eta\,(g + \beta v)",
        idea="It is momentum that looks ahead: the step is the slope plus β times the new velocity.",
        parameters=fixed(momentum=0.9), bounds=fixed(momentum=SHARE),
    ),
    Optimizer(
        name="adagrad", title="Adagrad", rule=adagrad, remembers=zeros(1),
        latex=r"s \leftarrow s + g^2,\quad \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{s}+\epsilon}",
        idea="The slope is divided by the root of the sum of all squared slopes, so the steps only shrink.",
        parameters=fixed(epsilon=1e-10), bounds=fixed(epsilon=TINY),
    ),
    Optimizer(
        name="rmsprop", title="RMSProp", rule=rmsprop, remembers=zeros(1),
        latex=r"s \leftarrow \rho s + (1-\rho) g^2,\quad"
              r"\theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{s}+\epsilon}",
        idea="It is Adagrad with a fading average of the squared slopes instead of their sum.",
        parameters=fixed(decay=0.99, epsilon=1e-8), bounds=fixed(decay=SHARE, epsilon=TINY),
    ),
    Optimizer(
        name="adadelta", title="Adadelta", rule=adadelta, remembers=zeros(2),
        latex=r"s \leftarrow \rho s + (1-\rho) g^2,\quad d = \sqrt{\tfrac{u+\epsilon}{s+\epsilon}}\;g,\quad"
              r"u \leftarrow \rho u + (1-\rho) d^2,\quad \theta \leftarrow \theta - \eta\, d",
        idea="The slope is multiplied by the typical past step over the typical slope, "
             "so it finds its own rate.",
        parameters=fixed(decay=0.9, epsilon=1e-6), bounds=fixed(decay=SHARE, epsilon=TINY),
    ),
    Optimizer(
        name="adam", title="Adam", rule=adam, remembers=counted_zeros(2),
        latex=r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad"
              r"\theta \leftarrow \theta - \eta\,\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}",
        idea="A fading mean of the slopes is divided by the root of a fading mean of their squares; "
             "the first step is about η long whatever the slope.",
        parameters=ADAM, bounds=ADAM_BOUNDS,
    ),
    Optimizer(
        name="amsgrad", title="AMSGrad", rule=amsgrad, remembers=counted_zeros(3),
        latex=r"\hat v \leftarrow \max(\hat v, v),\quad"
              r"\theta \leftarrow \theta - \eta\,"
              r"\frac{m/(1-\beta_1^t)}{\sqrt{\hat v/(1-\beta_2^t)}+\epsilon}",
        idea="It is Adam that divides by the largest mean square so far.",
        parameters=ADAM, bounds=ADAM_BOUNDS,
    ),
    Optimizer(
        name="adamw", title="AdamW", rule=adamw, remembers=counted_zeros(2),
        latex=r"\theta \leftarrow (1-\eta\lambda)\,\theta,\quad"
              r"\theta \leftarrow \theta - \eta\,\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}",
        idea="First every parameter is shrunk by η times the decay, then Adam steps.",
        parameters=fixed(**ADAM, weight_decay=0.01), bounds=fixed(**ADAM_BOUNDS, weight_decay=(0.0, 1.0)),
    ),
    Optimizer(
        name="nadam", title="NAdam", rule=nadam, remembers=_nadam_start,
        latex=r"\theta \leftarrow \theta - \frac{\eta}{\sqrt{v/(1-\beta_2^t)}+\epsilon}\left("
              r"\frac{\mu_{t+1} m}{1-\prod_{i\le t+1}\mu_i}"
              r"+\frac{(1-\mu_t)\,g}{1-\prod_{i\le t}\mu_i}\right)",
        idea="It is Adam that looks ahead, as Nesterov's momentum does.",
        parameters=fixed(**ADAM, momentum_decay=0.004),
        bounds=fixed(**ADAM_BOUNDS, momentum_decay=(0.0, 1.0)),
    ),
))
