"""Whole cases: a profile, its papers, and the verdict that follows from the facts."""
