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
# # Miniflow: water for seven o'clock
#
# The village of Miniflow hangs on a steep slope, and its water is dealt out by the hour. There are
# ten gates, numbered 0 to 9. Whoever wants water in the morning chalks a number on a slate the
# night before, a grid of eight by eight squares, and leans it against the pump house. At dawn old
# Ottilie walks along the slates, reads them, and opens the gates. She has done it for fifty-one
# years and has not once mistaken a seven for a one.
#
# Ottilie wants to retire. What the village has plenty of is water, channels and patience, so you
# have offered to build her successor out of these: a **graph** of basins and channels through
# which numbers flow. Pixels go in at the top, and at the bottom comes out how wrong the reading
# was. Then word of the error climbs back up, from basin to basin, until every valve in the system
# knows which way it should have been turned.
#
# **Your goal: write the basins and the word-of-mouth, and train a graph that reads nine of ten
# slates it has never seen.** The library that you end up with is small, but its idea is the idea
# of every large one: draw the computation as a graph, and derivatives come for free.
#
# | exercise | what it does | what you write |
# |---|---|---|
# | `Mul` | multiplies two nodes | forward and backward |
# | `Linear` | mixes inputs by a table of weights | forward and backward |
# | `Sigmoid` | squeezes numbers into 0 … 1 | forward and backward |
# | `CrossEntropyWithSoftmax` | says how wrong a guess is | softmax, forward, backward |
# | training by SGD | turns the valves | four short functions |
#
# **How to work.** In each exercise a cell holds `raise NotImplementedError()` where your lines
# belong. Write them, run the cell, then run the test below it, and change nothing in the test. A
# picture drawn by your own node follows. The points are shown on the test cells. Grading uses
# other numbers and a few nastier ones: very large ones, whole ones, a batch of one row.

# %% [markdown]
# ## Before you start
#
# Run this cell first, and again after every restart.

# %% id="setup" role="given"
import matplotlib.pyplot as plt
import numpy as np

from utility import check_gradient, load_digits

np.random.seed(0)

# %% [markdown]
# ## One formula, drawn as a graph
#
# Take the formula
#
# $$ f(x, y, z) = x\,y + x\,z $$
#
# and give each operation a basin of its own, $g = xy$, $h = xz$, and $f = g + h$:
#
# ```
#      y ────┐
#            ├──> g ──┐
#      x ──┬─┘        │
#          │          ├──> f
#          └─┐        │
#            ├──> h ──┘
#      z ────┘
# ```
#
# **Down: values.** Pour in $x = 2$, $y = 5$, $z = -3$. Then $g = 10$, $h = -6$, $f = 4$. Each
# basin needs nothing but the values of the basins directly above it.
#
# **Up: slopes.** Now ask: if a basin held a little more, how much more would $f$ hold? Start at
# the bottom, where the answer is easy, and climb:
#
# * $f$ itself: one more is one more, $\partial f/\partial f = 1$.
# * $g$ and $h$: a sum grows exactly as its terms do, so both have slope $1$.
# * $y$: it only reaches $f$ through $g$, and $g = xy$ grows by $x$ for each unit of $y$. Slope
#   $1 \cdot x = 2$. In the same way $z$ has slope $2$.
# * $x$: two channels leave it, and a change runs down both. Through $g$ it counts $1\cdot y = 5$,
#   through $h$ it counts $1\cdot z = -3$, and together $5 + (-3) = 2$.
#
# That is the chain rule, and it has two halves that are worth saying aloud:
#
# 1. **Along a channel, multiply**: the slope that arrives from below, times the slope of the
#    basin that it passes through.
# 2. **Where channels part, add**: a basin's slope is the *sum* over all who drink from it.
#
# No basin ever needs to see the whole graph. Test it: with $x = 2.1$, $f = 10.5 - 6.3 = 4.2$. One
# tenth more of $x$, two tenths more of $f$.

# %% [markdown]
# ## Nodes
#
# A basin is called a **node**. Each has
#
# | attribute | what it is |
# |---|---|
# | `inbound_nodes` | list of the nodes that feed it |
# | `outbound_nodes` | list of its *consumers*, the nodes that it feeds |
# | `value` | set by `forward()` |
# | `gradients` | a dict, set by `backward()` |
#
# The dict needs a second look, because everything you will write ends in it. Its **keys are
# nodes**, the inbound ones, and `n.gradients[m]` is the slope of the final output with respect to
# the value of `m`, *as far as it runs through* `n`. In the formula above, `g.gradients[x]` is $5$
# and `h.gradients[x]` is $-3$.
#
# So a node that is about to run `backward()` finds what has arrived for it in its consumers'
# dicts, under its own name, and adds it up:
#
# $$ \frac{\partial f}{\partial\,\mathtt{self}} = \sum_{n\,\in\,\mathtt{self.outbound\_nodes}}
# \mathtt{n.gradients[self]}. $$
#
# It multiplies this by its own slopes, one for each inbound node, and leaves the products in
# `self.gradients` for the nodes above to find. Below are the nodes that Ottilie built herself.
# Read `Add` slowly: it is the pattern for yours.

# %% id="given-nodes" role="given"
from assignments.miniflow.nodes import Node, Input, Add, DummyGrad

# %% [markdown]
# `Input` is the odd one out: a value is handed to its `forward(value)`, and since nobody stands
# above it, it keeps its own slope under its own key. Data, labels and weights all are Inputs.
#
# `DummyGrad` is for tests. It stands below a node and sends back whatever slope you feed it, as a
# longer graph would.
#
# The next cell runs a graph. `topological_sort` lists the nodes so that none comes before those
# that feed it; `value_and_grad` walks down the list with `forward`, and up again with `backward`.

# %% id="given-graph" role="given"
from assignments.miniflow.graph import topological_sort, run_forward, value_and_grad, accuracy

# %% [markdown]
# Values travel to the graph in a `feed_dict`, whose keys are nodes once more. Here is a sum with a
# shared term, $s = (a + b) + a$. The slope of $a$ should be twice the one that arrives:

# %% id="given-example" role="given"
a, b = Input(), Input()
total = Add(Add(a, b), a)
end = DummyGrad(total)
value, slopes = value_and_grad(end, {a: 3, b: 10, end: 0.5}, [a, b])
print("value", value, "   slopes of a and b:", slopes)

# %% [markdown]
# ## How you know that a slope is right
#
# Without any formula you can *measure* it: put a little more in, put a little less in, and see
# what comes out below. `check_gradient` does so for each entry of an array. The cell below wraps
# it for graphs, and the tests use it.


# %% id="given-check" role="given"
def same(got, want):
    """Whether two results have the same shape and, up to rounding, the same numbers."""
    return np.shape(got) == np.shape(want) and np.allclose(got, want, rtol=1e-9, atol=1e-12)


def check_graph(end, feed_dict, wrt):
    """Whether the slope for the Input `wrt` agrees with the measured one; `end` ends the graph."""
    arriving = feed_dict.get(end, 1.0)

    def output(numbers):
        run_forward(end, {**feed_dict, wrt: numbers})
        return np.sum(arriving * end.value)

    def slope(numbers):
        _, (found,) = value_and_grad(end, {**feed_dict, wrt: numbers}, [wrt])
        # For a row of n numbers a table of one row is as good.
        is_row = np.ndim(numbers) == 1 and np.shape(found) == (1, len(numbers))
        return found[0] if is_row else found

    return check_gradient(output, slope, feed_dict[wrt])


print(
    "Do the slopes of the sum agree with the measurement?",
    check_graph(end, {a: 3.0, b: 10.0, end: 0.5}, a),
)

# %% [markdown]
# When a test fails, the message says what to look at, and `check_gradient` prints two numbers,
# yours and the measured one. They are worth a moment's thought before you open your code:
#
# * **opposite signs**: a minus is missing or one too many;
# * **off by a whole factor**, such as the number of rows: an average is missing, or done twice;
# * **half or a third of it**: one consumer was heard and the others were not;
# * **another shape**: a transpose, or a sum along the wrong axis or along none.

# %% [markdown]
# # 1. `Mul`: the product
#
# The basin $g = xy$ of the introduction. It is the smallest node that has any decision to make.
#
# **Forward.** The value is $x \cdot y$. Usually both are plain numbers; if both are tables of the
# same shape, they are multiplied entry by entry.
#
# **Backward.** Hold $y$ still and turn $x$: the product grows by $y$ for each unit of $x$. And the
# other way round. Call $D$ the sum of what the consumers send, then
#
# $$ \frac{\partial f}{\partial x} = D\,y, \qquad \frac{\partial f}{\partial y} = D\,x. $$
#
# **By hand.** Let $x = 3$ and $y = 4$, and let two consumers drink from the product. One sends
# back $0.5$ and the other $-2$. Then $D = -1.5$, so that `gradients` must hold $-6$ for $x$ and
# $-4.5$ for $y$.
#
# **And if both are the same node?** `Mul(x, x)` is $x^2$, and its slope is $2x$. A dict has one
# entry per key. If the second product is written over the first, half of the slope is lost, so
# the entry has to *grow* twice.
#
# <details><summary>Hint: where do I find x and y?</summary>
#
# In `self.inbound_nodes`, in the order in which `__init__` was given them. Each has a `value`.
# </details>
#
# <details><summary>Hint: how does an entry grow?</summary>
#
# Begin with a dict in which every inbound node has a 0, and add to its entries. `Add` shows how.
# </details>

# %% id="mul" role="solution" exercise="mul"
from reference.miniflow.mul.solution import Mul

# %% [markdown]
# The test rebuilds the formula $xy + xz$, measures slopes, and then squares a number.


# %% id="mul-test" role="test" exercise="mul"
def test_mul():
    # The formula of the introduction.
    x, y, z = Input(), Input(), Input()
    below = DummyGrad(Add(Mul(x, y), Mul(x, z)))
    value, slopes = value_and_grad(below, {x: 2, y: 5, z: -3, below: 1.0}, (x, y, z))
    assert value == 4, f"With x = 2, y = 5, z = -3 the formula should give 4, but gives {value}."
    assert slopes == [2, 2, 2], f"The slopes for x, y and z should be 2, 2 and 2, not {slopes}."

    # The worked example: two consumers.
    x, y = Input(), Input()
    product = Mul(x, y)
    for node, value in ((x, 3), (y, 4)):
        node.forward(value)
    product.forward()
    assert product.value == 12, f"3 times 4 should be 12, but value is {product.value}."
    for arriving in (0.5, -2.0):
        consumer = DummyGrad(product)
        consumer.forward(arriving)
        consumer.backward()
    product.backward()
    assert product.gradients.get(x) == -6, (
        f"With 0.5 and -2 arriving, the slope for x should be -6, not {product.gradients.get(x)}. "
        "Add up what all consumers send, and multiply by the right one of the two values."
    )
    assert product.gradients.get(y) == -4.5, (
        f"With 0.5 and -2 arriving, the slope for y should be -4.5, not {product.gradients.get(y)}."
    )

    # A number times itself.
    x = Input()
    below = DummyGrad(Mul(x, x))
    value, slopes = value_and_grad(below, {x: 3, below: 1.0}, [x])
    assert value == 9, f"3 times itself should be 9, not {value}."
    assert slopes == [6], f"The slope of a square at 3 is 6, not {slopes[0]}. One entry, two parts."

    # Measured slopes, of a formula in which a product feeds a product.
    x, y = Input(), Input()
    product = Mul(x, y)
    below = DummyGrad(Add(Mul(product, x), product))
    feed_dict = {x: np.array([1.5, -0.7]), y: np.array([0.4, 2.0]), below: np.array([1.0, -3.0])}
    for name, node in (("x", x), ("y", y)):
        assert check_graph(below, feed_dict, node), (
            f"In x·y·x + x·y the slope for {name} is not the measured one."
        )


test_mul()
print("Mul works: water divides and word of it adds up.")

# %% [markdown]
# Here is the formula as your nodes see it. Blue is what flowed down, orange the slopes that
# climbed up, one on each channel. Read off, at $x$, how the two orange numbers add up to its
# slope.


# %% id="mul-picture" role="picture" exercise="mul"
def picture_mul():
    x, y, z = Input(), Input(), Input()
    g, h = Mul(x, y), Mul(x, z)
    f = Add(g, h)
    below = DummyGrad(f)
    _, slopes = value_and_grad(below, {x: 2, y: 5, z: -3, below: 1.0}, (x, y, z))
    places = {y: (0, 2), x: (0, 1), z: (0, 0), g: (1, 1.5), h: (1, 0.5), f: (2, 1)}
    names = dict(zip((x, y, z, g, h, f), ("x", "y", "z", "g = x y", "h = x z", "f = g + h")))

    figure, axis = plt.subplots(figsize=(10, 4.6), layout="constrained")
    for node in (g, h, f):
        for above in node.inbound_nodes:
            (x0, y0), (x1, y1) = places[above], places[node]
            axis.annotate(
                "",
                (x1 - 0.17, y1),
                (x0 + (0.17 if above.inbound_nodes else 0.07), y0),
                arrowprops={"arrowstyle": "-|>", "color": "0.6", "lw": 1.8},
            )
            axis.text(
                0.55 * x0 + 0.45 * x1,
                0.55 * y0 + 0.45 * y1,
                f"{node.gradients[above]:g}",
                color="tab:orange",
                ha="center",
                va="center",
                fontsize=13,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
            )
    for node, (left, height) in places.items():
        axis.text(
            left,
            height,
            f"{names[node]}\n{node.value:g}",
            color="tab:blue",
            ha="center",
            va="center",
            fontsize=12,
            bbox={"boxstyle": "round,pad=0.5", "facecolor": "#e8f1fa", "edgecolor": "tab:blue"},
        )
    for node, slope in zip((x, y, z), slopes):
        axis.text(
            -0.27,
            places[node][1],
            f"slope {slope:g}",
            color="tab:orange",
            ha="right",
            va="center",
            fontsize=12,
        )
    axis.set(
        xlim=(-0.75, 2.45), ylim=(-0.4, 2.4), title="Values flow to the right, slopes to the left"
    )
    axis.axis("off")


picture_mul()

# %% [markdown]
# # 2. `Linear`: a table of weights
#
# Numbers one at a time are slow. From here on a node holds a whole table: one **row per picture**
# in the batch and one **column per feature**. The workhorse of every network mixes the columns:
#
# $$ Z = X W + b, \qquad Z_{ij} = \sum_k X_{ik} W_{kj} + b_j. $$
#
# | table | shape | what it is |
# |---|---|---|
# | $X$ | $(m, n)$ | $m$ rows of $n$ features |
# | $W$ | $(n, p)$ | weights |
# | $b$ | $(p,)$ | biases, one per output column, added to *every* row |
# | $Z$ | $(m, p)$ | output |
# | $D$ | $(m, p)$ | slopes that arrive, summed over the consumers |
#
# All three of $X$, $W$ and $b$ are nodes here, and each gets a slope of **its own shape**.
#
# **Backward.** One number at a time, ask which outputs it touches, and how strongly.
#
# * $X_{ik}$ touches all of row $i$, and output $j$ with the weight $W_{kj}$:
#   $\;\dfrac{\partial f}{\partial X_{ik}} = \sum_j D_{ij} W_{kj}$.
# * $W_{kj}$ touches all of column $j$, and in row $i$ with the factor $X_{ik}$:
#   $\;\dfrac{\partial f}{\partial W_{kj}} = \sum_i X_{ik} D_{ij}$.
# * $b_j$ touches all of column $j$, always with the factor $1$:
#   $\;\dfrac{\partial f}{\partial b_j} = \sum_i D_{ij}$.
#
# The first two are matrix products with one table turned on its side. The third is the one that
# gets forgotten: $b_j$ was used $m$ times, once in each row, so $m$ slopes come back and are
# added up. It is the rule "where channels part, add" in another coat.
#
# **By hand.** Two pictures, two features, three outputs:
#
# $$ X = \begin{pmatrix} 1 & -1 \\ 2 & 0 \end{pmatrix},\quad
# W = \begin{pmatrix} 1 & 0 & 2 \\ 3 & 1 & -1 \end{pmatrix},\quad
# b = \begin{pmatrix} 10 & 20 & 30 \end{pmatrix}
# \;\Rightarrow\;
# Z = \begin{pmatrix} 8 & 19 & 33 \\ 12 & 20 & 34 \end{pmatrix}. $$
#
# The top left entry is $1\cdot 1 + (-1)\cdot 3 + 10 = 8$. Now let these slopes arrive:
#
# $$ D = \begin{pmatrix} 1 & 0 & 2 \\ 0 & -1 & 1 \end{pmatrix} $$
#
# and fill in three tables with a pencil before you look:
#
# $$ \frac{\partial f}{\partial X} = \begin{pmatrix} 5 & 1 \\ 2 & -2 \end{pmatrix},\quad
# \frac{\partial f}{\partial W} = \begin{pmatrix} 1 & -2 & 4 \\ -1 & 0 & -2 \end{pmatrix},\quad
# \frac{\partial f}{\partial b} = \begin{pmatrix} 1 & -1 & 3 \end{pmatrix}. $$
#
# <details><summary>Hint: which table is turned, and where does it stand?</summary>
#
# Write the shapes underneath. To get $(n, p)$ out of $(m, n)$ and $(m, p)$ the two $m$ must meet
# in the middle, and there is only one way to arrange that. `A @ B` multiplies, `A.T` turns.
# </details>
#
# <details><summary>Hint: summing along the right axis</summary>
#
# `np.sum(table, axis=0)` runs down the columns and gives one number per column; `axis=1` runs
# along the rows. Try both on a small table and look at the shapes.
# </details>

# %% id="linear" role="solution" exercise="linear"
from reference.miniflow.linear.solution import Linear

# %% [markdown]
# The test goes through the example by hand, measures slopes for batches of two sizes, and lets
# two consumers speak.


# %% id="linear-test" role="test" exercise="linear"
def test_linear():
    # The worked example from the text.
    x, w, b = Input(), Input(), Input()
    below = DummyGrad(Linear(x, w, b))
    feed_dict = {
        x: np.array([[1.0, -1.0], [2.0, 0.0]]),
        w: np.array([[1.0, 0.0, 2.0], [3.0, 1.0, -1.0]]),
        b: np.array([10.0, 20.0, 30.0]),
        below: np.array([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]]),
    }
    before = {node: array.copy() for node, array in feed_dict.items()}
    value, (for_x, for_w, for_b) = value_and_grad(below, feed_dict, (x, w, b))
    assert same(value, [[8, 19, 33], [12, 20, 34]]), (
        f"forward does not give X W + b on the worked example, but\n{value}"
    )
    assert same(for_x, [[5, 1], [2, -2]]), (
        f"The slopes for X are wrong on the worked example:\n{for_x}"
    )
    assert same(for_w, [[1, -2, 4], [-1, 0, -2]]), (
        f"The slopes for W are wrong on the worked example:\n{for_w}"
    )
    assert np.shape(for_b) in ((3,), (1, 3)), (
        f"The slopes for b have shape {np.shape(for_b)}, but b has 3 numbers. Where do rows meet?"
    )
    assert same(np.ravel(for_b), [1, -1, 3]), (
        f"The slopes for b are wrong on the worked example: {for_b}"
    )
    for node, array in before.items():
        assert same(feed_dict[node], array), "A table that came in was changed. Build new ones."

    # Measured slopes, for two batches, with one consumer and then with two.
    rng = np.random.default_rng(2)
    x, w, b = Input(), Input(), Input()
    mixed = Linear(x, w, b)
    for below in (DummyGrad(mixed), DummyGrad(Add(mixed, mixed))):
        for rows in (5, 3):
            feed_dict = {
                x: rng.normal(size=(rows, 2)),
                w: rng.normal(size=(2, 4)),
                b: rng.normal(size=4),
                below: rng.normal(size=(rows, 4)),
            }
            for name, node in (("X", x), ("W", w), ("b", b)):
                assert check_graph(below, feed_dict, node), (
                    f"The slopes for {name} are not the measured ones. Look at that line of "
                    "backward, and at whether every consumer is heard."
                )


test_linear()
print("Linear works: three tables of slopes, each in its own shape.")

# %% [markdown]
# Left: a square meadow of points before and after your node has mixed its two coordinates.
# Straight fences stay straight, parallel ones stay parallel, and $b$ moves the whole meadow. That
# is all that a linear layer can do.
#
# Right: a larger layer, every one of its slopes by your formula against the same slope measured.
# All of them belong on the diagonal.


# %% id="linear-picture" role="picture" exercise="linear"
def picture_linear():
    x, w, b = Input(), Input(), Input()
    layer = Linear(x, w, b)
    side = np.linspace(-1, 1, 9)
    meadow = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    for node, array in (
        (x, meadow),
        (w, np.array([[1.2, 0.5], [-0.4, 0.9]])),
        (b, np.array([2.9, 0.6])),
    ):
        node.forward(array)
    layer.forward()

    rng = np.random.default_rng(4)
    ends = Input(), Input(), Input()
    below = DummyGrad(Linear(*ends))
    feed_dict = dict(
        zip(ends, (rng.normal(size=(6, 4)), rng.normal(size=(4, 5)), rng.normal(size=5)))
    )
    feed_dict[below] = rng.normal(size=(6, 5))
    _, formulas = value_and_grad(below, feed_dict, ends)

    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.8), layout="constrained")
    for points, colour, label in (
        (meadow, "tab:blue", "before"),
        (layer.value, "tab:orange", "after"),
    ):
        grid = points.reshape(9, 9, 2)
        left.plot(grid[..., 0], grid[..., 1], color=colour, lw=0.8)
        left.plot(grid[..., 0].T, grid[..., 1].T, color=colour, lw=0.8)
        left.scatter(*points.T, s=14, color=colour, label=label)
    left.set(title="A meadow, and what your layer makes of it", aspect="equal")
    left.legend(frameon=False)

    for node, formula, name, marker in zip(ends, formulas, "XWb", "os^"):
        measured = np.zeros(feed_dict[node].shape)
        for spot in np.ndindex(measured.shape):
            outcomes = []
            for nudge in (1e-4, -1e-4):
                nudged = feed_dict[node].copy()
                nudged[spot] += nudge
                run_forward(below, {**feed_dict, node: nudged})
                outcomes.append(np.sum(feed_dict[below] * below.value))
            measured[spot] = (outcomes[0] - outcomes[1]) / 2e-4
        right.scatter(
            measured.ravel(), np.ravel(formula), s=32, marker=marker, alpha=0.7, label=f"${name}$"
        )
    right.axline((0, 0), slope=1, color="0.7", zorder=0)
    right.set(
        title="Every slope, two ways", xlabel="measured", ylabel="by your formula", aspect="equal"
    )
    right.legend(frameon=False)


picture_linear()

# %% [markdown]
# # 3. `Sigmoid`: the bend
#
# Two linear layers on top of each other are one linear layer, with the weights $W_1 W_2$. Stack a
# hundred and the meadow above is still a parallelogram. Between them has to stand something that
# is not straight, and ours is the sigmoid, an S on its side:
#
# $$ \sigma(x) = \frac{1}{1 + e^{-x}}. $$
#
# Far to the left it is nearly 0, far to the right nearly 1, and $\sigma(0) = \tfrac12$. It works
# on each entry by itself, so input and output have the same shape, whatever that is: a table, a
# row, a single number.
#
# **Backward.** Work out the derivative once with a pencil and you will like what you find:
#
# $$ \sigma'(x) = \frac{e^{-x}}{(1 + e^{-x})^2} = \sigma(x)\,\bigl(1 - \sigma(x)\bigr). $$
#
# The way back needs only the value of the way there. With $D$ the slopes that arrive, entry by
# entry
#
# $$ \frac{\partial f}{\partial x} = D \cdot \sigma(x)\,\bigl(1 - \sigma(x)\bigr). $$
#
# If $D$ is one single number, it counts for every entry.
#
# **By hand.** At $x = 0$ the value is $0.5$ and the steepness $0.5\cdot 0.5 = 0.25$, the largest
# there is. At $x = \ln 3 \approx 1.0986$ it is $\sigma = 1/(1 + \tfrac13) = 0.75$, and the
# steepness $0.75\cdot 0.25 = 0.1875$. If $D = 2$ arrives there, $0.375$ goes on.
#
# **Far out.** For $x = 1000$ the answer is 1, and for $x = -1000$ it is 0. There are ways to write
# $\sigma$ that give NaN there, because $e^{1000}$ is more than a computer can hold and infinity
# divided by infinity is nothing at all. Yours should not. (A *warning* about an overflow is
# unpleasant but does no harm.)
#
# <details><summary>Hint: it gives NaN</summary>
#
# Which of $e^{x}$ and $e^{-x}$ becomes infinite, and does it stand above the line, below it, or on
# both sides? One over infinity is 0, and that is fine.
# </details>

# %% id="sigmoid" role="solution" exercise="sigmoid"
from reference.miniflow.sigmoid.solution import Sigmoid

# %% [markdown]
# The test tries numbers, rows and tables, numbers far out, two consumers, and measures slopes.


# %% id="sigmoid-test" role="test" exercise="sigmoid"
def test_sigmoid():
    # The worked example, as a row and number by number.
    x = Input()
    bent = Sigmoid(x)
    below = DummyGrad(bent)
    row = np.array([0.0, np.log(3.0)])
    value, (slope,) = value_and_grad(below, {x: row, below: np.array([1.0, 2.0])}, [x])
    assert same(value, [0.5, 0.75]), f"sigmoid(0) and sigmoid(ln 3) are 0.5 and 0.75, not {value}."
    assert same(slope, [0.25, 0.375]), (
        f"With slopes 1 and 2 arriving, 0.25 and 0.375 should go on, not {slope}."
    )
    assert same(row, [0.0, np.log(3.0)]), "The row that came in was changed. Build a new one."
    value, (slope,) = value_and_grad(below, {x: float(np.log(3.0)), below: 2.0}, [x])
    assert same(np.squeeze(value), 0.75), f"For a single number, ln 3, the value is {value}."
    assert same(np.squeeze(slope), 0.375), f"For a single number, ln 3, the slope is {slope}."

    _, (slope,) = value_and_grad(below, {x: row, below: 2.0}, [x])
    assert same(slope, [0.5, 0.375]), f"With one 2 arriving for both entries, the slope is {slope}."

    # Far out: 0 and 1, and never NaN.
    far = np.array([-1000.0, 1000.0, -40.0, 40.0])
    with np.errstate(over="ignore", under="ignore"):
        value, (slope,) = value_and_grad(below, {x: far, below: np.ones(4)}, [x])
    assert np.allclose(value, [0, 1, 0, 1], rtol=0, atol=1e-12), (
        f"At -1000, 1000, -40 and 40 the sigmoid is 0, 1, 0 and 1, but forward says {value}."
    )
    assert np.allclose(slope, 0, atol=1e-12), f"Far out it is flat, but the slope there is {slope}."

    # Measured slopes, for two batches, with one consumer and then with two.
    rng = np.random.default_rng(3)
    for below in (below, DummyGrad(Add(bent, bent))):
        for shape in ((4, 3), (2, 3)):
            feed_dict = {x: 2 * rng.normal(size=shape), below: rng.normal(size=shape)}
            assert check_graph(below, feed_dict, x), (
                "The slope for x is not the measured one. Is what arrives multiplied by the "
                "steepness, and are all consumers added up?"
            )


test_sigmoid()
print("Sigmoid works: it bends, and it does not break.")

# %% [markdown]
# Left: your node, and the steepness that it sends back. Away from the middle hardly anything gets
# through, and a unit that is stuck out there learns very slowly.
#
# Right: why one bend is enough. The grey line is the hillside of Miniflow, terraces and all. Each
# coloured line is a *sum of sigmoids*, one step for each: 3, 8 and 24 of them.


# %% id="sigmoid-picture" role="picture" exercise="sigmoid"
def picture_sigmoid():
    x = Input()
    bent = Sigmoid(x)
    below = DummyGrad(bent)
    line = np.linspace(-8, 8, 401)
    value, (steepness,) = value_and_grad(below, {x: line, below: np.ones(401)}, [x])

    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.2), layout="constrained")
    left.plot(line, value, color="tab:blue", lw=2.5, label="value")
    left.plot(line, steepness, color="tab:orange", lw=2.5, label="steepness")
    left.axhline(0.25, color="0.8", ls=":", zorder=0)
    left.text(-8, 0.27, "never steeper than 1/4", color="0.5")
    left.set(title="Your sigmoid", xlabel="$x$")
    left.legend(frameon=False, loc="center right")

    spots = np.linspace(0, 10, 1000)
    hill = 0.42 * spots + 0.5 * np.sin(1.3 * spots) + 0.35 * np.floor(np.minimum(spots, 9.9) / 2.5)
    right.plot(spots, hill, color="0.7", lw=4, solid_joinstyle="bevel", label="the hillside")
    for count, colour in ((3, "tab:green"), (8, "tab:purple"), (24, "tab:red")):
        edges = np.linspace(0, 10, count + 1)
        heights = np.interp(edges, spots, hill)
        sharpness = 5.0 * count / 10
        run_forward(bent, {x: sharpness * (spots[:, None] - (edges[1:] + edges[:-1]) / 2)})
        right.plot(
            spots,
            heights[0] + bent.value @ np.diff(heights),
            color=colour,
            lw=1.6,
            label=f"{count} sigmoids",
        )
    right.set(title="A hillside made of sigmoids", xlabel="along the slope", ylabel="height")
    right.legend(frameon=False)


picture_sigmoid()

# %% [markdown]
# # 4. `CrossEntropyWithSoftmax`: how wrong was that?
#
# The last node looks at a batch of readings and says, in one number, how wrong they are. Three
# small steps lead there.
#
# **Scores become shares.** The layer above hands down $X$, shape $(m, k)$: for each of $m$ slates
# a row of $k$ scores, one per class, called *logits*. They may be any numbers. The softmax turns
# each **row** into shares that are positive and add up to 1:
#
# $$ P_{ij} = \frac{e^{X_{ij}}}{\sum_{l} e^{X_{il}}}. $$
#
# **Shares become a cost.** Say the label of slate $i$ is $y_i$, one of $0, \dots, k-1$. The only
# share that counts is the one given to the truth, $P_{i y_i}$. If it is 1, the cost should be
# nothing; the closer to 0, the worse. The logarithm does just that:
#
# $$ \ell = \frac{1}{m}\sum_{i=1}^{m} -\ln P_{i y_i}. $$
#
# The average over the $m$ rows keeps the loss from growing with the batch.
#
# **The slope is astonishingly simple.** Put the two together and differentiate, and everything
# cancels but
#
# $$ \frac{\partial \ell}{\partial X_{ij}} = \frac{1}{m}\bigl(P_{ij} - [\,j = y_i\,]\bigr), $$
#
# where the bracket is 1 in the column of the label and 0 elsewhere. In words: *what you said,
# minus what is true*. Each row adds up to 0, since what one score gains others must lose.
#
# The labels $y$ are whole numbers. Nobody can turn a label a little, so it has no slope: leave a 0
# for it. And this node is always the last in its graph. Nothing arrives from below, and $D$ is
# simply 1.
#
# **By hand.** Two slates, three classes:
#
# $$ X = \begin{pmatrix} 0 & \ln 2 & 0 \\ \ln 3 & 0 & 0 \end{pmatrix},\quad
# P = \begin{pmatrix} 0.25 & 0.5 & 0.25 \\ 0.6 & 0.2 & 0.2 \end{pmatrix},\quad
# y = (1, 2). $$
#
# The costs are $-\ln 0.5 \approx 0.693$ and $-\ln 0.2 \approx 1.609$, on average $1.151$. With
# $m = 2$,
#
# $$ \frac{\partial \ell}{\partial X} = \frac12
# \begin{pmatrix} 0.25 & -0.5 & 0.25 \\ 0.6 & 0.2 & -0.8 \end{pmatrix}. $$
#
# **Large scores.** $e^{1000}$ does not fit into a computer, and a network that is sure of itself
# does produce such scores. Fortunately a row may be moved as a whole: subtract the same number $c$
# from all of its entries, and top and bottom of the fraction both get the factor $e^{-c}$, so the
# shares stay as they were. Which $c$, different for every row, makes sure that no exponent is ever
# above 0?
#
# There is a trap at the other end, too. A share can be so small that it is stored as 0, and then
# its logarithm is $-\infty$. Yet the cost is an ordinary number: for the scores $0$ and $-800$
# and the second class as the truth it is just $800$. So do not take the logarithm of a share.
# Take it of the whole fraction *on paper* first:
#
# $$ \ln P_{ij} = (X_{ij} - c_i) - \ln \sum_l e^{X_{il} - c_i}. $$
#
# <details><summary>Hint: row by row, without a loop</summary>
#
# `np.max(table, axis=1)` has shape `(m,)` and does not line up with a table of shape `(m, k)`.
# With `keepdims=True` it keeps the shape `(m, 1)`, and does.
# </details>
#
# <details><summary>Hint: one entry from each row</summary>
#
# Two lists of indices pick pairs: `table[[0, 1, 2], [5, 0, 7]]` gives row 0 column 5, row 1 column
# 0, and row 2 column 7. The rows you want are 0, 1, 2, … and the columns are the labels.
# </details>
#
# The methods `_predict` and `_accuracy` stand there already. They only need your `_softmax`.

# %% id="cross-entropy" role="solution" exercise="cross_entropy_with_softmax"
from reference.miniflow.cross_entropy_with_softmax.solution import CrossEntropyWithSoftmax

# %% [markdown]
# The test goes through the example, through scores that are far too large, and measures slopes
# for batches of two sizes.


# %% id="cross-entropy-test" role="test" exercise="cross_entropy_with_softmax"
def test_cross_entropy_with_softmax():
    # The worked example from the text.
    x, y = Input(), Input()
    loss = CrossEntropyWithSoftmax(x, y)
    logits = np.log([[1.0, 2.0, 1.0], [3.0, 1.0, 1.0]])
    truth = np.array([1, 2])
    kept = logits.copy()
    value, (slope,) = value_and_grad(loss, {x: logits, y: truth}, wrt=[x])
    shares = loss._softmax(logits)
    assert same(shares, [[0.25, 0.5, 0.25], [0.6, 0.2, 0.2]]), (
        f"_softmax is wrong on the worked example. Does each row add up to 1?\n{shares}"
    )
    assert same(np.squeeze(value), -np.log(0.1) / 2), (
        f"The loss should be {-np.log(0.1) / 2:.6f} on the worked example, but it is {value}."
    )
    assert same(slope, [[0.125, -0.25, 0.125], [0.3, 0.1, -0.4]]), (
        f"The slope for the scores is wrong on the worked example:\n{slope}"
    )
    assert same(logits, kept), "The table of scores was changed. Build a new one."

    # Scores that no exponential can hold.
    huge = np.array([[1000.0, 0.0, -1000.0], [-900.0, -900.0, -900.0]])
    shares = loss._softmax(huge)
    assert same(shares, [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]]), (
        f"_softmax breaks for large scores. Lower each row before you exponentiate:\n{shares}"
    )
    value, (slope,) = value_and_grad(loss, {x: huge, y: np.array([0, 1])}, wrt=[x])
    assert same(np.squeeze(value), np.log(3) / 2), (
        f"For scores of about a thousand the loss should be {np.log(3) / 2:.6f}, not {value}."
    )
    value, _ = value_and_grad(loss, {x: np.array([[0.0, -800.0]]), y: np.array([1])})
    assert same(np.squeeze(value), 800), (
        f"Scores 0 and -800 with the second class true cost 800, not {value}. Do not take the "
        "logarithm of a share that has become 0."
    )

    # Measured slopes, for two batches.
    rng = np.random.default_rng(4)
    for rows in (6, 3):
        feed_dict = {x: rng.normal(size=(rows, 4)), y: rng.integers(4, size=rows)}
        assert check_graph(loss, feed_dict, x), (
            "The slope for the scores is not the measured one. Are you dividing by the number of "
            "rows, once?"
        )


test_cross_entropy_with_softmax()
print("CrossEntropyWithSoftmax works: it knows how wrong a guess is.")

# %% [markdown]
# Left: what a reading costs, by the score of the true class while two others stand at 0. Below
# zero the cost is nearly a straight line, so a bad mistake is pushed back with full force however
# bad it is. Nothing gets stuck, even at $-1000$.
#
# Right: one row of scores walks downhill along *your* slopes, again and again. It begins without
# any opinion, and class 2 is the truth.


# %% id="cross-entropy-picture" role="picture" exercise="cross_entropy_with_softmax"
def picture_cross_entropy_with_softmax():
    x, y = Input(), Input()
    loss = CrossEntropyWithSoftmax(x, y)
    scores = np.concatenate([np.linspace(-1000, -10, 100), np.linspace(-10, 10, 161)])
    costs, pushes = [], []
    for score in scores:
        cost, (slope,) = value_and_grad(
            loss, {x: np.array([[score, 0.0, 0.0]]), y: np.array([0])}, [x]
        )
        costs.append(np.asarray(cost).item())
        pushes.append(-slope[0, 0])

    row, truth = np.zeros((1, 4)), np.array([2])
    shares, falls = [], []
    for _ in range(60):
        cost, (slope,) = value_and_grad(loss, {x: row, y: truth}, [x])
        shares.append(loss._softmax(row)[0])
        falls.append(np.asarray(cost).item())
        row = row - 0.5 * slope

    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.2), layout="constrained")
    near = scores >= -10
    left.plot(scores[near], np.array(costs)[near], color="tab:blue", lw=2.5, label="cost")
    left.plot(
        scores[near], np.array(pushes)[near], color="tab:orange", lw=2.5, label="push upwards"
    )
    left.axhline(np.log(3), color="0.8", ls=":", zorder=0)
    left.text(10, np.log(3) + 0.15, "no opinion: $\\ln 3$", color="0.5", ha="right")
    left.set(title="The price of a wrong reading", xlabel="score of the true class")
    left.legend(frameon=False)
    inset = left.inset_axes((0.6, 0.33, 0.36, 0.3))
    inset.plot(scores, costs, color="tab:blue")
    inset.set_title("and further out", fontsize=9)

    shares = np.array(shares)
    right.plot(shares[:, 2], color="tab:green", lw=2.5, label="share of class 2")
    right.plot(shares[:, 0], color="0.6", lw=2.5, label="share of each other class")
    right.plot(falls, color="tab:red", ls="--", label="loss")
    right.set(title="Sixty steps downhill", xlabel="step", ylim=(0, 1.45))
    right.legend(frameon=False, loc="center right")


picture_cross_entropy_with_softmax()

# %% [markdown]
# # 5. Training: turning the valves
#
# All nodes are there. `value_and_grad` tells you for each valve in the system which way is *up*,
# the way in which the loss grows fastest. You want it to shrink, so you turn every valve a little
# the other way:
#
# $$ W \leftarrow W - \eta\,\frac{\partial \ell}{\partial W}. $$
#
# The number $\eta$ is the **step size**. Too small, and Ottilie retires before you arrive. Too
# large, and each step overshoots the valley. Doing this on a small random batch of pictures at a
# time, rather than on all of them, is called *stochastic gradient descent*, SGD: the slope of
# thirty pictures points roughly where the slope of all of them does, at a fraction of the price.
#
# ## The slates
#
# There are 1,797 slates in the pump house, written by many hands: 64 squares each, from 0 (clean)
# to 1 (all chalk). `Batches` deals them out.

# %% id="given-batches" role="given"
from assignments.miniflow.batches import Batches

# %% id="given-digits" role="given"
X_train, y_train, X_val, y_val, X_test, y_test = load_digits()
for pictures, labels in ((X_train, y_train), (X_val, y_val), (X_test, y_test)):
    print(pictures.shape, labels.shape)

# %% [markdown]
# ## The graph
#
# ```
#     x ──┐
#    W1 ──┼─> Linear ──> Sigmoid ──┐
#    b1 ──┘                   W2 ──┼─> Linear ──┐
#                             b2 ──┘       y ───┴─> CrossEntropyWithSoftmax
# ```
#
# | node | shape | here |
# |---|---|---|
# | x | (batch, features) | features = 64 |
# | W1, b1 | (features, hidden), (hidden,) | hidden = 32 |
# | W2, b2 | (hidden, classes), (classes,) | classes = 10 |
# | y | (batch,), whole numbers | |
#
# ## Four functions
#
# **`initialize_weights(num_features, num_hidden, num_classes)`** makes four *arrays*, with the
# shapes of the table. Biases may start at 0. `W1` may not: hidden units that start alike see the
# same slope, take the same step, and stay alike for ever, so that 32 of them are as good as one.
# Random numbers around 0 break the tie. Keep them small, or every sigmoid starts out on its flat
# part: dividing by the square root of the number of rows is a good rule.
#
# **`define_architecture()`** makes the *nodes* and joins them as drawn. It returns `x, y, wrt, f`,
# where `wrt` is the list of the four Input nodes in the order W1, b1, W2, b2, and `f` is the loss.
#
# Nodes and arrays meet in a dict, which is part of every `feed_dict`:
#
# ```python
# x, y, wrt, f = define_architecture()
# weights = dict(zip(wrt, initialize_weights(64, 32, 10)))
# ```
#
# **`sgd_step(f, weights, batch, step_size)`** takes one step. `weights` is that dict, and `batch`
# is another, with the pictures for x and the labels for y. Ask `value_and_grad` with both dicts
# together; move each array in `weights`; return the loss from before the step.
#
# **`train(network, weights, data, step_size, batch_size, num_steps)`** takes many. `network` is the
# tuple `x, y, wrt, f`. For each step ask `data.next_batch(batch_size)` for *new* pictures and
# labels. Return the list of losses, one for each step.
#
# **By hand.** One weight of $0.3$ with slope $-2$, and a step size of $0.1$: the loss falls when
# the weight grows, and the new weight is $0.3 - 0.1\cdot(-2) = 0.5$.
#
# <details><summary>Hint: two dicts into one</summary>
#
# `{**one, **other}` is a new dict with the entries of both. The two old ones stay as they are.
# </details>
#
# <details><summary>Hint: which slope belongs to which array?</summary>
#
# `value_and_grad` returns its slopes in the order of `wrt`, so whatever list of nodes you ask with
# is also the list to walk along. A dict can be made into the list of its keys.
# </details>
#
# <details><summary>Hint: the loss does not fall</summary>
#
# Print the first few losses. About 2.3, which is $\ln 10$, is where pure guessing begins. Does it
# stay there (do the moved arrays ever get back into `weights`?), climb (which way is downhill?), or
# jump up and down (how large is the step)?
# </details>

# %% id="sgd" role="solution" exercise="sgd"
from reference.miniflow.sgd.solution import initialize_weights, define_architecture, sgd_step, train

# %% [markdown]
# The test looks at each function by itself, measures a step, and then lets the network learn for a
# moment. If the first parts pass and the measured step does not, one of the nodes above is not
# quite right yet: run their tests again.


# %% id="sgd-test" role="test" exercise="sgd"
def test_sgd():
    # The first weights.
    sizes = {"W1": (5, 4), "b1": (4,), "W2": (4, 3), "b2": (3,)}
    first = initialize_weights(5, 4, 3)
    assert len(first) == 4, "initialize_weights should return four arrays: W1, b1, W2, b2."
    for (name, shape), array in zip(sizes.items(), first):
        assert np.shape(array) in (shape, (1, *shape)), (
            f"{name} has shape {np.shape(array)}, but should have {shape}."
        )
        assert np.all(np.isfinite(array)), f"{name} should hold ordinary numbers."
    assert not np.allclose(first[0][:, 0], first[0][:, 1]), (
        "Two columns of W1 are alike, so two hidden units will be alike for ever."
    )

    # The graph.
    x, y, wrt, f = define_architecture()
    assert isinstance(f, CrossEntropyWithSoftmax), "f should be the CrossEntropyWithSoftmax node."
    upper = f.inbound_nodes[0]
    assert isinstance(upper, Linear), "A Linear should feed the loss."
    bend = upper.inbound_nodes[0]
    assert isinstance(bend, Sigmoid), "A Sigmoid should feed the upper Linear."
    lower = bend.inbound_nodes[0]
    assert isinstance(lower, Linear), "A Linear should feed the Sigmoid."
    assert f.inbound_nodes[1] is y, "The labels y should go into the loss."
    assert lower.inbound_nodes[0] is x, "The pictures x should go into the lower Linear."
    joined = [*lower.inbound_nodes[1:], *upper.inbound_nodes[1:]]
    assert len(wrt) == 4, "wrt should hold four nodes: W1, b1, W2, b2."
    for name, node, other in zip(sizes, wrt, joined):
        assert node is other, f"{name} is not where it should be in wrt, or in its Linear."

    # One step, against measured slopes.
    rng = np.random.default_rng(5)
    batch = {x: rng.normal(size=(6, 5)), y: rng.integers(3, size=6)}
    start = {node: rng.normal(size=shape) for node, shape in zip(wrt, sizes.values())}
    weights = {node: array.copy() for node, array in start.items()}
    run_forward(f, {**batch, **start})
    before = np.asarray(f.value).item()
    told = sgd_step(f, weights, batch, 0.25)
    assert told is not None, "sgd_step should return the loss from before the step."
    assert same(np.squeeze(told), before), (
        f"sgd_step should return the loss from before the step, {before:.6f}, not {told}."
    )
    for name, node in zip(sizes, wrt):
        moved = np.reshape(weights[node], start[node].shape) - start[node]
        assert np.any(moved), f"{name} does not move. Is the new array back in `weights`?"

        def loss_at(array):
            run_forward(f, {**batch, **start, node: array})
            return f.value

        assert check_gradient(loss_at, lambda array: moved / -0.25, start[node], 1e-5), (
            f"{name} does not move by minus the step size times its slope."
        )

    # The loop.
    class Dealer:
        def __init__(self):
            self.asked = []

        def next_batch(self, batch_size):
            self.asked.append(batch_size)
            return X_train[:batch_size], y_train[:batch_size]

    dealer = Dealer()
    weights = dict(zip(wrt, initialize_weights(64, 8, 10)))
    losses = train((x, y, wrt, f), weights, dealer, 0.1, 20, 5)
    assert dealer.asked == [20] * 5, (
        f"Asked for 5 steps with batches of 20, train called next_batch with {dealer.asked}."
    )
    assert np.size(losses) == 5, "train should return a list with one loss for each step."
    assert losses[-1] < losses[0], (
        f"Five steps on the same batch should lower the loss, but it went {losses}."
    )

    # And does it learn?
    weights = dict(zip(wrt, initialize_weights(64, 32, 10)))
    train((x, y, wrt, f), weights, Batches(X_train, y_train), 1.0, 32, 600)
    score = accuracy(f, {x: X_val, y: y_val, **weights})
    assert score > 0.9, f"After 600 steps it should read 90 % of new slates; it reads {score:.1%}."
    print(f"After 600 steps your network reads {score:.1%} of slates that it has never seen.")


test_sgd()
print("Ottilie may retire.")

# %% [markdown]
# # The last morning
#
# Two thousand steps on the training slates. Every fifty of them the validation slates are read, to
# see how it does on handwriting that it is not trained on. Then come the test slates, looked at
# only once.
#
# The upper pictures show the loss and the accuracy. Below on the left are slates that it *misread*:
# what it says, and what Ottilie says. Would you have known? On the right you can look into the
# machine: the weights of twelve hidden units, laid out as slates. Red squares speak for the unit
# and blue ones against it. Nobody told it about strokes and loops.


# %% id="sgd-picture" role="picture" exercise="sgd"
def picture_sgd():
    np.random.seed(7)
    network = x, y, wrt, f = define_architecture()
    weights = dict(zip(wrt, initialize_weights(64, 32, 10)))
    slates = Batches(X_train, y_train, seed=7)
    losses, steps, scores = [], [], []
    for done in range(0, 2000, 50):
        losses += list(train(network, weights, slates, 0.5, 32, 50))
        steps.append(done + 50)
        scores.append(accuracy(f, {x: X_val, y: y_val, **weights}))
    final = accuracy(f, {x: X_test, y: y_test, **weights})
    said = f._predict()
    misread = np.flatnonzero(said != y_test)

    figure = plt.figure(figsize=(12, 7.6), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=[1.15, 1])
    left, right = upper.subplots(1, 2)
    smooth = np.convolve(np.ravel(losses), np.ones(50) / 50, mode="valid")
    left.semilogy(np.ravel(losses), color="tab:blue", lw=0.5, alpha=0.4)
    left.semilogy(np.arange(25, 25 + len(smooth)), smooth, color="tab:blue", lw=2)
    left.axhline(np.log(10), color="0.6", ls="--")
    left.text(2000, 1.15 * np.log(10), "pure guessing: $\\ln 10$", color="0.4", ha="right")
    left.set(title="Loss, step by step and smoothed", xlabel="step", ylim=(None, 5))
    right.plot(steps, scores, color="tab:green", lw=2)
    right.axhline(0.9, color="0.6", ls="--")
    right.text(2000, 0.885, "the goal", color="0.4", ha="right", va="top")
    right.set(
        title=f"Validation accuracy; on the test slates {final:.1%}", xlabel="step", ylim=(0, 1.02)
    )

    wrong, units = lower.subfigures(1, 2)
    wrong.suptitle(f"Misread: {len(misread)} of {len(y_test)} test slates")
    for axis, index in zip(wrong.subplots(2, 4).flat, [*misread[:8], *[None] * 8]):
        axis.axis("off")
        if index is not None:
            axis.imshow(X_test[index].reshape(8, 8), cmap="gray")
            axis.set_title(f"{said[index]}, really {y_test[index]}", fontsize=9)
    units.suptitle("What twelve hidden units look for")
    first = weights[wrt[0]]
    reach = np.abs(first).max()
    for axis, column in zip(units.subplots(2, 6).flat, first.T):
        axis.imshow(column.reshape(8, 8), cmap="RdBu_r", vmin=-reach, vmax=reach)
        axis.axis("off")


picture_sgd()

# %% [markdown]
# Five small classes, four functions, and not one formula that is longer than a line. What you have
# written is the heart of every deep-learning library: nodes that know their own slopes, and a walk
# up the graph that adds and multiplies. The rest is speed and comfort.
#
# Some questions for the long evenings of a retired water keeper:
#
# * Set all of `W1` to 0 and train again. What do the twelve pictures of hidden units look like?
# * How large can the step size be before the loss no longer falls? And if you begin with weights
#   ten times as large?
# * Leave out the hidden layer: one `Linear`, straight into the loss. How much of the accuracy
#   remains, and what do the ten columns of its `W` look like?
# * `f` is a node like any other. What would have to change in `CrossEntropyWithSoftmax` if it were
#   *not* the last one?

# %% [markdown]
# ## Handing in
#
# Save the notebook. If your course has an exchange from which you fetched this lab, then run
# `from utility import submit; submit()` in a cell of your own, and keep the receipt.
