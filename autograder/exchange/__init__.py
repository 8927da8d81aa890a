"""The exchange: hands labs out, takes submissions in, has them graded, and gives feedback.

The server needs the extra `serve`; the client (`client`, `credentials`, `fetching`) does not.
"""
