"""Web, api, cli, mcp: the same acts and reads, for people and programs."""
