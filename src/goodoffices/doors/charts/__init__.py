"""Pictures: from values to SVG text, the same bytes for the same values; nothing comes from outside."""
