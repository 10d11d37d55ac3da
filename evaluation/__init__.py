"""Measurements: benchmarks against peers, and reports."""
