"""The first screen: one sentence, a line that moves into its data, and the way to one's own."""

import pandas as pd
import streamlit as st

from core.view import drawn_rows
from pages.sections.overview.scene import Scene
from pages.shared import frame, settings
from pages.shared.charts.learning import learning
from pages.shared.look import draw, theme
from pages.shared.numbers import count
from pages.shared.player import Lines, Piece, live, play
from pages.shared.words import literal, t

MOST_DOTS, MOST_ERRORS = 500, 150
SECONDS = 4.0


def show(scene: Scene) -> None:
    """Words and buttons on the left, the film on the right."""
    left, right = st.columns([5, 7], gap="large", vertical_alignment="center")
    with left.container(gap="medium"):
        say(scene)
        buttons()
        about(scene)
    with right.container(key="learning", gap="xsmall"):
        film(scene)


def say(scene: Scene) -> None:
    """The one sentence, and what it means in the picture."""
    with st.container(gap="small"):
        st.title(t("Machine learning is finding a function :blue[f(x)]"), anchor=False)
        st.markdown(t("Here it learns to guess **{target}** from **{feature}**: a :blue[line] moves until the "
                      ":red[errors] are as small as they can be.", target=literal(scene.work.target),
                      feature=literal(scene.feature)))
    frame.complain()


def buttons() -> None:
    """To one's own data, or straight to the first step."""
    with st.container(horizontal=True):
        if st.button(t("Use my CSV"), type="primary", icon=":material/upload_file:", key="use_my_csv"):
            settings.put("from", "file")
            st.switch_page("pages/data_upload.py")
        if st.button(t("Take the first step"), icon=":material/arrow_forward:", key="first_step"):
            st.switch_page("pages/model_fit.py")


def about(scene: Scene) -> None:
    """Which data these are; and why they are not the visitor's, if they are not."""
    rows = t("{title}, {n} rows.", title=literal(scene.work.title), n=count(len(scene.work.matrix.y)))
    if scene.reason:
        st.markdown(t("{reason} So the line is learned on a sample here.", reason=scene.reason))
    st.markdown(f":small[:gray[{rows} {t('Your own data stay in this session; nobody else sees them.')}]]")


def film(scene: Scene) -> None:
    """Dots, errors and the moving line; its formula and loss; the player."""
    x, y = scene.problem.X[:, 0], scene.problem.y
    dots, few = drawn_rows(len(y), MOST_DOTS), drawn_rows(len(y), MOST_ERRORS)
    draw(learning(theme(), scene.across, scene.up, t("f(x)"), t("best line")), {
        "points": pd.DataFrame({"x": x[dots], "y": y[dots]}), "residuals": pd.DataFrame({"x": x[few], "y": y[few]}),
        "frames": scene.frame_data, "best": scene.best_ends,
    }, key="picture_learning", alt=t("The data as dots, the line f(x) on its way to the best line, and its errors."))
    live("learning_now")
    play(scene.steps, scene.shown_first, {"loss": scene.losses, "b": scene.in_data[:, 0], "w": scene.in_data[:, 1]},
         identity=scene.work.key, texts={"learning_now": Lines([formula(scene)])}, key="replay", film="learning",
         seconds=SECONDS, by_itself=True, small=True)


def formula(scene: Scene) -> list[Piece]:
    """f(x), in the data's units, and L with the numbers of the frame."""
    unit: list[Piece] = [{"text": f" ({t('standardized')})", "tone": "muted"}] if scene.asked.standardized else []
    return [{"text": "f(x) = ", "tone": "model", "style": "formula"},
            {"live": "b", "tone": "model", "style": "formula"}, {"text": " ", "style": "formula"},
            {"live": "w", "form": "signed", "tone": "model", "style": "formula"},
            {"text": " x", "tone": "model", "style": "symbol"}, {"text": "\u2003"},
            {"text": "L = ", "tone": "error", "style": "formula"},
            {"live": "loss", "tone": "error", "style": "formula"}, *unit]
