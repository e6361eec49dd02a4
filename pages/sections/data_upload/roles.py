"""The question: which kind of task it is, which column is to be predicted, and from which others."""

import streamlit as st

from data.matrix import guess_roles, guess_task
from pages.shared import settings, workspace
from pages.shared.words import t
from pages.shared.workspace import prepared


def show() -> None:
    """Task, target and features in one row; without rows they wait, and it is said why."""
    table = workspace.table()
    if not len(table.frame):
        st.markdown(t("There is a header but no row: there is nothing to learn from yet."))
        return
    task, target, features = workspace.roles()
    tasks = {"regression": t("Regression: a number"), "classification": t("Classification: a class"),
             "structured": t("Structured: something made")}
    names, labels = list(table.columns), workspace.labels()
    left, middle, right = st.columns(3)
    with left:
        settings.ask(st.selectbox, t("Task"), key="task", default=task, options=list(workspace.TASKS),
                     format_func=tasks.__getitem__)
    with middle:
        settings.ask(st.selectbox, t("Predict y"), key="y", default=target, options=names, on_change=turn,
                     format_func=labels.__getitem__)
    with right:
        days = prepared.past() if settings.kept("task") == "regression" else 0
        if days:
            own_past = t("the last {n} values of {y}", n=days, y=labels[settings.kept("y")])
            st.selectbox(t("From x"), [own_past], disabled=True, key=f"past_of_{days}")
            return
        settings.ask(st.multiselect, t("From x"), key="x", default=list(features),
                     options=[name for name in names if name != settings.kept("y")],
                     format_func=labels.__getitem__, placeholder=t("Choose columns"))


def turn() -> None:
    """Another target: the task follows it, and it is no longer a feature."""
    table = workspace.table()
    target = st.session_state["y"]
    settings.put("task", guess_task(table.columns[target]))
    left = [name for name in settings.kept("x", []) if name != target]
    settings.put("x", left or list(guess_roles(table.columns, target)[1]))
