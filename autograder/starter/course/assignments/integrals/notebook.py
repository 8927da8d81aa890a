# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Areas under curves
#
# How far did a train go, if all you have is its speed at a few moments? Distance is the area under
# the curve of the speed. **Your goal: a function that finds such areas**, for any curve.
#
# Put your lines where it says `raise NotImplementedError()`, run the cell, and run the test below
# it.

# %% id="setup" role="given"
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown]
# ## The trapezoid rule
#
# Cut the range from $a$ to $b$ into $n$ panels of equal width $h = \frac{b - a}{n}$, and join the
# curve's values at the cuts $x_i = a + i\,h$ by straight lines. Each panel is then a trapezoid,
# whose area is its width times the mean of its two heights. All of them together:
#
# $$ \int_a^b f(x)\,dx \;\approx\; \sum_{i=0}^{n-1} h\,\frac{f(x_i) + f(x_{i+1})}{2} $$
#
# **A tiny example.** Let $f(x) = x^2$ on $[0, 2]$ with $n = 2$ panels. The cuts are 0, 1 and 2, the
# heights 0, 1 and 4, so the two trapezoids have areas 0.5 and 2.5: together 3. (The curve itself
# encloses 8/3; more panels come nearer.)
#
# <details><summary>A hint</summary>
# <code>np.linspace(a, b, n + 1)</code> gives all cuts at once. There is one more of them than there
# are panels.
# </details>

# %% id="trapezoid" role="solution" exercise="trapezoid"
from reference.integrals.trapezoid.solution import trapezoid

# %% id="trapezoid-test" role="test" exercise="trapezoid"
area = trapezoid(lambda x: x**2, 0.0, 2.0, 2)
assert abs(area - 3.0) < 1e-12, f"two panels under x² from 0 to 2 make 3, and not {area}"
area = trapezoid(lambda x: 3.0 * x, 1.0, 5.0, 7)
assert abs(area - 36.0) < 1e-9, f"under a straight line the rule is exact: 36, and not {area}"
print("This looks right. When you hand it in, other curves will be asked.")

# %% id="trapezoid-picture" role="picture" exercise="trapezoid"
panels = np.array([1, 2, 4, 8, 16, 32])
errors = [abs(trapezoid(np.sin, 0.0, np.pi, n) - 2.0) for n in panels]
plt.loglog(panels, errors, "o-")
plt.xlabel("panels")
plt.ylabel("error of the area under sin(x)")
plt.title("Twice the panels, a quarter of the error")
plt.show()
