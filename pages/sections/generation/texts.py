"""Which texts are learned from: a column of the visitor's table, or the sample of names."""

import pandas as pd
import streamlit as st

from core.generation import Corpus, TextError
from data.reader import TableError
from data.samples import SAMPLES
from data.table import Table
from pages.sections.generation import learned
from pages.sections.generation.learned import Source
from pages.shared import settings, workspace
from pages.shared.numbers import count
from pages.shared.words import clean, literal, t, told
from pages.shared.workspace.loaded import sample_table

SAMPLE, COLUMN = "names", "name"
OF_SAMPLE = "sample:names"              # this choice in the link
KINDS = ("text", "category")


def ask() -> tuple[Source, Corpus]:
    """The column, prepared; where it can't be learned from, a sentence, and the sample of names instead."""
    table = workspace.table()
    columns = [name for name, column in table.columns.items() if column.kind in KINDS]
    chosen = settings.ask(st.selectbox, t("Learn to spell from"), key="spell", default=first_choice(columns),
                          options=[*columns, OF_SAMPLE], format_func=said)
    source = sample() if chosen == OF_SAMPLE else own(table, chosen)
    try:
        return source, learned.corpus(source.key, source.lower, source.values)
    except TextError as reason:
        st.error(told(reason))
        source = sample()
        return source, learned.corpus(source.key, source.lower, source.values)


def first_choice(columns: list[str]) -> str:
    """The column of a structured task, or the texts that a visitor brought; else the sample of names."""
    try:
        task, target, _ = workspace.roles()
    except TableError:
        return OF_SAMPLE
    if task == "structured" and target in columns:
        return target
    texts = [name for name in columns if workspace.table().columns[name].kind == "text"]
    return texts[0] if texts and workspace.sample() is None else OF_SAMPLE


def said(name: str) -> str:
    """A choice as it is offered."""
    return t("First names (sample)") if name == OF_SAMPLE else clean(name)


def lower() -> bool:
    """Whether A and a are one letter."""
    chosen = settings.wished("case", settings.switch)
    return not (chosen and chosen[0])


def own(table: Table, column: str) -> Source:
    """A column of the table on screen."""
    values: pd.Series = table.frame[column]
    return Source(f"{workspace.table_key()}|{column}", clean(column), values.astype(object).tolist(), lower(),
                  is_sample=False)


def sample() -> Source:
    """The bundled names."""
    return Source(OF_SAMPLE, t(SAMPLES[SAMPLE].title), sample_table(SAMPLE).frame[COLUMN].tolist(), lower(),
                  is_sample=True)


def about(source: Source, corpus: Corpus) -> None:
    """How much there is to learn from, what was left out; and why these are not the visitor's texts."""
    said_of = [t("{title}: {n} texts, {symbols} different symbols and the end mark ∎.", title=literal(source.title),
                 n=count(len(corpus.texts)), symbols=count(corpus.alphabet.size - 1))]
    if source.is_sample and workspace.sample() is not SAMPLES[SAMPLE]:
        said_of.insert(0, why_the_sample())
    said_of += [t(note.template, **{name: literal(value) if isinstance(value, str) else value
                                    for name, value in note.values.items()}) for note in corpus.notes]
    st.markdown(f":small[:gray[{' '.join(said_of)}]]")


def why_the_sample() -> str:
    """What the table on screen offers instead."""
    title = literal(workspace.title())
    if any(column.kind in KINDS for column in workspace.table().columns.values()):
        return t("The names are a sample; columns of {title} can be chosen as well.", title=title)
    return t("{title} has no column of text, so a sample of names is shown.", title=title)
