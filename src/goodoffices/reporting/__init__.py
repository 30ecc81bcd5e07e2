"""News reports read into draft entries."""
