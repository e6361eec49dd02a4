"""The step slider and the play button: one hand on every picture at once, inside the browser."""

from pages.shared.player.player import Piece, live, live_table, play

__all__ = ["Piece", "live", "live_table", "play"]
