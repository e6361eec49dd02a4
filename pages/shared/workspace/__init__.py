"""What the visitor works on: a table, and which of its columns are x and y."""

from pages.shared.workspace.awaited import stop_for_awaited_file
from pages.shared.workspace.chip import chip
from pages.shared.workspace.chosen import TASKS, Work, chosen_work, label, need, roles, units
from pages.shared.workspace.loaded import Own, arrive, brought, pick_sample, sample, source, take, title, use

__all__ = [
    "TASKS", "Own", "Work", "arrive", "brought", "chip", "chosen_work", "label", "need", "pick_sample",
    "roles", "sample", "source", "stop_for_awaited_file", "take", "title", "units", "use",
]
