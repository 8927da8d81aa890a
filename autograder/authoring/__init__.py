"""For authors at work: one answer put to one exercise, with everything shown that is behind it.

What is shown here holds hidden numbers. It is for whoever may read `reference/`.
"""
