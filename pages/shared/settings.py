"""What a visitor has chosen: every shared control goes through ask(), and the address always says all of it.

The address holds a version `v`, the data part `data`, and every setting of every page. It is read once, when a
visitor arrives; from then on it is written, never read: a setting lives in its control while the control is on
screen, and in `kept` while it is not. (Streamlit's own `bind` forgets other pages' settings on a page switch.)
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.shared.words import clean, literal, t

VERSION = "1"
RESERVED = ("v", "data")


def arrive() -> None:
    """On a visitor's first run: take down what the address asks for."""
    if "asked" not in st.session_state:
        query = {key: st.query_params.get_all(key) for key in st.query_params}
        st.session_state["asked"] = {key: raw for key, raw in query.items() if key not in RESERVED}
        st.session_state["came_for"] = {key: query[key][-1] for key in RESERVED if key in query}
        st.session_state["kept"] = {}
        st.session_state["complaints"] = []
        version = st.session_state["came_for"].get("v", VERSION)
        if version != VERSION:
            complain(t("The link was made with another version of this app ({version}); "
                       "some of its settings may not be understood.", version=literal(version)))


def ask(widget: Callable[..., Any], label: str, *, key: str, default: Any, parse: Callable[[str], Any] = str,  # noqa: ANN401
        name: str = "", **options: Any) -> Any:  # noqa: ANN401
    """A control whose value is in the link and is one setting on every page that shows it.

    A label that is a heading gives the setting a `name` for sentences about it.

    `default` is used when neither the link nor an earlier page has said otherwise. A value from the link must be
    one that the visitor could have chosen here; otherwise the default stands and a sentence says so.
    """
    state = st.session_state
    raw = state["asked"].pop(key, None)
    if key not in state or state["moved"]:
        if raw is not None:
            take_from_link(widget, key, raw, parse, options, default)
        else:
            state[key] = state["kept"].get(key, default)
    before = state.setdefault("defaults", {}).get(key)
    if not possible(state[key], options):
        if state[key] not in (None, [], default, before):       # what nobody chose is not missed
            complain(t("{setting} = {value} does not exist in these data; the first choice is used instead.",
                       setting=literal(name or label), value=literal(shown(state[key]))))
        state[key] = default
    state["defaults"][key] = default
    state["kept"][key] = widget(label, key=key, **options)
    return state["kept"][key]


def take_from_link(widget: Callable[..., Any], key: str, raw: list[str], parse: Callable[[str], Any],
                   options: Mapping[str, Any], default: object) -> None:
    """Put a value from the address into the control's state if the control allows it."""
    try:
        values = [parse(text) for text in raw if text != "" or default == ""]
        several = isinstance(default, (list, tuple)) or widget in (st.multiselect,)
        value = list(dict.fromkeys(values)) if several else values[-1]
        if not possible(value, options):
            raise ValueError
        st.session_state[key] = value
    except (ValueError, IndexError, OverflowError):
        st.session_state[key] = default
        complain(t("The link asks for {setting} = {value}, which can't be used here.",
                   setting=literal(key), value=literal(", ".join(raw))))


def possible(value: Any, options: Mapping[str, Any]) -> bool:  # noqa: ANN401
    """Whether a control with these options could have this value."""
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    if len(values) > (options.get("max_selections") or len(values)):
        return False
    if "options" in options:
        return value is not None and all(item in options["options"] for item in values)
    low, high = options.get("min_value"), options.get("max_value")
    return all((low is None or item >= low) and (high is None or item <= high) for item in values if item is not None)


def shown(value: object) -> str:
    """A setting's value in a sentence."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def switch(text: str) -> bool:
    """A yes or no from the address."""
    return {"1": True, "0": False}[text] if text in ("0", "1") else bad(text)


def bad(text: str) -> bool:
    """Refuse a text of the address."""
    raise ValueError(text)


def finite(text: str) -> float:
    """A finite number from the address."""
    value = float(text)
    if not abs(value) < float("inf"):
        raise ValueError(text)
    return value


def put(key: str, value: object) -> None:
    """Set a setting from a callback (a button, a click on a chart), as if the visitor had moved its control."""
    st.session_state[key] = value
    st.session_state["kept"][key] = value


def follow(key: str) -> None:
    """A control's callback: pages and parts that come before the control follow it in the same run."""
    put(key, st.session_state[key])


def kept(key: str, default: object = None) -> Any:  # noqa: ANN401
    """A setting's value while its control may not be on screen (not asked for again)."""
    return st.session_state["kept"].get(key, default)


def complain(sentence: str) -> None:
    """Keep a sentence about what could not be honoured, to be shown under the page's title."""
    if sentence not in st.session_state["complaints"]:
        st.session_state["complaints"].append(sentence)


def forget(*keys: str) -> None:
    """Let settings fall back to their defaults (they belonged to other data)."""
    for key in keys:
        st.session_state.pop(key, None)
        st.session_state["kept"].pop(key, None)


def texts(value: object) -> list[str]:
    """A setting's value as it stands in the address."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return [str(int(i)) if isinstance(i, bool) else repr(i) if isinstance(i, float) else str(i) for i in items] or [""]


def query(data: str) -> dict[str, list[str]]:
    """Everything the address says: version, data, settings, and what the link asked for pages not yet opened."""
    kept = {key: texts(value) for key, value in st.session_state["kept"].items() if value is not None}
    still_asked: dict[str, list[str]] = st.session_state["asked"]
    return {"v": [VERSION], "data": [data]} | still_asked | kept


def link(data: str) -> str:
    """The whole address that reopens what is on screen."""
    here = (st.context.url or "").split("?")[0]
    return f"{here}?{urlencode(query(data), doseq=True)}"


def leave(data: str) -> None:
    """At the end of every run: the address says what is on screen."""
    wanted = query(data)
    if {key: st.query_params.get_all(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def report_unknown(known: set[str]) -> None:
    """Say which settings of the link no page of this app has."""
    starts = tuple(key.removesuffix("*") for key in known if key.endswith("*"))
    for key in sorted(set(st.session_state["asked"]) - known):
        if starts and key.startswith(starts):
            continue
        raw = st.session_state["asked"].pop(key)
        complain(t("The link asks for {setting} = {value}, which this app does not know.",
                   setting=literal(key), value=literal(clean(", ".join(raw)))))


def know(*, key: str, default: Any, parse: Callable[[str], Any] = str, **options: Any) -> Any:  # noqa: ANN401
    """A setting's value where its control is not shown: as chosen, as the link asks, or the default.

    The control, where it is, needs `on_change=follow`; the options are those of the control that bound its value.
    """
    state = st.session_state
    raw = state["asked"].pop(key, None)
    if raw is not None and key not in state["kept"]:
        take_from_link(know, key, raw, parse, options, default)
        state["kept"][key] = state.pop(key)
    value = state["kept"].get(key, default)
    if not possible(value, options):
        if value not in (None, [], default):
            complain(t("{setting} = {value} does not exist in these data; the first choice is used instead.",
                       setting=literal(key), value=literal(shown(value))))
        value = default
        state.pop(key, None)
    state["kept"][key] = value
    return value


def suggest(key: str, value: object) -> None:
    """Let a setting follow a suggestion as long as the visitor, or the link, has not chosen otherwise."""
    state = st.session_state
    followed = state.setdefault("suggested", {})
    if key not in state["asked"]:
        current = state.get(key, state["kept"].get(key))
        if current is None or (key in followed and current == followed[key]):
            put(key, value)
    followed[key] = value


def wished(key: str, parse: Callable[[str], Any]) -> list[Any]:
    """The values that the link or an earlier choice gives a setting, so that its control can offer them."""
    values = [st.session_state.get(key), st.session_state["kept"].get(key)]
    for text in st.session_state["asked"].get(key, ()):
        try:
            values.append(parse(text))
        except ValueError:
            continue
    return [value for value in values if value is not None]


def arrived(key: str, parse: Callable[[str], Any]) -> Any:  # noqa: ANN401
    """Something the link says that is no control's value (the step shown), for as long as this session lasts."""
    state = st.session_state
    if key in state["asked"]:
        try:
            state["came_for"][key] = parse(state["asked"].pop(key)[-1])
        except ValueError:
            complain(t("The link asks for {setting}, which can't be understood.", setting=literal(key)))
    return state["came_for"].get(key)
