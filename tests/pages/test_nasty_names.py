"""Whatever a visitor calls columns, classes and texts: every page shows it as it is, and runs none of it."""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from pages.sections.model_fit.closer import PARTS
from pages.shared.words import literal

Visit = Callable[..., AppTest]
PAGES = ("overview", "data_upload", "model_fit", "loss_comparison", "activation_functions", "critical_points",
         "generation")
NASTY = (
    "<img src=x onerror=alert(1)>", "**bold** _it_ ~~gone~~", "$\\frac{1}{2}$ costs $5", ":red[x] :smile: ->", "`code`",
    "[link](https://example.org)", "back\\slash", "datum.x", "constructor", "__proto__", "a[0]", "{curly} {0} %s %(n)d",
    "line\nbreak", "# title", "| a | b |", "\u202eright to left", "zero\u200bwidth", "=1+1", "@SUM(1)", "😀👩\u200d🔬",
    "it's \"said\"", "面积（平方米）", "x:Q", "count()", "NaN",
)  # fmt: skip
MARKDOWN = ("body", "label", "help", "caption")         # fields of elements that Streamlit reads as markdown
CODE = re.compile(r"`[^`]*`")
LIST = os.environ.get("NAUGHTY_STRINGS", "")    # a JSON file of more of them, such as the Big List of Naughty Strings


def given() -> list[Sequence[str]]:
    """Our own names, and those of a list where there is one, in tables of 25."""
    if not LIST:
        return [NASTY]
    every = list(dict.fromkeys(json.loads(Path(LIST).read_text(encoding="utf-8"))))
    return [NASTY, *(every[start : start + 25] for start in range(0, len(every) - 2, 25))]


def written(rows: Sequence[Sequence[object]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8", "surrogatepass")


def upload(visit: Visit, rows: Sequence[Sequence[object]]) -> AppTest:
    app = visit("pages/data_upload.py", open=list(PARTS))
    app.segmented_control(key="from").set_value("file").run()
    app.file_uploader(key="upload").upload("<b>own</b> $x$.csv", written(rows), "text/csv").run()
    assert not app.exception
    return app


def choose(app: AppTest, task: str, target: str, *features: str) -> None:
    app.session_state["kept"] |= {"task": task, "y": target, "x": list(features)}


def nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from nodes(child)


def markdown(app: AppTest) -> Iterator[str]:
    """Everything on the page that Streamlit reads as markdown, without its pieces of code."""
    for node in nodes(app._tree):
        for field in MARKDOWN:
            text = getattr(getattr(node, "proto", None), field, "")
            if isinstance(text, str) and text:
                yield CODE.sub("", text)


def walk(app: AppTest, texts: Sequence[str], pages: Sequence[str] = PAGES) -> None:
    marked = [text for text in texts if literal(text) != text and len(text) > 4 and re.search(r"[^\d.,\sEe$/+-]", text)]
    for page in pages:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        shown = list(markdown(app))
        for text in marked:
            assert not [each for each in shown if text in each.replace(literal(text), "")], (page, text)


@pytest.mark.parametrize("names", given(), ids=lambda names: names[0][:12])
def test_columns_of_any_name_are_shown_as_they_are_and_fitted(visit: Visit, names: Sequence[str]) -> None:
    values = np.random.default_rng(0).normal(size=(12, len(names))).round(3)
    app = upload(visit, [list(names), *values.tolist()])
    columns = list(app.session_state["table"].frame.columns)
    kept = [(found, name) for found, name in zip(columns, names, strict=True) if found != name.strip()]
    assert all(not name.strip() or found.startswith(name.strip()) for found, name in kept), "nothing else is renamed"
    for place in range(0, len(columns) - 2, 3):
        target, *features = columns[place : place + 3]
        choose(app, "regression", target, *(features if place % 2 else features[:1]))
        walk(app, columns, PAGES if place % 12 == 0 else ("model_fit",))
        work = app.session_state["work"]
        assert work.target == target
        assert np.array_equal(work.matrix.y, values[:, place])


@pytest.mark.parametrize("words", given(), ids=lambda words: words[0][:12])
def test_classes_and_texts_of_any_name_are_shown_as_they_are(visit: Visit, words: Sequence[str]) -> None:
    words = [word for word in words if word.strip()][:12]
    random = np.random.default_rng(0)
    rows = [[round(place + random.normal(), 3), round(random.normal() - place, 3), word, f"{word} {place}{n}"]
            for place, word in enumerate(words) for n in range(4)]
    names = ("datum.x", "constructor", ":red[class] <b>$x$</b>", "a text")
    app = upload(visit, [names, *rows])
    choose(app, "classification", names[2], names[0], names[1])
    walk(app, [*names, *words])
    choose(app, "regression", names[0], names[1], names[2])
    walk(app, [*names, *words], ("overview", "data_upload", "model_fit", "loss_comparison"))
    for target in names[2:]:
        choose(app, "structured", target)
        walk(app, [*names, *words], ("data_upload", "generation"))
