"""What Good Offices promises, as sentences that can fail."""
