"""Where records lie: in memory, in SQLite, later in PostgreSQL."""
