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
# # PySmorch: whose meadow is goat 28 in?
#
# The island of Smorch has five meadows, some four hundred goats, and one argument that never
# ends: *whose clover did she eat?* To settle it, every goat wears a collar that beeps. Three
# masts on the rocks off the coast hear each beep and write down how far away it was. So each goat
# is three numbers, and every farmer would like to know one thing about her: which of the five
# meadows is she standing in?
#
# There used to be a program for that. Its name is **PySmorch**, it is a small neural-network
# library, and it was written over one long winter by the island's postwoman, who then printed it,
# left the printout on the counter and went to sea. The door was open. Goat 28 came in. She is a
# tidy eater: she ate the formulas and left everything else.
#
# You are the new postmaster. **Your goal: put back what was eaten, layer by layer, and draw the
# map of the island at the end.** Nobody here has heard of automatic differentiation, so every
# gradient is yours, by hand. It is less work than it sounds: most answers are one to three lines
# long.
#
# | exercise | what it does | what you write |
# |---|---|---|
# | `Linear` | multiplies by a table of weights | forward and backward |
# | `Relu` | keeps what is positive | forward and backward |
# | `CrossEntropy` | says how wrong a guess is | forward and backward |
# | `Bias` | moves every row by the same amount | forward and backward |
# | the network | turns three numbers into a meadow | the chain of layers |
#
# **How to work.** Each exercise has a cell in which `raise NotImplementedError()` stands where
# the paper is missing. Put your lines in its place, run the cell, and run the test below it. The
# test tells you what to look at; change nothing in it. After the test comes a picture, drawn by
# *your* layer. The points are shown on the test cells. When your work is graded, other numbers
# and a few nastier ones are used (very large ones, whole ones, a batch of one row), so a layer that
# is right passes and a layer that happens to fit the test does not.

# %% [markdown]
# ## Before you start
#
# Run this cell first, and again whenever you restart the notebook.

# %% id="setup" role="given"
from math import sqrt

import matplotlib.pyplot as plt
import numpy as np
from numpy.linalg import norm
from numpy.random import normal, randint, randn

from utility import check_gradient

np.random.seed(0)

# %% [markdown]
# ## How a net hangs together
#
# A net in PySmorch is a **chain**. Every layer knows one neighbour, the layer that feeds it, and
# calls it `in_layer`. Nobody knows the whole chain, and nobody needs to.
#
# ```
#              forward: "what do you have for me?"  -->
#    Data ------- Linear ------- Bias ------- Relu ------- ... ------- loss
#              <--  backward: "this is how much it matters"
# ```
#
# **Forward pulls.** You ask the loss for its value. The loss asks its `in_layer` for a table of
# numbers, that layer asks *its* `in_layer`, and so on down to the data. The answers come back up,
# each layer doing its bit of arithmetic on the way. A table always has one **row per sample**
# (one goat) and one **column per feature**: its shape is $(M, N)$, with $M$ samples in the batch.
#
# **Backward pushes.** Training asks another question: if this number were a little larger, how
# much would the loss grow? The answer is a slope, and all slopes of one table together are its
# *gradient*, a table of the same shape. The loss knows the gradient with respect to what *it* was
# given, and hands it to its `in_layer`. That layer turns it into the gradient with respect to
# what *it* was given, and hands that on.
#
# The argument is called `dwnstrm`, because it comes from the layers further down the stream of
# data, from the side of the loss. (Books that look the other way call it the *upstream* gradient.
# It is the same thing.) If a layer's output is $Z$ and the loss is $\ell$, then
#
# $$ D = \mathtt{dwnstrm}, \qquad D_{ij} = \frac{\partial \ell}{\partial Z_{ij}}, $$
#
# and the layer's whole duty on the way back is the chain rule:
#
# 1. if it owns parameters $W$, store $\partial \ell / \partial W$ in `self.G`;
# 2. call `self.in_layer.backward(...)` **once**, with $\partial \ell / \partial X$, where $X$ was
#    its input.
#
# Two habits will save you hours:
#
# * **A gradient has the shape of the thing it belongs to.** If the shape is wrong, so is the
#   formula.
# * **Tables that you were handed belong to somebody else.** Read them, build new ones, and never
#   write into them.
#
# Here are the two ends of every chain. They were on the back of the page, and the goat does not
# turn pages, so nothing is missing.

# %% id="given-layers" role="given"
from assignments.pysmorch.given import Data, SquareLoss

# %% [markdown]
# `Data` holds a table $X$ and gives it to whoever asks. On the way back it keeps the gradient
# that arrives, in `G`, so that you can look at it.
#
# `SquareLoss` compares its input $X$ with labels $Y$ of the same shape, and its slope is as
# simple as a slope can be:
#
# $$ \ell = \frac{1}{2M} \sum_{i,j} (X_{ij} - Y_{ij})^2,
# \qquad \frac{\partial \ell}{\partial X_{ij}} = \frac{1}{M}\,(X_{ij} - Y_{ij}). $$
#
# **Why divide by $M$?** Show the net the same ten goats twice, twenty rows in all. It has learned
# nothing new, so the loss should stay where it was, and so should the size of a good step. An
# average does that and a sum does not: with a sum, the step that suits ten rows would be ten
# times too long for a hundred. And because the *loss* has divided by $M$ once, the factor is
# already inside every `dwnstrm` that reaches you. **No other layer divides by $M$ again.**
#
# ## How you know that a gradient is right
#
# You measure it. Move one number up a little, move it down a little, see what the loss does: that
# is a slope, found without any formula. `check_gradient(f, grad, x)` does this for every entry of
# `x` and compares the result with yours.


# %% id="given-check" role="given"
def same(got, want):
    """Whether two tables have the same shape and, up to rounding, the same numbers."""
    return np.shape(got) == np.shape(want) and np.allclose(got, want, rtol=1e-9, atol=1e-12)


pair = Data(np.array([[1.0, 2.0]]))
distance = SquareLoss(pair, np.array([[0.5, 4.0]]))


def distance_at(table):
    pair.set_data(table)
    return distance.forward()


def slope_at(table):
    distance_at(table)
    distance.backward()
    return pair.G


print("Do formula and measurement agree?", check_gradient(distance_at, slope_at, pair.data))

# %% [markdown]
# When they do not agree, it says so like this:
#
# ```
# check_gradient: 2 of the 12 entries compared disagree.
#   The largest disagreement is at index [1, 2]:
#   your gradient says -0.25, the measured slope is 0.25.
# ```
#
# Read the two numbers before you read your code, they often tell the whole story:
#
# * *opposite signs*: a minus is missing, or one too many;
# * *yours is the measured one times or divided by the number of rows*: the average, done twice or
#   not at all;
# * *yours is 0 in many places*: a mask is the wrong way round, or a term is missing;
# * *the shape is wrong*: a transpose, or a sum along the wrong axis (or along none);
# * *only a few entries disagree*: something that happens in some rows only. What is special
#   there?

# %% [markdown]
# # 1. `Linear`: a table of weights
#
# The first layer mixes. Each output column is a weighted sum of all input columns, and the
# weights are what the net learns.
#
# | table | shape | meaning |
# |---|---|---|
# | $X$ | $(M, N)$ | input, one sample per row |
# | $W$ | $(N, K)$ | weights, in `self.W` |
# | $Z = XW$ | $(M, K)$ | output |
# | $D$ | $(M, K)$ | gradient that comes from below, `dwnstrm` |
# | $\partial\ell/\partial W$ | $(N, K)$ | for you to store in `self.G` |
# | $\partial\ell/\partial X$ | $(M, N)$ | for you to hand back |
#
# **Forward.** $Z_{ik} = \sum_n X_{in} W_{nk}$.
#
# **Backward.** Take one weight, $W_{nk}$. It touches column $k$ of the output only, and in row
# $i$ it is multiplied by $X_{in}$. So it changes the loss by $X_{in}$ times $D_{ik}$, added up
# over all the rows:
#
# $$ \frac{\partial \ell}{\partial W_{nk}} = \sum_i X_{in}\, D_{ik}. $$
#
# In the same way, $X_{in}$ touches row $i$ only, and reaches output $k$ through the weight
# $W_{nk}$:
#
# $$ \frac{\partial \ell}{\partial X_{in}} = \sum_k D_{ik}\, W_{nk}. $$
#
# Both sums are matrix products, once the right table is turned on its side. Which one, you find
# out from the shapes: there is only one way in which they fit.
#
# **By hand.** Two goats, two features, three outputs:
#
# $$ X = \begin{pmatrix} 1 & 2 \\ 3 & 0 \end{pmatrix}, \quad
# W = \begin{pmatrix} 1 & 0 & -1 \\ 2 & 1 & 0 \end{pmatrix}
# \quad\Rightarrow\quad
# Z = \begin{pmatrix} 5 & 2 & -1 \\ 3 & 0 & -3 \end{pmatrix}. $$
#
# Say the loss sends back
#
# $$ D = \begin{pmatrix} 1 & 0 & 0 \\ 0 & 1 & 2 \end{pmatrix}. $$
#
# The weight in the top left corner saw the inputs $1$ and $3$, and its output column has slopes
# $1$ and $0$: its gradient is $1\cdot 1 + 3\cdot 0 = 1$. The one in the top right corner gets
# $1\cdot 0 + 3\cdot 2 = 6$. Finish the table with a pencil before you look:
#
# $$ \frac{\partial\ell}{\partial W} = \begin{pmatrix} 1 & 3 & 6 \\ 2 & 0 & 0 \end{pmatrix}, \qquad
# \frac{\partial\ell}{\partial X} = \begin{pmatrix} 1 & 2 \\ -2 & 1 \end{pmatrix}. $$
#
# <details><summary>Hint: which way round?</summary>
#
# Write the shapes under the letters. From $(M, N)$ and $(M, K)$ you want $(N, K)$: the $M$ has to
# meet the $M$ in the middle, and disappear. NumPy writes a matrix product `A @ B` and the table
# turned on its side `A.T`.
# </details>
#
# <details><summary>Hint: what has to be remembered?</summary>
#
# The way back needs the input of the way there. The line that stands in `forward` already keeps
# it.
# </details>

# %% id="linear" role="solution" exercise="linear"
from reference.pysmorch.linear.solution import Linear

# %% [markdown]
# Now the test. It works through the example above and then measures slopes. When it stops, read
# the last line of the red text first.


# %% id="linear-test" role="test" exercise="linear"
def test_linear():
    # The worked example from the text, number by number.
    goats = Data(np.array([[1.0, 2.0], [3.0, 0.0]]))
    layer = Linear(goats, num_out_features=3)
    layer.W[:] = [[1, 0, -1], [2, 1, 0]]
    product = layer.forward()
    assert same(product, [[5, 2, -1], [3, 0, -3]]), (
        f"forward does not give X W on the worked example, but\n{product}"
    )
    layer.backward(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 2.0]]))
    for_weights, for_inputs = getattr(layer, "G", None), getattr(goats, "G", None)
    assert same(for_weights, [[1, 3, 6], [2, 0, 0]]), (
        f"self.G is wrong on the worked example: it holds\n{for_weights}"
    )
    assert for_inputs is not None, "backward does not call in_layer.backward(...)."
    assert same(for_inputs, [[1, 2], [-2, 1]]), (
        f"backward hands back the wrong gradient on the worked example:\n{for_inputs}"
    )
    assert same(goats.data, [[1, 2], [3, 0]]), "The input table was changed. Leave it as it was."

    # Measured slopes, for two batches of different size.
    rng = np.random.default_rng(1)
    square = SquareLoss(layer, None)
    for rows in (7, 4):
        table = rng.normal(size=(rows, 2))
        square.set_data(rng.normal(size=(rows, 3)))

        def loss_for_weights(weights):
            layer.W[:] = weights
            goats.set_data(table)
            return square.forward()

        def slope_for_weights(weights):
            loss_for_weights(weights)
            square.backward()
            return layer.G

        assert check_gradient(loss_for_weights, slope_for_weights, rng.normal(size=(2, 3))), (
            "self.G is not the slope of the loss with respect to W. Look at backward."
        )

        def loss_for_inputs(inputs):
            goats.set_data(inputs)
            return square.forward()

        def slope_for_inputs(inputs):
            loss_for_inputs(inputs)
            square.backward()
            return goats.G

        assert check_gradient(loss_for_inputs, slope_for_inputs, table), (
            "The gradient handed to in_layer is not the slope with respect to X. Look at backward."
        )

    # The same step twice: the second answer must stand alone.
    square.backward()
    once = layer.G.copy()
    square.backward()
    assert same(layer.G, once), "G grows with each backward. It belongs to the latest one alone."


test_linear()
print("Linear works: the first page is whole again.")

# %% [markdown]
# Here is the gradient of a larger layer twice over: on the left by your formula, in the middle
# measured without any formula, by nudging each of the forty weights. The right side is what is
# left when you subtract one from the other. Look at its scale: that is dust, the rounding of the
# measurement.


# %% id="linear-picture" role="picture" exercise="linear"
def picture_linear():
    rng = np.random.default_rng(3)
    goats = Data(rng.normal(size=(12, 5)))
    layer = Linear(goats, num_out_features=8)
    layer.W[:] = rng.normal(size=(5, 8)) / 2
    square = SquareLoss(layer, rng.normal(size=(12, 8)))

    square.forward()
    square.backward()
    formula, start, measured = layer.G.copy(), layer.W.copy(), np.zeros((5, 8))
    for spot in np.ndindex(5, 8):
        layer.W[spot] = start[spot] + 1e-4
        above = square.forward()
        layer.W[spot] = start[spot] - 1e-4
        measured[spot] = (above - square.forward()) / 2e-4
        layer.W[spot] = start[spot]

    figure, axes = plt.subplots(1, 3, figsize=(12, 3.4), layout="constrained")
    reach = np.abs(measured).max()
    dust = max(np.abs(formula - measured).max(), 1e-15)
    panels = [
        ("your formula", formula, reach, "RdBu_r"),
        ("measured, weight by weight", measured, reach, "RdBu_r"),
        ("the difference", formula - measured, dust, "PuOr_r"),
    ]
    for axis, (title, values, limit, colours) in zip(axes, panels):
        shown = axis.imshow(values, cmap=colours, vmin=-limit, vmax=limit, aspect="auto")
        axis.set(title=title, xlabel="output $k$", xticks=range(8), yticks=range(5))
        figure.colorbar(shown, ax=axis, format="%.1e" if limit == dust else "%.2f")
    axes[0].set_ylabel("input $n$")
    figure.suptitle("The gradient with respect to each weight, two ways")


picture_linear()

# %% [markdown]
# # 2. `Relu`: keep what is positive
#
# Put two linear layers on top of each other and you get $X W_1 W_2$, which is one linear layer
# with the weights $W_1 W_2$. A hundred of them are no better. Something has to stand between them
# that is *not* a straight line, and the simplest such thing is a bend at zero:
#
# $$ Z_{ij} = \max(X_{ij}, 0). $$
#
# Everything has shape $(M, N)$: the input $X$, the output $Z$, the gradient $D$ that arrives, and
# the gradient that you hand back. There is nothing to learn here, so there is no `W` and no `G`.
#
# **Backward.** Each output depends on one input, the one in the same place. Where the input is
# positive, the output moves exactly with it: slope $1$. Where it is negative, the output stays at
# zero whatever the input does: slope $0$. Times the slope that arrives,
#
# $$ \frac{\partial \ell}{\partial X_{ij}} =
# \begin{cases} D_{ij} & \text{if } X_{ij} > 0, \\ 0 & \text{if } X_{ij} < 0. \end{cases} $$
#
# At $X_{ij} = 0$ sharp there is a corner and no slope. Any number from $0$ to $1$, times
# $D_{ij}$, will do there, as long as it *is* a number.
#
# **By hand.**
#
# $$ X = \begin{pmatrix} 2 & -1 & 0.5 \\ -3 & 4 & -0.1 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 2 & 0 & 0.5 \\ 0 & 4 & 0 \end{pmatrix}, \qquad
# D = \begin{pmatrix} 1 & 1 & -2 \\ 5 & -1 & 3 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial\ell}{\partial X} = \begin{pmatrix} 1 & 0 & -2 \\ 0 & -1 & 0 \end{pmatrix}. $$
#
# Look at the $-2$ and the $-1$: they are negative and they pass. What decides is the sign of $X$,
# never the sign of $D$. Think of a row of gates. The way forward opens some of them, and whatever
# comes back finds the same ones open.
#
# <details><summary>Hint: without a loop</summary>
#
# A comparison such as `table > 3` gives a whole table of true and false, and in a product these
# count as 1 and 0.
# </details>

# %% id="relu" role="solution" exercise="relu"
from reference.pysmorch.relu.solution import Relu

# %% [markdown]
# The test uses only `Data` and `SquareLoss` around your layer. If your `Linear` is still
# unfinished, this test does not mind.


# %% id="relu-test" role="test" exercise="relu"
def test_relu():
    # The worked example from the text, number by number.
    example = np.array([[2.0, -1.0, 0.5], [-3.0, 4.0, -0.1]])
    goats = Data(example.copy())
    layer = Relu(goats)
    bent = layer.forward()
    assert same(bent, [[2, 0, 0.5], [0, 4, 0]]), (
        f"forward is wrong on the worked example: it gives\n{bent}"
    )
    arriving = np.array([[1.0, 1.0, -2.0], [5.0, -1.0, 3.0]])
    kept = arriving.copy()
    layer.backward(arriving)
    handed = getattr(goats, "G", None)
    assert handed is not None, "backward does not call in_layer.backward(...)."
    assert same(handed, [[1, 0, -2], [0, -1, 0]]), (
        f"backward hands back the wrong gradient on the worked example:\n{handed}"
    )
    assert same(goats.data, example), "The input table was changed. Build a new one instead."
    assert same(arriving, kept), "dwnstrm was changed. Build a new table instead."

    # Measured slopes, for two batches of different size, well away from the corner.
    rng = np.random.default_rng(2)
    square = SquareLoss(layer, None)
    for rows in (6, 3):
        table = rng.choice([-1.0, 1.0], size=(rows, 4)) * rng.uniform(0.2, 2.0, size=(rows, 4))
        square.set_data(rng.normal(size=(rows, 4)))

        def loss_for_inputs(inputs):
            goats.set_data(inputs)
            return square.forward()

        def slope_for_inputs(inputs):
            loss_for_inputs(inputs)
            square.backward()
            return goats.G

        assert check_gradient(loss_for_inputs, slope_for_inputs, table), (
            "The gradient handed to in_layer is not the slope with respect to X. Which gates open?"
        )

    # On the corner itself any number from 0 to 1 will do, but it has to be one.
    goats.set_data(np.zeros((1, 2)))
    assert same(layer.forward(), np.zeros((1, 2))), "forward should give 0 where the input is 0."
    layer.backward(np.ones((1, 2)))
    assert np.all((goats.G >= 0) & (goats.G <= 1)), (
        f"Where the input is 0 the slope should lie between 0 and 1, but it is {goats.G}."
    )


test_relu()
print("Relu works: the gates open and close where they should.")

# %% [markdown]
# On the left is your layer, with the slope that it hands back below it. On the right is the
# reason why one bend is enough: five bends, each moved to another place and given another
# steepness, add up to a hill with a meadow on its top. Nets do nothing else, with more bends.


# %% id="relu-picture" role="picture" exercise="relu"
def picture_relu():
    line = np.linspace(-3, 3, 601)
    axis_data = Data(line[:, None])
    layer = Relu(axis_data)
    bent = layer.forward()[:, 0]
    layer.backward(np.ones((601, 1)))

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    left.axvline(0, color="0.85", zorder=0)
    left.plot(line, bent, color="tab:blue", lw=3, label="output of forward")
    left.plot(line, axis_data.G[:, 0], color="tab:orange", lw=2, label="slope handed back")
    left.annotate("the corner", (0, 0), (-2.2, 1.2), arrowprops={"arrowstyle": "->"})
    left.set(title="Your relu and its slope", xlabel="input", ylabel="output, slope")
    left.legend(loc="upper left")

    places = np.array([-2.2, -1.2, -0.2, 1.0, 2.2])
    steepness = np.array([0.5, 1.0, -1.5, -1.0, 1.0])
    bends = Relu(Data(line[:, None] - places))
    parts = bends.forward() * steepness
    for place, part in zip(places, parts.T):
        right.plot(line, part, lw=1, color="0.7")
        right.plot(place, 0, "o", color="0.5", ms=5)
    right.plot(line, parts.sum(axis=1), color="tab:green", lw=3, label="their sum")
    right.plot([], [], color="0.7", label="five relus, moved and scaled")
    right.set(title="Five bends make a hill", xlabel="input", ylim=(-2.2, 2.6))
    right.legend(loc="lower left")


picture_relu()

# %% [markdown]
# # 3. `CrossEntropy`: how wrong is a guess?
#
# The square loss asks "how far from the right *number*?". Our question has no number for an
# answer but one of $K$ meadows. So the net gives each meadow a score, called a **logit**, and the
# scores of a row are turned into shares of one whole, the **softmax**:
#
# $$ p_k = \frac{e^{x_k}}{\sum_j e^{x_j}}. $$
#
# The shares are positive and add up to 1. The loss of one row is how *surprised* the net is to
# hear the true class $t$: nothing if it was certain, and without limit if it had ruled that class
# out.
#
# $$ -\log p_t \;=\; -x_t + \log \sum_j e^{x_j}. $$
#
# | table | shape | meaning |
# |---|---|---|
# | $X$ | $(M, K)$ | logits, one row per goat |
# | $Y$ | $(M, K)$ | `ones_hot`: in each row a single 1, in the column of the true class |
# | $\ell$ | one number | the *average* surprise over the $M$ rows |
# | $\partial\ell/\partial X$ | $(M, K)$ | for you to hand back |
#
# **The trouble with exponentials.** $e^{710}$ no longer fits into a floating-point number, and
# logits of a thousand are nothing unusual in a net that has just been born. The way out: add the
# same number $c$ to all logits of a row. Every $e^{x_j}$ is multiplied by $e^c$, top and bottom
# of the fraction, and the shares do not change at all. So choose $c = -\max_j x_j$. The largest
# logit becomes $0$, the others become negative, and every exponential lies between $0$ and $1$:
#
# $$ \log p_k = (x_k - m) - \log \sum_j e^{x_j - m}, \qquad m = \max_j x_j. $$
#
# The sum is at least $e^0 = 1$, so its logarithm is harmless too. Hence the rule of the house:
#
# > **Never exponentiate a positive number.** The hidden tests watch.
#
# A second trap sits on the other side. A share may be so small that it is rounded to $0$, and
# $\log 0$ is $-\infty$. The formula above walks around this as well, because it never takes the
# logarithm of a share. (Adding some tiny $\varepsilon$ inside the logarithm does not help: it
# puts a ceiling on the surprise, and the ceiling is wrong.)
#
# **Backward.** This is the start of the way back, so there is no `dwnstrm`. For one row, the
# first term $-x_t$ has slope $-1$ at the true class and $0$ elsewhere. The second,
# $\log\sum_j e^{x_j}$, has slope $e^{x_k} / \sum_j e^{x_j}$ with respect to $x_k$, and you have
# met this fraction before. Put the two together, and do not forget that the loss is an average
# over $M$ rows, so each row counts only one $M$-th. The result is short enough for a postcard:
# *what you said, minus what was true*.
#
# **By hand.** One row, $x = (2, 1, 0)$, and the true class is the first.
#
# | step | | | |
# |---|---|---|---|
# | subtract the maximum, $2$ | $0$ | $-1$ | $-2$ |
# | exponentials | $1$ | $0.3679$ | $0.1353$ |
# | their sum, and its logarithm | $1.5032$ | $0.4076$ | |
# | shares $p$ | $0.6652$ | $0.2447$ | $0.0900$ |
# | gradient | $-0.3348$ | $0.2447$ | $0.0900$ |
#
# The loss is $-0 + 0.4076$. Note that the gradient adds up to zero: what the true class gains,
# the others lose.
#
# <details><summary>Hint: the shape of the maximum</summary>
#
# One maximum per row is a table of shape $(M, 1)$, if you ask NumPy for `keepdims=True`. Without
# it you get shape $(M,)$, and subtracting that from $(M, K)$ either fails or, when $M = K$,
# quietly does something else.
# </details>
#
# <details><summary>Hint: picking the true class without a loop</summary>
#
# Multiply a table by `ones_hot` and only the entries of the true classes are left. Then add up.
# </details>
#
# <details><summary>Hint: what should forward keep for backward?</summary>
#
# The logarithms of the shares are already there. Their exponentials are the shares, and since the
# logarithms are never positive, the rule of the house is kept.
# </details>

# %% id="cross_entropy" role="solution" exercise="cross_entropy"
from reference.pysmorch.cross_entropy.solution import CrossEntropy

# %% [markdown]
# The test compares with the table above, with a slow sum written row by row, with measured
# slopes, and with logits of a size that would break $e^x$.


# %% id="cross_entropy-test" role="test" exercise="cross_entropy"
def test_cross_entropy():
    # The worked example from the text; its numbers are rounded to four digits.
    goats = Data(np.array([[2.0, 1.0, 0.0]]))
    surprise = CrossEntropy(goats, np.array([[1.0, 0.0, 0.0]]))
    value = np.asarray(surprise.forward())
    assert value.size == 1, f"forward should give one number, not a table of shape {value.shape}."
    assert abs(value.item() - 0.4076) < 1e-4, (
        f"The loss of the worked example is 0.4076, but forward gives {value.item():.4f}."
    )
    surprise.backward()
    handed = getattr(goats, "G", None)
    assert handed is not None, "backward does not call in_layer.backward(...)."
    assert np.shape(handed) == (1, 3), f"The gradient has shape {np.shape(handed)}, not (1, 3)."
    assert np.allclose(handed, [[-0.3348, 0.2447, 0.0900]], atol=1e-4), (
        f"backward hands back the wrong gradient on the worked example:\n{handed}"
    )

    # Batches of different size, with new labels each time, against a slow sum.
    rng = np.random.default_rng(3)
    for rows in (6, 4):
        table, truth = rng.normal(size=(rows, 3)), rng.integers(3, size=rows)
        goats.set_data(table)
        surprise.set_labels(np.eye(3)[truth])
        slow = 0.0
        for logits, label in zip(table.tolist(), truth.tolist()):
            biggest = max(logits)
            slow += biggest - logits[label] + np.log(sum(np.exp(x - biggest) for x in logits))
        got = np.asarray(surprise.forward()).item()
        assert abs(got - slow / rows) < 1e-9, (
            f"Averaged over {rows} rows the loss is {slow / rows:.6f}, but forward gives {got:.6f}."
        )

        def loss_for_logits(logits):
            goats.set_data(logits)
            return surprise.forward()

        def slope_for_logits(logits):
            loss_for_logits(logits)
            surprise.backward()
            return goats.G

        assert check_gradient(loss_for_logits, slope_for_logits, table), (
            "backward is not the slope of forward. Sign, labels, and the average: which is it?"
        )

    # Large logits: the values are known without any exponential.
    loud = np.array([[1000.0, 0.0, 0.0], [0.0, -1e5, 0.0], [-900.0, -900.0, -900.0]])
    goats.set_data(loud.copy())
    surprise.set_labels(np.eye(3))
    expected = (0.0 + 1e5 + np.log(2) + np.log(3)) / 3
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        got = np.asarray(surprise.forward()).item()
        surprise.backward()
    assert abs(got - expected) < 1e-9 * expected, (
        f"At logits of 1000 and -100000 the loss is {expected:.4f}, but forward gives {got}. "
        "Did you subtract the maximum of each row, and take no logarithm of a share?"
    )
    assert np.all(np.isfinite(goats.G)), "The gradient is not finite at large logits."
    assert same(goats.data, loud), "The table of logits was changed. Build a new one instead."


test_cross_entropy()
print("CrossEntropy works, and it keeps calm at logits of a hundred thousand.")

# %% [markdown]
# On the left is the loss of a single row with two classes, as the logit of the true class goes
# from hopeless to certain, with the gradient below it. A net that is wrong is pushed with full
# force and a net that is right is left in peace. On the right is the same loss over a wider
# range, next to the formula as it stands in most books. The book gives up where $e^x$ does.


# %% id="cross_entropy-picture" role="picture" exercise="cross_entropy"
def picture_cross_entropy():
    def surprise_at(leads):
        values, slopes = [], []
        goat = Data(np.zeros((1, 2)))
        judge = CrossEntropy(goat, np.array([[1.0, 0.0]]))
        for lead in leads:
            goat.set_data(np.array([[lead, 0.0]]))
            values.append(np.asarray(judge.forward()).item())
            judge.backward()
            slopes.append(goat.G[0, 0])
        return np.array(values), np.array(slopes)

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    near = np.linspace(-6, 6, 241)
    values, slopes = surprise_at(near)
    left.axhline(0, color="0.85", zorder=0)
    left.plot(near, values, color="tab:blue", lw=3, label="loss")
    left.plot(near, slopes, color="tab:orange", lw=2, label="gradient handed back")
    left.plot(0, np.log(2), "o", color="k", ms=6)
    left.annotate("no idea: $\\log 2$", (0, np.log(2)), (1.2, 2.4), arrowprops={"arrowstyle": "->"})
    left.set(
        title="Wrong is expensive, right is cheap", xlabel="logit of the true class (other: 0)"
    )
    left.legend(loc="upper right")

    far = np.linspace(-1500, 1500, 301)
    values, _ = surprise_at(far)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        book = -np.log(np.exp(far) / (np.exp(far) + 1))
    book[~np.isfinite(book)] = np.nan
    right.axvspan(-1500, -745, color="tab:red", alpha=0.10)
    right.axvspan(710, 1500, color="tab:red", alpha=0.10)
    right.plot(far, values, color="tab:blue", lw=3, label="yours")
    right.plot(far, book, color="tab:red", lw=2, ls=(0, (4, 3)), label="the formula in the book")
    right.text(-1120, 120, "inf", color="tab:red", ha="center")
    right.text(1100, 500, "nan", color="tab:red", ha="center")
    right.set(title="Who survives large logits?", xlabel="logit of the true class (other: 0)")
    right.set_ylabel("loss")
    right.legend(loc="upper right")


picture_cross_entropy()

# %% [markdown]
# # 4. `Bias`: move every row by the same amount
#
# A linear layer sends zero to zero, whatever its weights are, and its relus all bend there. The
# bias sets them free: one trainable number per column, added to every row. In PySmorch it is a
# layer of its own.
#
# | table | shape | meaning |
# |---|---|---|
# | $X$ | $(M, N)$ | input |
# | $W$ | $(1, N)$ | the bias, in `self.W` as in every layer with something to learn |
# | $Z$ | $(M, N)$ | output, $Z_{ij} = X_{ij} + W_j$ |
# | $D$ | $(M, N)$ | gradient that comes from below, `dwnstrm` |
# | $\partial\ell/\partial W$ | $(1, N)$ or $(N,)$ | for you to store in `self.G` |
# | $\partial\ell/\partial X$ | $(M, N)$ | for you to hand back |
#
# **Backward.** The slope of a sum with respect to one of its terms is $1$. For the input, that is
# all: every $X_{ij}$ is used once, and what arrives at $Z_{ij}$ belongs to it.
#
# $W_j$ is used $M$ times, once in every row. Raise it a little and *all* the rows move. Its
# effect on the loss is therefore the sum of its effects through each of them:
#
# $$ \frac{\partial \ell}{\partial W_j} = \sum_{i=1}^{M} D_{ij}. $$
#
# This is a pattern worth keeping: **what is spread over the rows on the way forward is added up
# over the rows on the way back.** And it is a sum and not an average, because the loss has
# divided by $M$ already.
#
# **By hand.**
#
# $$ X = \begin{pmatrix} 1 & 2 \\ 3 & 4 \\ 5 & 6 \end{pmatrix}, \quad
# W = \begin{pmatrix} 10 & -1 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 11 & 1 \\ 13 & 3 \\ 15 & 5 \end{pmatrix}, \qquad
# D = \begin{pmatrix} 1 & 0 \\ 0 & 2 \\ 3 & -1 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial\ell}{\partial W} = \begin{pmatrix} 4 & 1 \end{pmatrix}. $$
#
# The gradient for $X$ is $D$ itself.
#
# <details><summary>Hint: which axis?</summary>
#
# The axis that you name in `sum(axis=...)` is the one that disappears. There are $M$ rows and one
# of them should be left. With `keepdims=True` the result keeps two dimensions.
# </details>

# %% id="bias" role="solution" exercise="bias"
from reference.pysmorch.bias.solution import Bias

# %% [markdown]
# Again the test needs only `Data` and `SquareLoss`. It looks at the shape of `G` before anything
# else: a gradient with one row per goat would add up to nonsense without ever raising an error.


# %% id="bias-test" role="test" exercise="bias"
def test_bias():
    # The worked example from the text, number by number.
    example = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    goats = Data(example.copy())
    layer = Bias(goats)
    layer.W[:] = [[10, -1]]
    moved = layer.forward()
    assert same(moved, [[11, 1], [13, 3], [15, 5]]), (
        f"forward is wrong on the worked example: it gives\n{moved}"
    )
    arriving = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, -1.0]])
    kept = arriving.copy()
    layer.backward(arriving)
    for_bias, for_inputs = getattr(layer, "G", None), getattr(goats, "G", None)
    assert np.shape(for_bias) in {(1, 2), (2,)}, (
        f"self.G has shape {np.shape(for_bias)}, but there is one bias per column: (1, 2)."
    )
    assert np.allclose(for_bias, [4, 1]), f"self.G should hold 4 and 1, but it holds {for_bias}."
    assert for_inputs is not None, "backward does not call in_layer.backward(...)."
    assert same(for_inputs, kept), f"backward hands back the wrong gradient:\n{for_inputs}"
    assert same(goats.data, example), "The input table was changed. Build a new one instead."
    assert same(layer.W, [[10, -1]]), "W was changed. Steps downhill are taken elsewhere."

    # Measured slopes, for two batches of different size.
    rng = np.random.default_rng(4)
    square = SquareLoss(layer, None)
    for rows in (8, 5):
        table = rng.normal(size=(rows, 2))
        square.set_data(rng.normal(size=(rows, 2)))

        def loss_for_bias(bias):
            layer.W[:] = bias
            goats.set_data(table)
            return square.forward()

        def slope_for_bias(bias):
            loss_for_bias(bias)
            square.backward()
            return np.reshape(layer.G, (1, 2))

        assert check_gradient(loss_for_bias, slope_for_bias, rng.normal(size=(1, 2))), (
            "self.G is not the slope of the loss with respect to W. Which rows does W act on?"
        )

        def loss_for_inputs(inputs):
            goats.set_data(inputs)
            return square.forward()

        def slope_for_inputs(inputs):
            loss_for_inputs(inputs)
            square.backward()
            return goats.G

        assert check_gradient(loss_for_inputs, slope_for_inputs, table), (
            "The gradient handed to in_layer is not the slope with respect to X. Look at backward."
        )

    # The same step twice: the second answer must stand alone.
    square.backward()
    once = np.array(layer.G)
    square.backward()
    assert same(layer.G, once), "G grows with each backward. It belongs to the latest one alone."


test_bias()
print("Bias works: every column has found its place.")

# %% [markdown]
# Your bias learns its first thing. The goats on the left should stand around the water on the
# right. All the net can do is move the whole flock, so it goes down the slope of the square loss,
# step by step. Each dot on the path is one step with your `G`.


# %% id="bias-picture" role="picture" exercise="bias"
def picture_bias():
    rng = np.random.default_rng(5)
    flock = rng.normal(size=(60, 2)) * [0.7, 0.4] + [-2.0, -1.0]
    water = np.array([2.0, 1.0])
    layer = Bias(Data(flock))
    layer.W = np.zeros((1, 2))
    square = SquareLoss(layer, np.tile(water, (60, 1)))

    path, losses = [flock.mean(axis=0)], []
    for _ in range(30):
        losses.append(square.forward())
        square.backward()
        layer.W = layer.W - 0.2 * np.reshape(layer.G, (1, 2))
        path.append(layer.forward().mean(axis=0))

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    left.scatter(*flock.T, s=22, color="0.65", label="the flock before")
    left.scatter(*layer.forward().T, s=22, color="tab:green", label="the flock after")
    left.plot(*np.array(path).T, "o-", color="tab:orange", ms=4, lw=1, label="its centre")
    left.plot(*water, "*", color="tab:blue", ms=18, label="the water")
    left.set(title="A bias moves all rows alike", xlabel="column 0", ylabel="column 1")
    left.set_ylim(-2.3, 3.6)
    left.legend(loc="upper left", ncols=2)

    floor = 0.5 * np.sum(flock.var(axis=0))
    right.plot(losses, "o-", color="tab:orange", ms=4, lw=1.5)
    right.axhline(floor, color="0.5", ls="--", label="what no bias can remove: the flock's spread")
    right.set(title="The loss, step by step", xlabel="step", ylabel="loss", ylim=(0, None))
    right.legend()


picture_bias()

# %% [markdown]
# # 5. The network
#
# All pages are back. What is missing is the last one, on which the postwoman had put them
# together. Her plan survives as a table, with a bite out of the corner:
#
# | name | layer | fed by | output |
# |---|---|---|---|
# | `X` | `Data`, three readings per goat | | $(M, 3)$ |
# | `L1`, `B1`, `R1` | linear to 5 columns, bias, relu | `X` | $(M, 5)$ |
# | `L2`, `B2`, `R2` | linear to 8 columns, bias, relu | the first block | $(M, 8)$ |
# | `L3`, `B3` | linear to 5 columns, bias | the second block | $(M, 5)$ |
# | `loss` | cross-entropy with the labels `Y` | the logits | one number |
#
# Within a block every layer feeds the next, in the order given. There is no relu after the last
# bias. The five columns of `B3` are logits, and a logit must be free to go below zero.
#
# How many numbers will the net learn? The first block has $3\cdot 5$ weights and $5$ biases. Work
# out the other two and add up: you should find $113$.
#
# **What to write.** Nine lines, one per layer, with exactly the names of the table. A layer is
# handed the *layer* that feeds it, and not that layer's numbers: nothing runs until somebody asks
# the loss. That is also why the same net can be trained on other goats later: `X.set_data(...)`,
# `loss.set_labels(...)`, and ask again.
#
# `X` and `Y` stand there already, with ten goats to try. `Y` has one row per goat and a 1 in the
# column of her meadow.
#
# <details><summary>Hint: how does a line look?</summary>
#
# The name, an equals sign, the class, and in brackets the layer that feeds it, followed by the
# number of columns for a linear layer or the labels for the loss.
# </details>

# %% id="network" role="solution" exercise="network"
from reference.pysmorch.network.solution import L1, B1, R1, L2, B2, R2, L3, B3, X, Y, loss

# %% [markdown]
# The test walks along the chain from the loss back to the data, and then measures the slope of
# the loss with respect to all 113 numbers, through every layer that you have written. If the walk
# is fine and a slope is not, go back to the test of that layer.


# %% id="network-test" role="test" exercise="network"
def test_network():
    # Walk from the loss back to the data.
    plan = [
        ("loss", loss, CrossEntropy),
        ("B3", B3, Bias),
        ("L3", L3, Linear),
        ("R2", R2, Relu),
        ("B2", B2, Bias),
        ("L2", L2, Linear),
        ("R1", R1, Relu),
        ("B1", B1, Bias),
        ("L1", L1, Linear),
    ]
    behind = [layer for _, layer, _ in plan[1:]] + [X]
    names = [name for name, _, _ in plan[1:]] + ["X"]
    for (name, layer, kind), feeding, feeding_name in zip(plan, behind, names):
        assert isinstance(layer, kind), f"{name} should be a {kind.__name__}."
        assert layer.in_layer is feeding, f"{name} should be fed by {feeding_name}, but is not."

    shapes = {"L1": (3, 5), "B1": (1, 5), "L2": (5, 8), "B2": (1, 8), "L3": (8, 5), "B3": (1, 5)}
    learning = {name: layer for name, layer, _ in reversed(plan) if name in shapes}
    for name, layer in learning.items():
        assert layer.W.shape == shapes[name], (
            f"{name}.W has shape {layer.W.shape}, but the plan asks for {shapes[name]}."
        )
    assert same(loss.ones_hot, Y), "The loss should be given Y, just as it stands."
    loss.forward()
    loss.backward()
    for name, layer in learning.items():
        assert hasattr(layer, "G"), f"No gradient reaches {name}: somebody above keeps it."

    # Seven goats that it has never seen, and a measured slope for each of its numbers.
    rng = np.random.default_rng(6)
    before = X.data, loss.ones_hot, {name: layer.W.copy() for name, layer in learning.items()}
    X.set_data(rng.normal(size=(7, 3)))
    loss.set_labels(np.eye(5)[rng.integers(5, size=7)])
    for name, layer in learning.items():
        layer.W[:] = rng.normal(size=shapes[name]) / 2

    for name, layer in learning.items():

        def loss_for(numbers):
            layer.W[:] = numbers
            return loss.forward()

        def slope_for(numbers):
            loss_for(numbers)
            loss.backward()
            return np.reshape(layer.G, shapes[name])

        start = layer.W.copy()
        assert check_gradient(loss_for, slope_for, start), (
            f"The gradient of {name} does not fit the loss. Do all the tests above still pass?"
        )
        layer.W[:] = start

    # Leave the net as it was found.
    X.set_data(before[0])
    loss.set_labels(before[1])
    for name, layer in learning.items():
        layer.W[:] = before[2][name]


test_network()
print("All 113 slopes are right. PySmorch is whole again.")

# %% [markdown]
# # The map of the island
#
# Everything comes together. Three hundred goats, standing in meadows that the farmers agree
# about, go through your net two thousand times. Each time it takes one step downhill along your
# six gradients. Then a hundred other goats are asked for.
#
# On the right is the map, as your net draws it: for every spot on the island it was given the
# three distances to the masts (the triangles), and the colour is the meadow with the largest
# logit. Nobody told it where the masts are, nor that there is such a thing as a map.


# %% id="network-picture" role="picture" exercise="network"
def picture_network():
    rng = np.random.default_rng(6)
    masts = np.array([[-1.1, 0.6], [0.9, 0.9], [0.1, -1.2]])
    meadows = ["Clover Bowl", "Eastcliff", "Northshaw", "Westgate", "Southfen"]
    colours = ["#f2c14e", "#4d9de0", "#7768ae", "#e15554", "#3bb273"]

    def readings(spots):
        return 2 * (np.linalg.norm(spots[:, None, :] - masts, axis=2) - 1.2)

    def meadow_of(spots):
        radius, angle = np.hypot(*spots.T), np.arctan2(spots[:, 1], spots[:, 0])
        quarter = np.floor((angle + 0.9 * radius) / (np.pi / 2) + 0.5).astype(int) % 4
        return np.where(radius < 0.4, 0, 1 + quarter)

    radius, angle = np.sqrt(rng.uniform(size=400)), rng.uniform(-np.pi, np.pi, size=400)
    goats = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    truth = meadow_of(goats)
    known, unseen = slice(0, 300), slice(300, 400)

    # A fresh start, so that the map does not depend on what was run before.
    learning = [L1, B1, L2, B2, L3, B3]
    for layer in learning:
        inputs = layer.W.shape[0]
        spread = np.sqrt(2 / inputs) if isinstance(layer, Linear) else 0.0
        layer.W = spread * rng.normal(size=layer.W.shape)
    ten_goats, their_meadows = X.data, loss.ones_hot
    X.set_data(readings(goats[known]))
    loss.set_labels(np.eye(5)[truth[known]])
    losses = []
    for _ in range(2000):
        losses.append(np.asarray(loss.forward()).item())
        loss.backward()
        for layer in learning:
            layer.W = layer.W - 0.2 * np.reshape(layer.G, layer.W.shape)

    def guess(spots):
        X.set_data(readings(spots))
        return B3.forward().argmax(axis=1)

    score = np.mean(guess(goats[unseen]) == truth[unseen])
    side = np.linspace(-1.3, 1.3, 260)
    spots = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    guesses = guess(spots).astype(float)
    guesses[np.hypot(*spots.T) > 1.08] = np.nan
    X.set_data(ten_goats)
    loss.set_labels(their_meadows)

    figure, (left, right) = plt.subplots(
        1, 2, figsize=(12, 5.2), layout="constrained", width_ratios=[1, 1.25]
    )
    left.semilogy(losses, color="tab:blue", lw=2)
    left.axhline(np.log(5), color="0.5", ls="--")
    left.text(2000, np.log(5) * 1.06, "pure guessing: $\\log 5$", ha="right", color="0.4")
    left.set(title="What 300 goats teach", xlabel="step", ylabel="average cross-entropy")

    right.set_facecolor("#d8ecf5")
    ground = np.ma.masked_invalid(guesses.reshape(260, 260))
    shades = plt.matplotlib.colors.ListedColormap(colours)
    frame = (-1.3, 1.3, -1.3, 1.3)
    right.imshow(ground, extent=frame, origin="lower", cmap=shades, vmin=0, vmax=4, alpha=0.55)
    for number, (meadow, colour) in enumerate(zip(meadows, colours)):
        here = goats[unseen][truth[unseen] == number]
        right.scatter(*here.T, s=26, color=colour, edgecolor="k", linewidth=0.6, label=meadow)
    right.plot(*masts.T, "^", color="k", ms=10, label="mast")
    right.set(title=f"The map, and 100 unseen goats: {score:.0%} in the right meadow")
    right.set(xticks=[], yticks=[])
    right.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)


picture_network()

# %% [markdown]
# The dots are goats that the net had never met, in the colour of the meadow in which they really
# stand. Where a dot and the ground beneath it disagree, your net is wrong, and it will be close
# to a fence.
#
# That is a working neural-network library: five small classes, no formula longer than a line, and
# a chain that passes two kinds of messages. Everything larger is built in the same way.
#
# Some questions for the evening:
#
# * Take out the two relus. What do the fences look like now, and why?
# * Why can a net with zeros for *all* its weights never learn, while zeros for the biases do no
#   harm?
# * Goat 28 was seen at the post office again. Which layer would you rather write a second time?

# %% [markdown]
# ## Handing in
#
# Save the notebook. If your course has an exchange from which you fetched this lab, then run
# `from utility import submit; submit()` in a cell of your own, and keep the receipt.
