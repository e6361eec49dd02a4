"""Linear algebra that loses no digits: everything that is fitted exactly stands on these few functions."""
