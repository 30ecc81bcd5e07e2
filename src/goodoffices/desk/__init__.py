"""The shell: load, decide, append, notify; accounts; the one place where things take effect."""
