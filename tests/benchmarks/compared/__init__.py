"""The same attacks on three graders: what is common to them, and each grader's own affairs."""
