"""Rows in, pictures out: pages, charts, maps and networks. Knows no database and no HTTP."""
