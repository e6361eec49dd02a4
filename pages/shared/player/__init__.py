"""The step slider and the play button: one hand on every picture at once, inside the browser."""

from pages.shared.player.player import Lines, Mark, Piece, Table, legend, live, play

__all__ = ["Lines", "Mark", "Piece", "Table", "legend", "live", "play"]
