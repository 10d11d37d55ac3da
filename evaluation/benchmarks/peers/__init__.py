"""Other makers' readers beside ours, on the same files in one run; the README says how."""
