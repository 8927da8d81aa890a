"""Public data sets that a lab may use in place of the small one in its release.

download (files by HTTP, checked) → idx (their format) → mnist (one .npz that a notebook loads).
"""
