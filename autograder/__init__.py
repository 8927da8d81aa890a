"""Labs written once: released, graded in a box, audited. See README.md."""

import sys

__version__ = "0.1.0"

# nbformat imports jsonschema, and that imports, where nbgrader's dependencies have brought it, a
# grammar of web addresses which takes over a second of processor time to build. No schema that we
# use asks for it, and jsonschema does without. Here, so that it holds whoever imports nbformat.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
