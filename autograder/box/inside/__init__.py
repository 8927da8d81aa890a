"""What runs inside the box: standard library and siblings only, never the grader's own modules."""
