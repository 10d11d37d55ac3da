"""For citizens: the check before an upload is final (`checks.py`), and their own page (`pages.py`)."""
