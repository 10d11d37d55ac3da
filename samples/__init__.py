"""The synthetic world: persons, contents, layouts, captures and cases, each with its truth.

`generator` makes documents, `cases_maker` the committed sample cases; all persons are invented.
"""
