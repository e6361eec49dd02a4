"""The flow of the whole, with the numbers of the data on screen: from data to predictions, and back."""

import streamlit as st

from pages.sections.overview.scene import Scene
from pages.shared.numbers import count, signed_tex, tex
from pages.shared.words import literal, t

WIDTH = 200
DATA, FIT = "pages/data_upload.py", "pages/model_fit.py"


def show(scene: Scene) -> None:
    """Five stations in a row, then the ways back."""
    st.header(t("From data to answers, and back"), anchor=False)
    cells = st.grid(5, min_column_width=WIDTH, gap="medium")
    for page, name, idea, now in stations(scene):
        with cells.cell(), st.container(gap="xxsmall"):
            st.page_link(page, label=f"**{name} →**")
            st.markdown(idea)
            st.markdown(now)
    st.markdown(t("**And back**: is the answer too far off on data the model has not seen? Then something earlier has "
                  "to change."))
    with st.container(horizontal=True, gap="medium"):
        for page, label in ways_back():
            st.page_link(page, label=f"← {label}")


def stations(scene: Scene) -> list[tuple[str, str, str, str]]:
    """Page, name, idea and present state of each station."""
    b, w = scene.in_data[-1]
    x, y = float(scene.problem.X[-1, 0]), float(scene.problem.y[-1])
    guess = float(scene.problem.predict(scene.fit.run.thetas[-1], scene.problem.X[-1:])[0])
    return [
        (DATA, t("Data"), t("What is known, x, and the true answers, y."),
         t("{title}: {n} rows", title=literal(scene.work.title), n=count(len(scene.problem.y)))),
        (FIT, t("Model"), t("A function with unknown numbers in it."), ":blue[$\\hat y = b + wx$]"),
        (FIT, t("Loss"), t("How wrong it is on the data, as one number."),
         t("at the start {loss}", loss=f":red[$L = {tex(float(scene.losses[0]))}$]")),
        (FIT, t("Optimize"), t("The numbers that make it small."),
         t("{n} steps: {formula}", n=count(int(scene.steps[-1])),
           formula=f":blue[$f(x) = {tex(float(b))} {signed_tex(float(w))}\\,x$], "
                   f":red[$L = {tex(float(scene.losses[-1]))}$]")),
        (FIT, t("Predict"), t("An answer for any x; here for the last row."),
         f":blue[$f({x:g}) = {tex(guess)}$], " + t("the label is {y}", y=f"{y:g}")),
    ]


def ways_back() -> list[tuple[str, str]]:
    """What can be changed, and where."""
    return [(DATA, t("other data, other x")),
            ("pages/activation_functions.py", t("a model that can bend")),
            ("pages/loss_comparison.py", t("a loss that minds outliers less, or more")),
            ("pages/critical_points.py", t("a walk that does not end at a saddle")),
            ("pages/generation.py", t("a model that makes something"))]
