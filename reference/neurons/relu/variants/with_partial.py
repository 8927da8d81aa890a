"""A larger-of-two that knows one of the two already."""

import functools

relu = functools.partial(max, 0)
