"""The bridge to nbgrader, both ways: scores into its gradebook, and its autograde in our box.

`record` is the one place that writes scores and comments, whichever way they come.
"""
