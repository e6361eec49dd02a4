"""What the player of a page was given: its numbers, and the texts that follow them."""

import json
import re
from base64 import b64decode
from itertools import chain
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest


def players(app: AppTest) -> list[dict[str, Any]]:
    """Steps, first frame, the numbers of every frame, and the texts by name: one at most on a page."""
    given = [json.loads(element.proto.json) for element in app.get("bidi_component")]
    return [part | {"values": {name: np.frombuffer(b64decode(text), "<f8") for name, text in part["values"].items()}}
            for part in given if "texts" in part]


def player(app: AppTest) -> dict[str, Any]:
    """The page's player."""
    (found,) = players(app)
    return found


def cells(app: AppTest, name: str) -> list[list[str]]:
    """A table of the player, the head first; a number that follows the step stands there by its name."""
    rows = player(app)["texts"][name]["rows"]
    return [["".join(piece.get("text", piece.get("live", "")) for piece in cell) for cell in row] for row in rows]


def numbers(app: AppTest) -> set[str]:
    """The names of all numbers that follow the step in some text."""
    texts = player(app)["texts"].values()
    lines = [line for text in texts for line in [*text.get("lines", []), *chain(*text.get("rows", []))]]
    return {piece["live"] for line in lines for piece in line if "live" in piece}


def places(app: AppTest) -> list[str]:
    """Where on the page the player writes."""
    written = [found for element in app.get("html") for found in re.findall("data-text='(.+?)'", element.proto.body)]
    return sorted([*written, *({"rule"} & set(player(app)["texts"]))])        # which stands in the player's own box


def digits(app: AppTest) -> dict[str, Any]:
    """What Model fit offers under "Copy numbers"."""
    assert not app.exception
    found: dict[str, Any] = json.loads(player(app)["texts"]["numbers"]["digits"])
    return found


def lines(app: AppTest, name: str) -> list[str]:
    """The lines of a text of the player; a number that follows the step stands there by its name."""
    return ["".join(piece.get("text", piece.get("live", "")) for piece in line)
            for line in player(app)["texts"][name]["lines"]]


def value(text: str) -> float:
    """A number as the app writes it: 12 410, −0.3310, 1.500 × 10⁻⁸."""
    mantissa, _, power = text.replace("−", "-").replace("\u202f", "").replace("\u00a0", "").partition("×10")
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
