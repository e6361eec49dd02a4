"""What the machine is given: the chosen columns as numbers, categories as columns of 0 and 1."""

import pandas as pd
import streamlit as st

from data.reader import TableError
from pages.shared import workspace
from pages.shared.numbers import count
from pages.shared.words import clean, literal, t, told

SHOWN, MOST_COLUMNS, HEIGHT = 100, 60, 320


def show() -> None:
    """The first rows of y and X; classes by number and name."""
    try:
        work = workspace.chosen_work()
    except TableError as problem:
        st.markdown(f":material/info: {told(problem)}")
        return
    if work.task == "structured":
        st.markdown(t("A machine that learns to spell is given the texts letter by letter, each letter as a number."))
        return
    made = work.matrix
    names = made.names[:MOST_COLUMNS]
    shown = pd.DataFrame(made.X[:SHOWN, : len(names)], columns=[f"x{place}" for place in range(len(names))])
    shown.insert(0, "y", made.y[:SHOWN])
    shown.insert(0, "row", made.rows[:SHOWN])
    number = st.column_config.NumberColumn
    config = {f"x{place}": number(f"x: {clean(name)}", format="%.6g") for place, name in enumerate(names)}
    config |= {"y": number(f"y: {clean(work.target)}", format="%.6g"), "row": number(t("row"), width="small")}
    st.dataframe(shown, hide_index=True, height=min(HEIGHT, 38 + 35 * len(shown)), column_config=config,
                 alt=t("The first rows of y and x as numbers"))
    rows, columns = count(len(made.y)), len(made.names)
    said = [t("{rows} rows, one column of x.", rows=rows) if columns == 1 else
            t("{rows} rows, {columns} columns of x.", rows=rows, columns=count(columns))]
    if made.classes:
        numbered = ", ".join(f"{place} = {clean(name, 24)}" for place, name in enumerate(made.classes))
        said.append(t("The classes are numbered: {classes}.", classes=literal(numbered, 400)))
    st.markdown(":small[:gray[" + " ".join(said) + "]]")
