"""Invented persons, where they come from and where they live: names, places, addresses, organisations."""
