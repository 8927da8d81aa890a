"""From reports to what counts: the roster and the policies applied, once for all that show it."""
