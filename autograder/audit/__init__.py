"""Measures how good hidden checks are, against banks of wrong and of right answers.

A mistake must be caught by the check that it names, a variant must lose no point, and neither may
depend on the random numbers.
"""
