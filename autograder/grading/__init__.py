"""Joins the box and the checks: from a file that was handed in to a Report.

The order of the stages: sources (what was handed in) → notebook (its code cells) → plan (what to
run, and where each exercise is asked) → session (a box that runs the plan) → score (the Report).
"""
