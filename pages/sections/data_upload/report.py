"""What came out of the reading: its size, what was detected or repaired, what was left out and why."""

import pandas as pd
import streamlit as st

from data.export import to_csv
from data.table import Reading, Table
from pages.shared import settings, workspace
from pages.shared.numbers import count
from pages.shared.words import literal, t, told
from pages.shared.workspace import reading
from pages.shared.workspace.chip import rows_said

SHOWN = 3                                       # lines left out, and notes, that are shown at once
DETECTED = ("Read as {encoding}.", "Columns are separated by {delimiter}.", "The decimal mark is a {mark}.",
            "{n} row(s) left out; line {line}: {reason}")                     # said in a sentence of its own


def show() -> None:
    """The report, and the way to read the file differently."""
    table: Table = st.session_state["table"]
    width = len(table.frame.columns)
    columns = t("1 column") if width == 1 else t("{n} columns", n=count(width))
    st.markdown(f"**{literal(workspace.title())}** · {rows_said(len(table.frame))} · {columns}")
    if workspace.source() in ("file", "paste"):
        st.markdown(detected(table.reading))
    if st.session_state["own"] is not None:
        read_differently()
    left_out(table)
    notes([note for note in table.reading.notes if getattr(note, "template", note) not in DETECTED])


def detected(how: Reading) -> str:
    """One sentence: encoding, delimiter, decimal mark, header."""
    marks = {"\t": t("tabs"), " ": t("spaces")}
    separated = t("separated by {mark}", mark=f"**{marks.get(how.delimiter) or literal(how.delimiter)}**")
    parts = [t("Read as {encoding}", encoding=how.encoding.upper()),
             separated if how.delimiter else t("one column"),
             t("decimal mark {mark}", mark=f"**{literal(how.decimal)}**"),
             t("line {n} is the header", n=how.first_line) if how.header else t("no header")]
    return ", ".join(parts) + "."


def read_differently() -> None:
    """What was detected can be overruled: a choice reads the file again."""
    automatic = t("as detected")
    with st.popover(t("Read it differently"), icon=":material/tune:", key="differently"):
        settings.ask(st.selectbox, t("Encoding"), key="encoding", default=reading.AUTO, on_change=again,
                     options=list(reading.ENCODINGS),
                     format_func=lambda name: automatic if name == reading.AUTO else name.upper())
        marks = {"comma": t("comma ,"), "semicolon": t("semicolon ;"), "tab": t("tab"), "bar": t("bar |"),
                 "space": t("space"), "colon": t("colon :")}
        settings.ask(st.selectbox, t("Columns are separated by"), key="delimiter", default=reading.AUTO,
                     options=list(reading.DELIMITERS), format_func=lambda name: marks.get(name, automatic),
                     on_change=again)
        points = {"point": t("point 1.5"), "comma": t("comma 1,5")}
        settings.ask(st.selectbox, t("Decimal mark"), key="decimal", default=reading.AUTO, on_change=again,
                     options=list(reading.DECIMALS), format_func=lambda name: points.get(name, automatic))
        heads = {"yes": t("the first row has the names"), "no": t("the first row is data")}
        settings.ask(st.selectbox, t("Header"), key="header", default=reading.AUTO, on_change=again,
                     options=list(reading.HEADERS), format_func=lambda name: heads.get(name, automatic))
        settings.ask(st.number_input, t("Lines to skip at the top"), key="skip", default=0, parse=int,
                     min_value=0, max_value=reading.MOST_SKIPPED, step=1, on_change=again)


def again() -> None:
    """Read the same bytes once more, as the visitor says."""
    for key in reading.KEYS:
        settings.put(key, st.session_state[key])
    st.session_state["waits"] = st.session_state["own"]


def left_out(table: Table) -> None:
    """Rows that are not in the table, by line; all of them in a list to take away when they are many."""
    dropped = list(table.reading.dropped)
    if not dropped:
        return
    first = "; ".join(t("line {line}: {reason}", line=line, reason=told(reason))
                      for line, reason in dropped[:SHOWN])
    rest = " …" if len(dropped) > SHOWN else ""
    number = len(dropped)
    words = t("1 row was left out") if number == 1 else t("{n} rows were left out", n=count(number))
    st.markdown(f":material/warning: **{words}**: {first}{rest}")
    if rest:
        st.download_button(t("List of the rows left out"), data=lambda: listed(table), mime="text/csv",
                           file_name="rows_left_out.csv", icon=":material/download:", key="left_out",
                           on_click="ignore")


def listed(table: Table) -> bytes:
    """Line and reason of every row left out, as CSV."""
    rows = [(line, str(reason)) for line, reason in table.reading.dropped]
    return to_csv(pd.DataFrame(rows, columns=["line", "reason"]), mark=True).content


def notes(sentences: list[str]) -> None:
    """What was repaired or assumed."""
    shown = sentences if len(sentences) <= SHOWN + 1 else sentences[:SHOWN]
    for sentence in shown:
        st.markdown(f":small[{told(sentence)}]")
    if len(shown) < len(sentences):
        with st.expander(t("{n} more notes", n=len(sentences) - len(shown))):
            for sentence in sentences[len(shown):]:
                st.markdown(f":small[{told(sentence)}]")
