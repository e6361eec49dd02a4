"""The rules of the house, each a check: who may import what, which words go where."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.losses import LOSSES

ROOT = Path(__file__).parents[1]
STANDARD = set(sys.stdlib_module_names)


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, f"{folder} has no source files"
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_by(path: Path) -> set[str]:
    """Top-level names of everything a file imports, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", sources("core"), ids=named)
def test_core_imports_numpy_and_the_standard_library_only(path: Path) -> None:
    assert imported_by(path) - STANDARD <= {"core", "numpy"}


@pytest.mark.parametrize("path", sources("data"), ids=named)
def test_data_never_imports_streamlit_or_pages(path: Path) -> None:
    assert imported_by(path) - STANDARD <= {"core", "data", "numpy", "pandas"}


@pytest.mark.parametrize("path", sources("pages/shared/charts"), ids=named)
def test_charts_never_import_streamlit(path: Path) -> None:
    assert "streamlit" not in imported_by(path)


def test_loading_the_core_loads_neither_pandas_nor_streamlit() -> None:
    code = "import sys, core.descent, core.exact; print(sorted({'pandas', 'streamlit', 'altair'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
                          ).stdout.strip() == "[]"


@pytest.mark.parametrize("path", [p for f in ("core", "data", "pages") for p in sources(f)], ids=named)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = told.split("\n\n")[0].strip()
    assert path.name == "__init__.py" or first.endswith((".", "?", "!", ":")), "a module opens with one sentence"


# --- every sentence shown goes through t() ---------------------------------------------------------------------------

SHOWS = {
    "title", "header", "subheader", "markdown", "caption", "text", "info", "warning", "error", "success", "button",
    "popover", "expander", "page_link", "radio", "selectbox", "multiselect", "slider", "select_slider", "number_input",
    "text_input", "text_area", "toggle", "checkbox", "segmented_control", "pills", "file_uploader", "metric", "tabs",
    "download_button", "toast", "ask", "head", "complain",
}
WORDS = re.compile(r"[A-Za-z]{2,}")
KEYWORDS = {"label", "help", "placeholder", "alt"}


def bare_words(node: ast.expr) -> Iterator[str]:
    """Literal words in an expression that do not stand inside a call of t() or told()."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("t", "told", "literal", "clean"):
        return
    if isinstance(node, ast.Subscript):             # st.session_state["refused"] names a place, it is not shown
        node = node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        plain = re.sub(r":material/\w+:|:[a-z]+\[|&\w+;|<[^>]*>|\$[^$]*\$|pages/\w+\.py", "", node.value)
        if WORDS.search(plain):
            yield node.value
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and not (isinstance(node, ast.Call) and child is node.func):
            yield from bare_words(child)


def untranslated(source: str) -> list[str]:
    """What a page shows without t()."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if ast.unparse(call.func).split(".")[-1] not in SHOWS:
            continue
        shown = [argument for argument in call.args if not isinstance(argument, ast.Starred)][:2]
        shown += [keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS]
        found += [f"line {call.lineno}: {word!r}" for argument in shown for word in bare_words(argument)]
    return found


@pytest.mark.parametrize("path", [p for p in sources("pages") if p.name != "words.py"], ids=named)
def test_every_sentence_shown_goes_through_t(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == []


def test_a_sentence_that_bypasses_t_is_found() -> None:
    assert untranslated("st.markdown('Choose a model')")
    assert untranslated("st.button(f'Use {rate}')")
    assert untranslated("ask(st.slider, 'Learning rate', key='rate')")
    assert not untranslated("st.markdown(f':blue[{t(\"the step\")}]')")


def test_the_registries_say_their_ideas() -> None:
    assert all(loss.idea for loss in LOSSES.values())
