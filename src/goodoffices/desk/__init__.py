"""The shell: load, decide, append, notify; the one place where things take effect."""
