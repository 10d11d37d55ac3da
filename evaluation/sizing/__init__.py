"""How many workers and machines are needed, worked out by simulation from measured service times."""
