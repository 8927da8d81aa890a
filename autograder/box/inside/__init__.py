"""Code that runs inside the box, loaded by the zygote before any submission and confined with it.

Nothing here is secret and nothing here is trusted: student code shares the process with it.
"""
