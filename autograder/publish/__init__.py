"""From the author's text to what students are handed, one stage to a module.

compose → strip → bundle → leaks → write; `kernel` runs a notebook as a student would.
"""
