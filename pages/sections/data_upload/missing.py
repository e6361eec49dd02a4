"""Missing values: how many there are in the chosen columns, and what is done about them."""

import streamlit as st

from data.reader import TableError
from data.treatment import FILLINGS
from pages.shared import settings, workspace
from pages.shared.numbers import count
from pages.shared.words import literal, t, told
from pages.shared.workspace.prepared import TREATMENTS


def show() -> None:
    """The choice of a treatment, with its idea, and what it did here."""
    st.header(t("Missing values"), anchor=False)
    table = workspace.table()
    target, features = workspace.chosen_columns()
    gaps = {name: table.columns[name].missing for name in (target, *features)
            if name and table.columns[name].missing}
    chosen = settings.ask(st.segmented_control, t("What to do about them"), key="missing", default="drop",
                          on_change=settings.follow, args=("missing",), options=list(TREATMENTS),
                          required=True, label_visibility="collapsed", wrap=True,
                          format_func=lambda name: t(FILLINGS[name].title).capitalize())
    st.markdown(t(FILLINGS[chosen].idea))
    if not gaps:
        st.markdown(t("No value is missing in the chosen columns."))
        return
    st.markdown(" · ".join(t("{column}: {n} missing", column=literal(name), n=count(number))
                           for name, number in gaps.items()))
    try:
        work = workspace.chosen_work()
    except TableError:
        return
    for note in work.table.reading.notes[len(table.reading.notes):] if not work.past else ():
        st.markdown(f":small[:gray[{told(note)}]]")
    if chosen != "drop" and target in gaps:
        st.markdown(f":small[:gray[{t('A missing y is never filled in: there would be nothing true to learn.')}]]")
