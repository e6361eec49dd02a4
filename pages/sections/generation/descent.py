"""Counted or learned, the table is the same: a descent on the cross-entropy comes to what counting gives at once."""

import numpy as np
import pandas as pd
import streamlit as st

from core.generation import Corpus, Counts
from core.view import round_up
from pages.sections.generation import learned
from pages.sections.generation.learned import Learned, Source
from pages.shared.charts import probabilities
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.words import t


def show(source: Source, corpus: Corpus, counts: Counts, alpha: float) -> Learned | None:
    """The loss of every step, the counts' loss, and whether the two have met."""
    found = learned.by_descent(source.key, source.lower, counts.memory, alpha, counts)
    if found is None:
        st.markdown(t("Counting gives a loss of :green[{loss}]. This table has {n} numbers: that many are counted "
                      "here, not learned; for a long memory a network is the better model, see below.",
                      loss=number(counts.smoothed_loss), n=count(counts.counts.size)))
        return None
    blind = float(np.log(corpus.alphabet.size))
    x = axis(t("step"), 0.0, round_up(float(max(found.steps[-1], 1))))
    y = axis(t("loss (cross-entropy)"), np.floor(2 * found.counted - 0.2) / 2, blind + 0.1)
    draw(probabilities.learned_like_counted(theme(), x, y, t("counting gives exactly this")), {
        "frames": pd.DataFrame({"step": found.steps, "loss": found.losses}),
        "best": pd.DataFrame({"loss": [found.counted]}),
    }, key="picture_spelling", alt=t("The loss of a descent on the table's logits, falling to the loss that counting "
                                     "gives."))
    st.markdown(verdict(found, alpha))
    return found


def verdict(found: Learned, alpha: float) -> str:
    """Whether learning has come to what counting gives."""
    if found.met is not None:
        return t(":material/check_circle: **Equal.** At step {step} the descent is less than 10⁻⁶ above the counted "
                 "loss :green[{loss}]: learning finds the very probabilities that counting gives.",
                 step=count(found.met), loss=number(found.counted, 7))
    if alpha == 0:
        return t(":material/trending_down: **Never quite.** Pairs that never occur want the logit −∞: after {steps} "
                 "steps the loss is still {gap} above the counted :green[{loss}]. Add smoothing.",
                 steps=count(int(found.steps[-1])), gap=number(found.gap), loss=number(found.counted, 7))
    return t(":material/directions_walk: **Nearly.** After {steps} steps the loss is {gap} above the counted "
             ":green[{loss}]: with so little smoothing the logits have far to go.", steps=count(int(found.steps[-1])),
             gap=number(found.gap), loss=number(found.counted, 7))
