"""A small case system of our own: takes signed verdict events and shows what it has. For demos and tests."""
