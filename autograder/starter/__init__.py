"""New courses: one exercise that already grades, or an nbgrader notebook taken over.

Knows the shape of a course and nothing of grading. Writes one new folder, never over another.
"""
