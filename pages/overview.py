"""Machine learning is finding a function f(x): the whole of it on one screen, and the ways in."""

from pages.sections.overview import cards, first, flow, glossary, kinds, notes
from pages.sections.overview.scene import scene
from pages.shared import frame, workspace

frame.enter()
workspace.stop_for_awaited_file()
shown = scene()
first.show(shown)
cards.show(shown)
kinds.show()
flow.show(shown)
notes.show()
glossary.show()
frame.foot()
