"""The pages of a seat, one module for each group."""
