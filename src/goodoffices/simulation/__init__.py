"""The rules of an exchange, ways to play them, mediators among them, and many seeded runs."""
