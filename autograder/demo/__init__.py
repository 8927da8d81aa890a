"""A sample class, made from an assignment's own banks of right and wrong answers."""
