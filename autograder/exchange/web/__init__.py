"""The exchange over HTTP: an API for programs and pages for people, both over the same store."""
