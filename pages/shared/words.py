"""Every sentence on the screen, in the reader's language.

A sentence is written in English where it is shown, with {names} for what is filled in: t("{n} rows", n=12).
A translation is a data file, translations/<language>.json, from the English sentence to the other one; what is
missing there stays English.
"""

import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import streamlit as st

TRANSLATIONS = Path(__file__).with_name("translations")
LANGUAGES = MappingProxyType({"en": "English", "zh": "中文"})


of_this_run = threading.local()         # a visitor's run has a thread of its own


def speak() -> None:
    """At the beginning of a run: find the reader's language, which every sentence of the run asks for."""
    of_this_run.language = None
    of_this_run.language = language()


def language() -> str:
    """The visitor's choice, else the browser's language if the app speaks it, else English."""
    if spoken := getattr(of_this_run, "language", None):
        return str(spoken)
    chosen = st.session_state.get("lang") or st.session_state.get("kept", {}).get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    asked = st.session_state.get("asked", {}).get("lang", [""])[-1]
    if asked in LANGUAGES:
        return str(asked)
    spoken = (st.context.locale or "en").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else "en"


@cache
def translations(language: str) -> Mapping[str, str]:
    """English sentence to sentence in this language; empty for English."""
    file = TRANSLATIONS / f"{language}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def t(sentence: str, /, **values: object) -> str:
    """The sentence in the reader's language, with the {names} filled in."""
    told = translations(language()).get(sentence, sentence)
    return told.format(**values) if values else told


def told(sentence: object) -> str:
    """A sentence that another layer has finished (a note, an error), in the reader's language, as markdown.

    It carries the `template` and `values` it was made of; texts among the values are the visitor's own, and are
    shown literally. A plain str is looked up as it is.
    """
    template = getattr(sentence, "template", None)
    if not template:
        return t(str(sentence))
    values: Mapping[str, object] = getattr(sentence, "values", {})
    return t(template, **{name: shown(value) for name, value in values.items()})


def shown(value: object) -> object:
    """A value inside a sentence: another sentence, a visitor's text, or a number."""
    if hasattr(value, "template"):
        return told(value)
    return literal(value, 200) if isinstance(value, str) else value


# What Streamlit's markdown would interpret is escaped; a word joiner (shown as nothing) also breaks what it
# replaces after parsing: emoji codes, arrows, bare addresses.
JOINER = "\u2060"
MARKS = {c: "\\" + c for c in "\\`*_{}[]()#+!|~>$&\"'=^/%"} | {c: f"\\{c}{JOINER}" for c in ":-.@<"}
JOINS_EMOJI = "\u200c\u200d"
MOST_LOOKED_AT = 1_000          # characters of a cell that may be a book
LITERAL = str.maketrans(MARKS | dict.fromkeys("\r\n\t\v\f\x85\u2028\u2029", " "))


GAP = "\u2003"                          # between the marks of a key line
SIGN = re.compile("([●■▲◆✚▼○◯━─╌┈┄│]) ")


def key_line(*marks: str) -> str:
    """What the marks of a picture mean, on one small line; empty ones are left out.

    A legend would stand away from the picture, or over it.
    """
    return f":small[{together(GAP.join(mark for mark in marks if mark))}]"


def together(words: str) -> str:
    """Words in which a sign and what it means stay on one line."""
    return SIGN.sub("\\1\u00a0", words)


def literal(text: object, longest: int = 60) -> str:
    """A visitor's own text (a column's name, a cell) for use inside markdown: shown as it is, on one line."""
    return clean(text, longest).translate(LITERAL)


def clean(text: object, longest: int = 60) -> str:
    """A visitor's own text for a place that is not markdown (a chart's title): one line, bounded, never empty."""
    return tidied(str(text)[:MOST_LOOKED_AT], longest)


@lru_cache(maxsize=20_000)
def tidied(text: str, longest: int) -> str:
    """One line of at most so many characters, every one of which can be seen."""
    line = " ".join(text.split()) or "(blank)"
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    return line if line.isascii() and line.isprintable() else "".join(map(visible, line))


def visible(character: str) -> str:
    """A character that would hide, or turn the text after it around, by its number: ⟨U+202E⟩."""
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in JOINS_EMOJI
    return f"⟨U+{ord(character):04X}⟩" if hidden else character
