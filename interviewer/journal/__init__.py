"""Where interviews are kept: an append-only list of events in one SQLite file."""
