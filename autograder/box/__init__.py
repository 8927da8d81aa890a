"""The box: student code runs in here and the grader only ever sees frames come out."""
