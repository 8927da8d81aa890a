"""The box: a process that holds Python, the allowed packages and one submission, nothing else.

`inside/` runs within the box and imports only the standard library, msgpack and numpy; the other
modules run in the trusted grader. Knows nothing of checks, points or notebooks.
"""
