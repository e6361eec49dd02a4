"""Every symbol and every term of the app in one sentence, and the page on which it can be touched."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.activations import ACTIVATIONS
from core.losses import LOSSES
from core.optimizers import OPTIMIZERS
from pages.shared.words import t


@dataclass(frozen=True)
class Term:
    """A word of the field, what it means, and the sign that stands for it, in the color of its meaning.

    `also` are other words to find it by.
    """

    name: str
    meaning: str
    sign: str = ""
    also: str = ""
    tone: str = "blue"


@dataclass(frozen=True)
class Topic:
    """Terms that belong together, and where they can be touched."""

    title: str
    page: str
    terms: tuple[Term, ...]


def registered(options: Mapping[str, Any]) -> tuple[Term, ...]:
    """The entries of a registry as terms: their own title and idea."""
    return tuple(Term(option.title, option.idea, also=name) for name, option in options.items())


DATA, FIT, LOSS = "pages/data_upload.py", "pages/model_fit.py", "pages/loss_comparison.py"
BEND, LEVEL, MAKE = "pages/activation_functions.py", "pages/critical_points.py", "pages/generation.py"

TOPICS: tuple[Topic, ...] = (
    Topic("Data and tasks", DATA, (
        Term("feature", "What is known about a row, and what its answer is predicted from.", "x",
             "input column", tone="gray"),
        Term("label, target", "The true answer in the data.", "y", "output", tone="gray"),
        Term("regression", "The answer is a number."),
        Term("classification", "The answer is one of a few given classes."),
        Term("structured learning", "The answer is made of parts, and is itself something new: a text, a picture.",
             also="generation generative"),
        Term("one-hot", "A class written as numbers: a single 1 among 0s."),
        Term("standardize", "Subtract a column's mean, and divide by its standard deviation: every column gets the "
             "same size.", also="scaling normalize"),
        Term("training and test data",
             "What is learned from, and what is kept back to judge by.", also="split held-out"),
        Term("overfitting", "Good on the training data, bad on new data: the noise was learned by heart."),
        Term("outlier", "A row that lies far off in y."),
        Term("leverage", "The power of a row that lies far off in x: it can turn the whole line."),
        Term("seed", "The number from which random numbers are made: the same seed, the same numbers.", also="random"),
    )),
    Topic("1 Model", FIT, (
        Term("model, function", "A formula with unknown numbers in it; learning finds them.", "f(x)"),
        Term("prediction", "What the model answers.", "ŷ", "y hat output"),
        Term("bias", "What the model answers where all x are 0.", "b", "intercept offset"),
        Term("weight", "How much the answer moves when x grows by 1.", "w", "slope coefficient"),
        Term("parameters", "All the unknown numbers of a model together.", "θ", "theta"),
        Term("hyperparameter", "A number that is chosen by a person instead of learned: η, the most steps, a degree."),
        Term("regularization", "A price on large weights, added to the loss: l1·Σ|w| or l2·Σw².", "l1, l2",
             "penalty ridge lasso weight decay"),
    )),
    Topic("2 Loss", LOSS, (
        Term("error, residual", "What the prediction of one row misses its label by.", "e", tone="red"),
        Term("loss", "How bad a set of parameters is, as one number; lower is better.", "L", "cost", tone="red"),
        Term("MAE, mean absolute error", "The mean length of the errors; its best constant is a median.",
             "(1/n) Σ|e|", "l1", tone="red"),
        Term("MSE, mean squared error", "The mean of the squared errors; its best constant is the mean.",
             "(1/n) Σe²", "l2", tone="red"),
        Term("RMSE", "The root of the MSE: an error in y's own unit."),
        Term("R²", "The share of the ups and downs of y that the model explains.", also="r squared determination"),
        Term("median absolute deviation", "The middle one of all distances from the median.", "MAD", tone="gray"),
        Term("error surface", "The loss over all b and w, like a map of heights.", "L(b, w)", "landscape", tone="red"),
        Term("crease", "A fold in the error surface, where the slope jumps."),
        Term("convex", "Shaped like a single bowl: every local minimum is the lowest place of all."),
        Term("logit", "A model's score before it becomes a probability.", "z"),
        Term("softmax", "Turns scores into probabilities: exp of each, over their sum."),
        Term("margin", "How far a row lies on the right side of the boundary; positive means right.", "m"),
        Term("accuracy", "The share of rows whose class is right."),
        Term("confusion matrix", "How often each class is taken for each class."),
    )),
    Topic("3 Optimize", FIT, (
        Term("gradient", "The slopes of the loss along all parameters; it points uphill.", "∇L, g",
             "nabla derivative", tone="violet"),
        Term("slope, derivative", "How much the loss changes when one parameter grows a little.", "∂L/∂w",
             "partial", tone="violet"),
        Term("gradient descent", "Step after step against the gradient."),
        Term("learning rate", "How long a step is per unit of slope.", "η", "eta step size"),
        Term("update, step", "One change of the parameters: the new one is the old one minus η times the slope.",
             "w ← w − η·∂L/∂w", "iteration"),
        Term("optimum", "The place with the lowest loss there is.", "◆", "minimum best", tone="green"),
        Term("gap", "How far the loss is above the lowest one."),
        Term("largest stable rate", "Above it every step of a descent on a bowl overshoots by more than the last.",
             "2/λmax", "limit lambda diverge"),
        Term("diverge", "To move away from the optimum, faster and faster.", also="explode"),
        Term("batch", "The rows that are used for one step."),
        Term("epoch", "Every row has been used once."),
        Term("schedule", "A learning rate that changes with the step.", also="decay warm-up"),
    )),
    Topic("Activation functions", BEND, (
        Term("activation function", "The bend in a neuron; without it, layers add up to one straight line.", "σ",
             "sigma nonlinear"),
        Term("neuron", "A weighted sum that goes through an activation function.", "σ(b + wx)", "unit"),
        Term("layer", "Neurons side by side; the next layer sees what they answer.", also="hidden network deep"),
        Term("backpropagation", "All slopes of a network, worked out from the last layer back to the first."),
        Term("vanishing gradient", "Slopes multiplied through many layers shrink to nothing, and the first layers "
             "stop learning."),
    )),
    Topic("Critical points", LEVEL, (
        Term("critical point", "A place where the gradient is 0; every descent stops there."),
        Term("local minimum", "No place nearby is lower."),
        Term("global minimum", "No place at all is lower."),
        Term("local maximum", "No place nearby is higher."),
        Term("saddle point", "The gradient is 0, yet one way goes down: a pass between two mountains."),
        Term("plateau", "Nearly level ground far from any minimum."),
        Term("Hessian", "All second derivatives of the loss: how its slopes bend.", "H", "curvature"),
        Term("eigenvalue, eigenvector", "A curvature of the surface, and the direction in which it is exactly that.",
             "λ, u", "lambda"),
        Term("largest eigenvalue", "The strongest curvature; it decides which learning rates are stable.", "λmax",
             "lambda"),
        Term("condition number", "The strongest curvature over the weakest: how narrow the valley is.", "λmax/λmin",
             "lambda"),
        Term("minimum ratio", "The share of eigenvalues that are positive; at a minimum none is negative."),
    )),
    Topic("Generation", MAKE, (
        Term("temperature", "Scores are divided by it before they become probabilities: low is safe, high is bold.",
             "T"),
        Term("smoothing", "Imagined sightings, added to every count, so that nothing is impossible.", "α", "alpha"),
        Term("cross-entropy", "The mean surprise at the true answers: minus the log of their probabilities."),
        Term("perplexity", "Among how many equally likely symbols a model seems to guess: exp of the cross-entropy."),
        Term("end mark", "The symbol that says: here the text is over.", "∎"),
    )),
    Topic("Losses, one by one", LOSS, registered(LOSSES)),
    Topic("Activation functions, one by one", BEND, registered(ACTIVATIONS)),
    Topic("Optimizers, one by one", FIT, registered(OPTIMIZERS)),
)


def found(wanted: str) -> tuple[Topic, ...]:
    """The topics with the terms that have every word of a search in them; all of them for an empty one."""
    words = wanted.casefold().split()
    kept = (replace(topic, terms=tuple(term for term in topic.terms if has(term, words))) for topic in TOPICS)
    return tuple(topic for topic in kept if topic.terms)


def has(term: Term, words: list[str]) -> bool:
    """Whether every word stands somewhere in a term, as written or as translated."""
    text = " ".join([term.name, t(term.name), term.sign, term.meaning, t(term.meaning), term.also]).casefold()
    return all(word in text for word in words)


def columns(topics: tuple[Topic, ...], first: tuple[str, ...]) -> tuple[tuple[Topic, ...], ...]:
    """The topics in as many columns as there are titles in `first`, each column beginning with its own.

    Every other topic goes, in order, to the column that is shortest so far.
    """
    made = [[topic for topic in topics if topic.title == title] for title in first]
    for topic in (topic for topic in topics if topic.title not in first):
        min(made, key=lambda column: sum(length(each, first) for each in column)).append(topic)
    return tuple(map(tuple, made))


def length(topic: Topic, first: tuple[str, ...]) -> int:
    """About how many lines a topic takes; one that is closed takes two."""
    return len(topic.terms) if topic.title in first else 2
