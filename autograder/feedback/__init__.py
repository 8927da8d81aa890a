"""What people see after grading: a table in the terminal, a page a student, a page for the class.

Reads `Report` values and nothing else. Import the module that you need; this one stays empty so
that the table does not cost the loading of the templates.
"""
