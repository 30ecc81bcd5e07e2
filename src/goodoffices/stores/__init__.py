"""Where records lie: memory, SQLite, PostgreSQL."""
