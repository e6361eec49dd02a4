"""The step slider and the play button: one hand on every picture at once, inside the browser."""

from pages.shared.player.player import Lines, Piece, Table, live, play

__all__ = ["Lines", "Piece", "Table", "live", "play"]
