"""What the visitor works on: a table, and which of its columns are x and y."""

from pages.shared.workspace.awaited import stop_for_awaited_file
from pages.shared.workspace.chip import chip
from pages.shared.workspace.chosen import (
    TASKS,
    Work,
    chosen_columns,
    chosen_work,
    label,
    need,
    roles,
    table,
    table_key,
    units,
)
from pages.shared.workspace.loaded import (
    Own,
    arrive,
    brought,
    edit,
    edited_name,
    pick_sample,
    sample,
    source,
    take,
    title,
    undo,
    use,
)

__all__ = [
    "TASKS", "Own", "Work", "arrive", "brought", "chip", "chosen_columns", "chosen_work", "edit",
    "edited_name", "label", "need", "pick_sample", "roles", "sample", "source", "stop_for_awaited_file",
    "table", "table_key", "take", "title", "undo", "units", "use",
]
