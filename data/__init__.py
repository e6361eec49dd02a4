"""Reading, making and changing the tables that a machine learns from."""
