"""The cross table's frame: every fit under every loss, each column's smallest number marked, all digits to copy."""

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import streamlit as st

from pages.shared.numbers import number
from pages.shared.words import t


def show(table: str, said: str, digits: Mapping[str, object]) -> None:
    """The table, beside it what is to be known of it, and every digit for a program or a notebook."""
    st.markdown(t("**Every fit under every loss.** Compare down a column: each loss is smallest for its own fit, "
                  ":green[◆]. Never across: each column has a unit of its own."))
    with st.container(horizontal=True, gap="medium", key="cross"):
        st.markdown(table, width="stretch")
        with st.container():
            st.markdown(f":small[:gray[{said}]]")
            with st.popover(t("Copy numbers"), icon=":material/content_copy:", key="copy_numbers"):
                st.code(json.dumps(digits, indent=1, ensure_ascii=False), language="json", height=320)


def written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: names left, numbers right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def smallest(table: np.ndarray) -> list[int]:
    """The row of each column's smallest number; its own fit's where others are as low; -1 in an empty column."""
    found = []
    for j in range(table.shape[1]):
        column = table[:, j]
        if np.isnan(column).all():
            found.append(-1)
            continue
        lowest = float(np.nanmin(column))
        own = not np.isnan(column[j]) and column[j] <= lowest + 1e-9 * abs(lowest)
        found.append(j if own else int(np.nanargmin(column)))
    return found


def cell(value: float, best: bool) -> str:
    """One loss of one fit."""
    return f":green[◆\u00a0**{number(value)}**]" if best else number(value)
