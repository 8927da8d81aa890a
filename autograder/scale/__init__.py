"""Ready files for grading on many machines: copy the one that fits and edit its numbers."""
