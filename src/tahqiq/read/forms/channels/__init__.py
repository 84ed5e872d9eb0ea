"""The ways filled-in forms come in: instance files, tables, JSON, a server. Each gives trees of names."""
