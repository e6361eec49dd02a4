"""What the visitor works on: a table, and which of its columns are x and y."""

from pages.shared.workspace.awaited import stop_for_awaited_file
from pages.shared.workspace.chip import chip
from pages.shared.workspace.chosen import (
    TASKS,
    Work,
    chosen_columns,
    chosen_work,
    columns_in_use,
    label,
    labels,
    need,
    roles,
    units,
)
from pages.shared.workspace.loaded import (
    Own,
    arrive,
    brought,
    edit,
    edited_name,
    make,
    pick_sample,
    sample,
    source,
    take,
    title,
    undo,
    use,
)
from pages.shared.workspace.prepared import as_read, table, table_key

__all__ = [
    "TASKS", "Own", "Work", "arrive", "as_read", "brought", "chip", "chosen_columns", "chosen_work", "columns_in_use",
    "edit", "edited_name", "label", "labels", "make", "need", "pick_sample", "roles", "sample", "source",
    "stop_for_awaited_file", "table", "table_key", "take", "title", "undo", "units", "use",
]
