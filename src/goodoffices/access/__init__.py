"""May this account sit in this seat now: accounts, invitations, sessions, as values and ports."""
