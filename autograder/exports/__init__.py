"""Where scores go: one module per target.

A target that is a file has one function, `files(ledger) -> {name: bytes}`: pure, so that a second
export is the same bytes. `autograder.exports.folder` writes them; `autograder.cli.export` lists
them. Targets that talk to somebody (`canvas_api`) have a plan that can be shown before anything
is done, and remember what was done.
"""
