"""The step slider and play button, and text whose numbers follow them.

A film is a container (its key is the target) with charts that have a `frame` parameter, places for texts and tables
with live numbers, and one player, which writes them. All numbers of all frames are sent once; scrubbing asks nobody.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from json import dumps
from pathlib import Path

import numpy as np
import streamlit as st

from pages.shared.look import theme
from pages.shared.numbers import count
from pages.shared.words import GAP, t, together

HERE = Path(__file__).parent

ROW, BUTTON = 36, 44                    # px, as in live.css

Piece = dict[str, str]                  # text, or live (a value's name) and perhaps form; with tone or ink, and style
Mark = tuple[str, str]                  # a tone, or an ink (#12345f), and words


@dataclass(frozen=True)
class Lines:
    """Lines of text made of pieces; a piece with `live` shows the value of that name for the film's frame."""

    lines: Sequence[Sequence[Piece]]


@dataclass(frozen=True)
class Table:
    """Rows of cells made of pieces, the head first; the first column names the rows, the last one holds words."""

    rows: Sequence[Sequence[Sequence[Piece]]]
    label: str                          # what the table is, for those who hear it
    digits: str = ""                    # the same in full, behind a button that copies it


def legend(*marks: Mark) -> list[Piece]:
    """What the marks of a picture mean, as a line of its live text; those without words are left out."""
    told = [(tone, words) for tone, words in marks if words]
    return [{"text": together(GAP * bool(i) + words), "ink" if tone.startswith("#") else "tone": tone, "style": "small"}
            for i, (tone, words) in enumerate(told)]


def read(name: str) -> str:
    """One of the files beside this one."""
    return (HERE / name).read_text(encoding="utf-8")


HTML, CSS = read("player.html"), read("player.css")
JS = f"const STYLE = {dumps(read('live.css'))};\n{read('live.js')}\n{read('player.js')}"
PLAYER = st.components.v2.component("player", html=HTML, css=CSS, js=JS)
# Small from the beginning: what its script makes small would be large until that is there.
SMALL = st.components.v2.component(
    "small_player", html=HTML.replace('class="player"', 'class="player small"'), css=CSS, js=JS)


def play(steps: Iterable[int], start: int, values: Mapping[str, Iterable[float]], *, identity: str,
         texts: Mapping[str, Lines | Table], key: str, film: str = "", seconds: float = 6.0, by_itself: bool = False,
         small: bool = False) -> None:
    """The player of a film: one frame per entry of `steps` (the step's number); a new identity begins at `start`.

    `values` has the numbers of every frame by name, `texts` what is written where in the film, which is the whole
    page or the container with the key `film`; the text "rule" stands under the slider. A film that plays
    `by_itself` does so once per identity, unless the visitor has asked for less motion; a `small` player has no
    buttons for single steps. `seconds` is how long a film of 60 frames or more takes, as far as the screen can.
    """
    words = {"play": t("Play"), "pause": t("Pause"), "first": t("First step"), "back": t("One step back"),
             "next": t("One step on"), "last": t("Last step"), "speed": t("Speed"), "track": t("Step of the descent"),
             "place": t("step {step} of {last}", step="{step}", last="{last}"),
             "copy": t("Copy numbers"), "copied": t("Copied"), "marked": t("Marked, to be copied")}
    numbers = [int(step) for step in steps]
    data = {"target": f".st-key-{film}" if film else ".stMainBlockContainer", "steps": numbers,
            "numbers": [count(step) for step in numbers], "start": start, "identity": identity, "words": words,
            "seconds": seconds, "byItself": by_itself,
            "theme": theme(),           # named so that a new theme is new data: texts are colored anew
            "texts": {name: vars(text) for name, text in texts.items()},
            "values": {name: packed(values[name]) for name in sorted(followed(texts))}}
    (SMALL if small else PLAYER)(data=data, key=key)


def followed(texts: Mapping[str, Lines | Table]) -> set[str]:
    """The names of all numbers that some text shows."""
    cells = chain.from_iterable([text.lines] if isinstance(text, Lines) else text.rows for text in texts.values())
    return {piece["live"] for lines in cells for pieces in lines for piece in pieces if "live" in piece}


def packed(values: Iterable[float]) -> str:
    """Numbers as the browser receives them, every bit of them: written out they would be twice as long."""
    return b64encode(np.asarray(values, dtype="<f8").tobytes()).decode()


def live(name: str, *, rows: int = 0, digits: bool = False) -> None:
    """Where the player writes the text of that name; room for a table of so many rows is kept until it is there.

    A part that runs alone keeps its places: with another height it would be another place, written anew.
    """
    room: dict[str, int] = st.session_state.setdefault("room", {})
    if name not in room or not st.session_state.get("around"):
        room[name] = rows and ROW * rows + 2 + BUTTON * digits
    st.html(f"<div data-text='{name}'" + (f" style='min-height: {room[name]}px'" if room[name] else "") + "></div>")
