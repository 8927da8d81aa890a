"""What a wrong answer is: a known mistake, a small counterexample, or one of a group of its like.

Knows the bank of mistakes and runs it here, in the trusted grader; sees a student only through
recorded answers, and changes no score.
"""
