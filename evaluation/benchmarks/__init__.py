"""How well and how fast the stages do their work, measured on folders of files with known truth."""
