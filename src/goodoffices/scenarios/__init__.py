"""An agenda with each side's preferences, read from and written to files, ours and the field's."""
