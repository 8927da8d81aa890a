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
# # A network from nothing: the log of Cape Nought
#
# There is a lighthouse on Cape Nought, and beside it stood, for a hundred and thirty years, a desk
# with a logbook. Every hour the keeper looked at the sea and wrote down one digit, from 0 (*flat*)
# to 9 (*could not get the door open*). Forty-three keepers did so, in forty-three handwritings,
# some of them with one hand while they held on to the desk with the other.
#
# People who study storms would give a great deal for that book as a table of numbers. It has been
# scanned, by a machine that was built to read parking tickets: each digit is now a picture of 8
# by 8 dots. A patient clerk typed in the first 1,797 of them and then retired. More than a million
# are left.
#
# **Your goal: a program that reads the rest.** You will build a neural network for it out of
# nothing but NumPy: no framework, no automatic derivatives. At the end it reads digits that it
# has never seen, and gets all but a handful of them right.
#
# | exercise | what it does | what you write |
# |---|---|---|
# | `ReLU` | keeps what is positive | forward and backward |
# | `Dense` | mixes all inputs, and learns | forward, backward, and the step |
# | the loss | says how wrong an answer is | the loss and its gradient |
# | `forward`, `predict` | runs the whole network | two functions |
# | `train` | lets all layers learn from a batch | one function |
#
# **How to work.** Each exercise has a cell with `raise NotImplementedError()` in the places that
# are yours. Put your lines there, run the cell, then run the test below it. The test tells you
# what to look at; leave the test itself alone. After it comes a picture, drawn by *your* code.
# Most answers are one to five lines long. When your work is graded, other numbers are used, and
# some nastier ones: very large ones, whole ones (integers), a batch of one row.

# %% [markdown]
# ## Before you start
#
# Run this cell first, and again whenever you restart the notebook.

# %% id="setup" role="given"
import matplotlib.pyplot as plt
import numpy as np

from utility import check_gradient, load_digits

np.random.seed(42)

# %% [markdown]
# Here are the clerk's digits. They come in three parts: one to learn from, one to look at while
# learning (`val`), and one that stays in the drawer until the very end (`test`).

# %% id="given-digits" role="given"
X_train, y_train, X_val, y_val, X_test, y_test = load_digits()

print("to learn from:", X_train.shape, "with answers", y_train.shape)
print("to look at:   ", X_val.shape)
print("for the end:  ", X_test.shape)
print("darkest and lightest dot:", X_train.max(), X_train.min())

# %% [markdown]
# One picture is one **row** of 64 numbers, and a table of pictures has shape (rows, 64). Every
# number lies between 0 and 1. That is no accident: the scanner wrote other numbers, and
# `load_digits` has divided them. A step that is right for inputs around 1 is thousands of times
# too long for inputs around 200, and training flies apart. If you ever feed a network of your own
# and its loss turns into `nan`, look at the size of the inputs first.


# %% id="given-sheet" role="given"
def sheet(pictures, columns):
    """Pictures of 8 by 8 dots, one per row of the table, laid out on one large sheet."""
    rows = -(-len(pictures) // columns)
    cells = np.full((rows, columns, 10, 10), np.nan)
    for place, picture in enumerate(pictures):
        cells[place // columns, place % columns, 1:9, 1:9] = np.reshape(picture, (8, 8))
    return cells.swapaxes(1, 2).reshape(10 * rows, 10 * columns)


def show_sheet(axis, pictures, labels, columns, **options):
    """Draw a sheet, with a label above each picture."""
    axis.imshow(sheet(pictures, columns), **options)
    for place, label in enumerate(labels):
        x, y = 10 * (place % columns) + 4.5, 10 * (place // columns) + 0.4
        axis.text(x, y, label, ha="center", va="bottom", fontsize=8, color="tab:blue")
    axis.set_ylim(axis.get_ylim()[0], -2.5)
    axis.axis("off")


# %% id="digits-picture" role="picture" exercise="relu"
def picture_digits():
    figure, axis = plt.subplots(figsize=(11, 3.7), layout="constrained")
    show_sheet(axis, X_train[:64], y_train[:64], columns=16, cmap="gray_r")
    axis.set_title("From the log of Cape Nought (in blue: what the clerk typed)")


picture_digits()

# %% [markdown]
# ## What a layer is
#
# The network is a list of **layers**, and every layer can do two things.
#
# * **`forward(input)`**: take a table, shape (rows, input units), and return another, shape
#   (rows, output units). Row $n$ of the output comes from row $n$ of the input.
# * **`backward(input, grad_output)`**: take the same `input` once more, together with the answer
#   to the question "if this number in your *output* were a little larger, how fast would the loss
#   grow?". That answer is a table of slopes, one for each number of the output; it is called a
#   *gradient*. Return the answer to the same question about the *input*.
#
# In letters: the layer turns $X$ into $Z$, the loss is $\ell$, and
#
# $$ \mathtt{grad\_output}_{no} = \frac{\partial \ell}{\partial Z_{no}}
# \quad\longrightarrow\quad
# \text{return } \frac{\partial \ell}{\partial X_{ni}}
# = \sum_o \frac{\partial \ell}{\partial Z_{no}} \frac{\partial Z_{no}}{\partial X_{ni}}. $$
#
# That is the chain rule, and it is all the mathematics there is. A layer with parameters has one
# more duty in `backward`: it takes its **step downhill** there, so that after a call of
# `backward` it has learned something.
#
# Here is the plainest layer of all. It changes nothing, in either direction. Yours will be built
# on top of it.

# %% id="given-layer" role="given"
from assignments.numpy_network.given import Layer

# %% [markdown]
# Three habits that save hours:
#
# * **A gradient has the shape of the thing it belongs to.** If the shape is wrong, so is the
#   formula.
# * **Arrays that you are handed belong to somebody else.** Read them and build new ones;
#   `a = a * b` and not `a *= b`.
# * **A layer works with the `input` that it is handed**, and not with one that it remembers. The
#   network may have looked at other pictures in between.

# %% [markdown] convention="loss_gradient=mean"
# ## Who divides by N?
#
# The loss of a batch is the *average* over its $N$ rows, so somewhere there has to be a division
# by $N$. It must happen exactly once. Do it twice and every step is $N$ times too short: nothing
# breaks, nothing complains, and training takes all night. (More than one course has handed out
# code that does.)
#
# The rule of this lab: **the gradient of the loss has already been divided by $N$.** So every
# `grad_output` that reaches a layer has the factor in it, and no layer divides again. Where a
# layer meets all rows of a batch at once, it *adds up*.

# %% [markdown] convention="loss_gradient=sum"
# ## Who divides by N?
#
# The loss of a batch is the *average* over its $N$ rows, so somewhere there has to be a division
# by $N$. It must happen exactly once. Do it twice and every step is $N$ times too short: nothing
# breaks, nothing complains, and training takes all night. (More than one course has handed out
# code that does.)
#
# The rule of this lab: **the gradient of the loss is not divided.** Each row of it is the gradient
# of that row's own loss. So are the rows of every `grad_output`, and where a layer meets all rows
# of a batch at once, in the step that it takes, it takes the *average*.

# %% [markdown]
# The tests below read the rule from here.

# %% id="given-rule" role="given" convention="loss_gradient=mean"
DIVIDED_IN = "the loss"

# %% id="given-rule-sum" role="given" convention="loss_gradient=sum"
DIVIDED_IN = "Dense"

# %% [markdown]
# ## How you know that a gradient is right
#
# You measure it. Move one number up a little, move it down a little, and see what the loss does:
# that is a slope, and no formula was needed. `check_gradient(f, grad, x)` does this for the
# numbers in `x` and compares what it finds with what `grad` says. If they disagree it prints the
# worst place, like this:
#
# ```
# check_gradient: 2 of the 12 entries compared disagree.
#   The largest disagreement is at index [1, 2]:
#   your gradient says -0.25, the measured slope is 0.25.
# ```
#
# Look at the two numbers before you look at your code. *Opposite signs*: a minus too many. *One is
# the other times the number of rows*: see the section above. *Yours is 0 in many places*: a mask
# is the wrong way round. *Only a few entries are wrong*: what is special about their rows?


# %% id="given-same" role="given"
def same(got, want):
    """Whether two arrays have the same shape and, up to rounding, the same numbers."""
    return np.shape(got) == np.shape(want) and np.allclose(got, want, rtol=1e-9, atol=1e-12)


# %% [markdown]
# # 1. `ReLU`: keep what is positive
#
# We start with the smallest layer that is worth having. It looks at each number by itself:
#
# $$ Z_{ni} = \max(0, X_{ni}). $$
#
# Why would a network want such a thing? Because without it all the others are wasted. Two layers
# of weighted sums, one on top of the other, are again weighted sums, and so are a hundred. One
# bend between them changes everything.
#
# | array | shape |
# |---|---|
# | `input` ($X$), and what `forward` returns ($Z$) | (rows, units) |
# | `grad_output`, and what `backward` returns | (rows, units) |
#
# **Backward.** $Z_{ni}$ depends on $X_{ni}$ and on nothing else. Where $X_{ni}$ is positive the
# two move together, and the slope is 1. Where it is negative $Z_{ni}$ stays at 0, and the slope is
# 0. The chain rule multiplies this by the slope that arrives:
#
# $$ \frac{\partial \ell}{\partial X_{ni}} = \begin{cases}
# \mathtt{grad\_output}_{ni} & \text{if } X_{ni} > 0, \\
# 0 & \text{if } X_{ni} < 0. \end{cases} $$
#
# At exactly 0 there is a corner, and a corner has no slope. Anything from 0 to 1 times what
# arrives is accepted.
#
# **By hand.** Two rows, three units:
#
# $$ X = \begin{pmatrix} 3 & -2 & 0.1 \\ -0.5 & 1 & -4 \end{pmatrix}, \quad
# \mathtt{grad\_output} = \begin{pmatrix} -1 & 5 & 2 \\ 6 & 0.5 & 1 \end{pmatrix} $$
#
# $$ Z = \begin{pmatrix} 3 & 0 & 0.1 \\ 0 & 1 & 0 \end{pmatrix}, \qquad
# \frac{\partial \ell}{\partial X} = \begin{pmatrix} -1 & 0 & 2 \\ 0 & 0.5 & 0 \end{pmatrix}. $$
#
# Notice the $-1$. It is negative and it passes, because the 3 above it was positive. The sign of
# the *input* decides, never the sign of the gradient.
#
# <details><summary>Hint: no loop is needed</summary>
#
# `np.maximum` compares two things entry by entry, and one of them may be a single number. And
# `table > 2` is a whole table of true and false, which count as 1 and 0 when you multiply.
# </details>

# %% id="relu" role="solution" exercise="relu"
from reference.numpy_network.relu.solution import ReLU

# %% [markdown]
# The test below works through the example and then measures slopes. If it stops, read the *last*
# line of the red text first.


# %% id="relu-test" role="test" exercise="relu"
def test_relu():
    # The worked example from the text, number by number.
    layer = ReLU()
    example = np.array([[3.0, -2.0, 0.1], [-0.5, 1.0, -4.0]])
    arriving = np.array([[-1.0, 5.0, 2.0], [6.0, 0.5, 1.0]])
    kept = example.copy(), arriving.copy()
    bent = layer.forward(example)
    assert same(bent, [[3, 0, 0.1], [0, 1, 0]]), (
        f"forward is wrong on the worked example: it gives\n{bent}"
    )
    assert same(example, kept[0]), "forward has changed its input. Build a new table instead."
    handed = layer.backward(example, arriving)
    assert handed is not None, "backward returns nothing. Is there a return?"
    assert same(handed, [[-1, 0, 2], [0, 0.5, 0]]), (
        f"backward is wrong on the worked example: it gives\n{handed}"
    )
    assert same(example, kept[0]), "backward has changed its input. Build a new table instead."
    assert same(arriving, kept[1]), "backward has changed grad_output. Build a new table instead."

    # Another table goes through in between; it must not matter.
    layer.forward(np.abs(example))
    assert same(layer.backward(input=example, grad_output=arriving), [[-1, 0, 2], [0, 0.5, 0]]), (
        "backward must use the input that it is handed, and not the one that forward saw last."
    )

    # Measured slopes, for batches of different size, well away from the corner.
    rng = np.random.default_rng(1)
    for rows in (5, 2):
        table = rng.choice([-1.0, 1.0], size=(rows, 4)) * rng.uniform(0.2, 2.0, size=(rows, 4))
        weight = rng.normal(size=(rows, 4))
        assert check_gradient(
            lambda x: np.sum(weight * layer.forward(x)),
            lambda x: layer.backward(x, weight.copy()),
            table,
        ), "backward does not give the slopes of forward. Which numbers decide what may pass?"

    # On the corner itself any number from 0 to 1 will do, but it has to be one.
    corner = layer.backward(np.zeros((1, 2)), np.ones((1, 2)))
    assert np.all((corner >= 0) & (corner <= 1)), f"At an input of 0 backward gives {corner}."


test_relu()
print("ReLU works: what is positive passes, in both directions.")

# %% [markdown]
# On the left is your layer, with its slope. The three pictures show what it is good for. Take the
# average 3 and subtract the average 8: red dots speak for a 3 and blue ones for an 8. Your ReLU
# keeps the red. The last picture is `backward`, when a gradient of 1 arrives at every dot: only
# where something came through on the way forward can anything be learned on the way back.


# %% id="relu-picture" role="picture" exercise="relu"
def picture_relu():
    layer = ReLU()
    figure, axes = plt.subplots(
        1, 4, figsize=(12, 3.2), layout="constrained", width_ratios=[1.7, 1, 1, 1]
    )
    line = np.linspace(-2, 2, 401)[:, None]
    axes[0].axvline(0, color="0.85", zorder=0)
    axes[0].plot(line, layer.forward(line), color="tab:blue", lw=3, label="forward")
    slope = layer.backward(line, np.ones_like(line))
    axes[0].plot(line, slope, color="tab:orange", lw=2, label="backward, if 1 arrives")
    axes[0].set(title="Your ReLU", xlabel="input", ylim=(-0.2, 2.1))
    axes[0].legend(loc="upper left")

    difference = X_train[y_train == 3].mean(axis=0) - X_train[y_train == 8].mean(axis=0)
    row = difference[None, :]
    panels = {
        "average 3 minus average 8": row,
        "after forward": layer.forward(row),
        "backward": layer.backward(row, np.ones_like(row)),
    }
    for axis, (title, values) in zip(axes[1:], panels.items()):
        reach = np.abs(values).max()
        axis.imshow(values.reshape(8, 8), cmap="RdBu_r", vmin=-reach, vmax=reach)
        axis.set(title=title, xticks=[], yticks=[])


picture_relu()

# %% [markdown]
# # 2. `Dense`: the layer that learns
#
# Every output of a dense layer is a weighted sum of *all* inputs, plus a number of its own, the
# bias. What the weights and biases should be, nobody tells it: it finds out.
#
# | array | shape | |
# |---|---|---|
# | `input` | $X$: (rows, input_units) | |
# | `self.weights` | $W$: (input_units, output_units) | one column per output |
# | `self.biases` | $b$: (output_units,) | one number per output |
# | what `forward` returns | $Z$: (rows, output_units) | |
# | `grad_output` | $D$: (rows, output_units) | $\partial\ell / \partial Z$ |
# | what `backward` returns | (rows, input_units) | $\partial\ell / \partial X$ |
#
# **Forward.** $Z = XW + b$; the same $b$ is added to every row.
#
# **Backward, for the input.** $X_{ni}$ reaches output $o$ of its own row through the weight
# $W_{io}$, so
#
# $$ \frac{\partial \ell}{\partial X_{ni}} = \sum_o D_{no} W_{io}. $$
#
# **Backward, for the parameters.** The weight $W_{io}$ touches output $o$ in *every* row, and in
# row $n$ it is multiplied by $X_{ni}$. The bias $b_o$ touches output $o$ in every row, and is
# multiplied by nothing. So each row has its say:
#
# $$ \text{row } n \text{ says } X_{ni}\, D_{no} \text{ for } W_{io},
# \qquad \text{and } D_{no} \text{ for } b_o. $$

# %% [markdown] convention="loss_gradient=mean"
# **The step.** The loss has done the dividing, so all that is left is to add up what the rows say,
# and to walk against it:
#
# $$ W_{io} \leftarrow W_{io} - \eta \sum_n X_{ni} D_{no}, \qquad
# b_o \leftarrow b_o - \eta \sum_n D_{no}, $$
#
# where $\eta$ is `self.learning_rate`. Both sums run over the rows. The first of them is a matrix
# product in disguise.
#
# **By hand.** Two rows, three inputs, two outputs, and $\eta = 0.1$:
#
# $$ X = \begin{pmatrix} 1 & 2 & 0 \\ 0 & -1 & 3 \end{pmatrix}, \quad
# W = \begin{pmatrix} 1 & -1 \\ 0 & 2 \\ 1 & 1 \end{pmatrix}, \quad
# b = \begin{pmatrix} 10 & 20 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 11 & 23 \\ 13 & 21 \end{pmatrix}. $$
#
# $$ D = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial \ell}{\partial X} = \begin{pmatrix} 1 & 0 & 1 \\ 3 & -2 & 1 \end{pmatrix}, \quad
# \sum_n X_{ni} D_{no} = \begin{pmatrix} 1 & 0 \\ 0 & 1 \\ 6 & -3 \end{pmatrix}, \quad
# \sum_n D_{no} = \begin{pmatrix} 3 & -1 \end{pmatrix}. $$
#
# After the step,
#
# $$ W = \begin{pmatrix} 0.9 & -1 \\ 0 & 1.9 \\ 0.4 & 1.3 \end{pmatrix}, \qquad
# b = \begin{pmatrix} 9.7 & 20.1 \end{pmatrix}. $$

# %% [markdown] convention="loss_gradient=sum"
# **The step.** Nobody has divided yet, so it is done here: take the average of what the rows say,
# and walk against it,
#
# $$ W_{io} \leftarrow W_{io} - \frac{\eta}{N} \sum_n X_{ni} D_{no}, \qquad
# b_o \leftarrow b_o - \frac{\eta}{N} \sum_n D_{no}, $$
#
# where $\eta$ is `self.learning_rate` and $N$ the number of rows. The first sum is a matrix
# product in disguise. What `backward` *returns* is not averaged: each row gets its own.
#
# **By hand.** Two rows, three inputs, two outputs, and $\eta = 0.1$:
#
# $$ X = \begin{pmatrix} 1 & 2 & 0 \\ 0 & -1 & 3 \end{pmatrix}, \quad
# W = \begin{pmatrix} 1 & -1 \\ 0 & 2 \\ 1 & 1 \end{pmatrix}, \quad
# b = \begin{pmatrix} 10 & 20 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 11 & 23 \\ 13 & 21 \end{pmatrix}. $$
#
# $$ D = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial \ell}{\partial X} = \begin{pmatrix} 1 & 0 & 1 \\ 3 & -2 & 1 \end{pmatrix}, \quad
# \frac12 \sum_n X_{ni} D_{no} = \begin{pmatrix} 0.5 & 0 \\ 0 & 0.5 \\ 3 & -1.5 \end{pmatrix}, \quad
# \frac12 \sum_n D_{no} = \begin{pmatrix} 1.5 & -0.5 \end{pmatrix}. $$
#
# After the step,
#
# $$ W = \begin{pmatrix} 0.95 & -1 \\ 0 & 1.95 \\ 0.7 & 1.15 \end{pmatrix}, \qquad
# b = \begin{pmatrix} 9.85 & 20.05 \end{pmatrix}. $$

# %% [markdown]
# Check one number of each table with a pencil before you write any code.
#
# **A trap.** The gradient that you return belongs to the weights that `forward` used. Once you
# have taken the step, those are gone.
#
# **How it starts.** `__init__` is written for you, and fills the weights with random numbers. If
# all of them were 0, all outputs would be equal, all would get the same gradient, and they would
# stay equal for ever. If they were large, the sums of 64 of them would be larger still, and grow
# from layer to layer. Numbers around $\sqrt{2 / \mathtt{input\_units}}$ keep the sums about as
# large as the inputs.
#
# <details><summary>Hint: which matrix product?</summary>
#
# Write the shapes under the letters. You have (rows, input_units) and (rows, output_units), and
# want (input_units, output_units): the rows must meet in the middle, where they disappear. `.T`
# turns a table on its side and `@` multiplies.
# </details>
#
# <details><summary>Hint: the shape of the biases</summary>
#
# `table.sum(axis=0)` adds up over the rows and leaves shape (output_units,). The axis that you
# name is the one that goes away.
# </details>
#
# <details><summary>Hint: in which order?</summary>
#
# First all three gradients, then the step, then the return.
# </details>

# %% id="dense" role="solution" exercise="dense"
from reference.numpy_network.dense.solution import Dense

# %% [markdown]
# The test sets the weights by hand, which nobody should do in a real network. It reads your
# gradients off the step: whatever the parameters lost, divided by the learning rate.


# %% id="dense-test" role="test" exercise="dense"
def test_dense():
    # The worked example from the text, number by number.
    layer = Dense(3, 2, learning_rate=0.1)
    assert np.shape(layer.weights) == (3, 2), f"weights have shape {np.shape(layer.weights)}."
    layer.weights = np.array([[1.0, -1.0], [0.0, 2.0], [1.0, 1.0]])
    layer.biases = np.array([10.0, 20.0])
    example = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]])
    arriving = np.array([[1.0, 0.0], [2.0, -1.0]])
    sums = layer.forward(example)
    assert same(sums, [[11, 23], [13, 21]]), (
        f"forward is wrong on the worked example: it gives\n{sums}"
    )
    handed = layer.backward(example, arriving)
    assert handed is not None, "backward returns nothing. Is there a return?"
    share = 2 if DIVIDED_IN == "Dense" else 1
    weights = (
        np.array([[1, -1], [0, 2], [1, 1]]) - 0.1 * np.array([[1, 0], [0, 1], [6, -3]]) / share
    )
    biases = np.array([10, 20]) - 0.1 * np.array([3, -1]) / share
    assert same(layer.weights, weights), (
        f"After the step of the worked example the weights are\n{layer.weights}\n"
        "Compare them with the text: how do the rows' opinions come together?"
    )
    assert np.size(layer.biases) == 2, (
        f"After the step the biases have shape {np.shape(layer.biases)}. There is one per output."
    )
    assert same(np.ravel(layer.biases), biases), (
        f"After the step of the worked example the biases are {layer.biases}, not {biases}."
    )
    assert same(handed, [[1, 0, 1], [3, -2, 1]]), (
        f"backward returns the wrong gradient on the worked example:\n{handed}\n"
        "Is it the one for the input, and is it made with the weights from before the step?"
    )
    assert same(example, [[1, 2, 0], [0, -1, 3]]), "The input was changed. Leave it as it was."
    assert same(arriving, [[1, 0], [2, -1]]), "grad_output was changed. Leave it as it was."

    # Measured slopes, for batches of different size and at different learning rates.
    rng = np.random.default_rng(2)
    for rows, rate in ((5, 0.5), (3, 0.02)):
        layer = Dense(4, 3, learning_rate=rate)
        table, start = rng.normal(size=(rows, 4)), (rng.normal(size=(4, 3)), rng.normal(size=3))
        weight = rng.normal(size=(rows, 3))

        def set_to(weights, biases):
            layer.weights, layer.biases = weights.copy(), biases.copy()

        def loss_at(input, weights, biases):
            set_to(weights, biases)
            return np.sum(weight * layer.forward(input))

        def slopes_at(input, weights, biases):
            set_to(weights, biases)
            given_back = layer.backward(input, weight.copy())
            factor = (rows if DIVIDED_IN == "Dense" else 1) / rate
            moved = weights - layer.weights, biases - np.reshape(layer.biases, 3)
            return given_back, factor * moved[0], factor * moved[1]

        assert check_gradient(
            lambda w: loss_at(table, w, start[1]),
            lambda w: slopes_at(table, w, start[1])[1],
            start[0],
        ), f"The step of the weights is wrong at a learning rate of {rate}."
        assert check_gradient(
            lambda b: loss_at(table, start[0], b),
            lambda b: slopes_at(table, start[0], b)[2],
            start[1],
        ), f"The step of the biases is wrong at a learning rate of {rate}."
        assert check_gradient(
            lambda x: loss_at(x, *start), lambda x: slopes_at(x, *start)[0], table
        ), "backward does not return the slope with respect to the input."

    # At a learning rate of 0 nothing moves.
    still = Dense(3, 2, learning_rate=0)
    before = still.weights.copy()
    still.backward(input=example, grad_output=arriving)
    assert same(still.weights, before), "At a learning rate of 0 the weights should not move."


test_dense()
print("Dense works: it mixes, it learns, and it tells the layer before.")

# %% [markdown]
# One dense layer alone can already read a little. Below, a layer with 64 inputs and 10 outputs
# tries to give a 1 for the right digit and a 0 for all others, and is told how far off it was
# (that is the *square loss*; the next exercise has a better one). On the right are its weights,
# one picture for each digit: red dots speak for the digit and blue ones against it. Nobody drew
# them. They grew out of your steps.


# %% id="dense-picture" role="picture" exercise="dense"
def picture_dense():
    layer = Dense(64, 10, learning_rate=0.1)
    layer.weights = np.zeros((64, 10))
    layer.biases = np.zeros(10)
    wanted = np.eye(10)[y_train]
    errors, shares = [], []
    for _ in range(300):
        difference = layer.forward(X_train) - wanted
        errors.append(np.mean(np.sum(difference**2, axis=1)) / 2)
        shares.append(np.mean(layer.forward(X_val).argmax(axis=1) == y_val))
        layer.backward(X_train, difference / (1 if DIVIDED_IN == "Dense" else len(X_train)))

    figure, (left, right) = plt.subplots(
        1, 2, figsize=(12, 3.8), layout="constrained", width_ratios=[1, 1.5]
    )
    left.plot(errors, color="tab:blue", lw=2, label="square loss")
    left.plot(shares, color="tab:green", lw=2, label="share of unseen digits read right")
    left.set(title="300 steps of a single layer", xlabel="step", ylim=(0, 1))
    left.legend(loc="center right")
    reach = np.abs(layer.weights).max()
    labels = [f"for a {digit}" for digit in range(10)]
    colours = {"cmap": "RdBu_r", "vmin": -reach, "vmax": reach}
    show_sheet(right, layer.weights.T, labels, columns=5, **colours)
    right.set_title("Its weights")


picture_dense()

# %% [markdown]
# # 3. The loss: how surprised are you?
#
# The last layer gives ten numbers for each picture, one per digit. They are called **logits** and
# may be anything, positive or negative. To judge them, turn each row into ten shares that are
# positive and add up to 1 (the **softmax**), and see how large a share the right answer $y_n$ got:
#
# $$ p_{nk} = \frac{e^{a_{nk}}}{\sum_j e^{a_{nj}}}, \qquad \ell_n = -\log p_{n y_n}. $$
#
# If the network was sure and right, $p$ is near 1 and the loss near 0. If it was sure and wrong,
# the loss is as large as its conceit.
#
# | array | shape | |
# |---|---|---|
# | `logits` | $a$: (rows, classes) | |
# | `reference_answers` | $y$: (rows,) | whole numbers from 0: the right class of each row |
# | the loss | $\ell$: (rows,) | *one number per row*; the average is taken later |
# | the gradient | (rows, classes) | |
#
# **Do not follow the formula literally.** $e^{710}$ does not fit into a floating-point number. On
# the other side, $e^{-746}$ is rounded to 0, and the logarithm of 0 is $-\infty$. Both are cured
# on paper. First, the same number may be taken off all logits of a row: top and bottom of the
# fraction shrink by the same factor. Take off the largest, $m_n = \max_j a_{nj}$, and nothing that
# is exponentiated is above 0. Second, write out the logarithm before you compute it:
#
# $$ \ell_n = -\log \frac{e^{a_{n y_n} - m_n}}{\sum_j e^{a_{nj} - m_n}}
# = \log \sum_j e^{a_{nj} - m_n} \;-\; (a_{n y_n} - m_n). $$
#
# Now the sum is at least $e^0 = 1$, and its logarithm is never in danger.
#
# **The gradient.** For one row, $\ell_n$ has the slope
#
# $$ \frac{\partial \ell_n}{\partial a_{nk}} = p_{nk} - \begin{cases} 1 & \text{if } k = y_n, \\
# 0 & \text{otherwise:} \end{cases} $$
#
# *what you said, minus what was true*. Each row adds up to 0. Here, too, the exponentials want
# $m_n$ taken off first.

# %% [markdown] convention="loss_gradient=mean"
# Training goes down the *average* of the $\ell_n$, in which each row counts one $N$-th. By the
# rule of this lab it is the gradient function that divides:
#
# $$ \mathtt{grad\_softmax\_crossentropy\_with\_logits} \;=\;
# \frac{1}{N} \left( p_{nk} - [k = y_n] \right). $$
#
# **By hand.** Two rows and two classes. The first row of logits is $(\log 3, 0)$, and the right
# answer is class 1. The exponentials are 3 and 1, so the shares are $\frac34$ and $\frac14$, and
# the loss is $-\log\frac14 = 1.3863$. The second row is $(0, 0)$, with the right answer 0: shares
# of one half each, and a loss of $\log 2 = 0.6931$. The gradient, with $N = 2$:
#
# $$ \frac12 \begin{pmatrix} 0.75 & 0.25 - 1 \\ 0.5 - 1 & 0.5 \end{pmatrix}
# = \begin{pmatrix} 0.375 & -0.375 \\ -0.25 & 0.25 \end{pmatrix}. $$

# %% [markdown] convention="loss_gradient=sum"
# That is what the gradient function returns, row by row. By the rule of this lab nothing is
# divided by $N$ here:
#
# $$ \mathtt{grad\_softmax\_crossentropy\_with\_logits} \;=\; p_{nk} - [k = y_n]. $$
#
# **By hand.** Two rows and two classes. The first row of logits is $(\log 3, 0)$, and the right
# answer is class 1. The exponentials are 3 and 1, so the shares are $\frac34$ and $\frac14$, and
# the loss is $-\log\frac14 = 1.3863$. The second row is $(0, 0)$, with the right answer 0: shares
# of one half each, and a loss of $\log 2 = 0.6931$. The gradient:
#
# $$ \begin{pmatrix} 0.75 & 0.25 - 1 \\ 0.5 - 1 & 0.5 \end{pmatrix}
# = \begin{pmatrix} 0.75 & -0.75 \\ -0.5 & 0.5 \end{pmatrix}. $$

# %% [markdown]
# <details><summary>Hint: one maximum per row</summary>
#
# `logits.max(axis=1)` has shape (rows,), and subtracting that from (rows, classes) either fails
# or, if the two numbers happen to be equal, does something else without a word. With
# `keepdims=True` it has shape (rows, 1), which is what you want.
# </details>
#
# <details><summary>Hint: one entry from each row</summary>
#
# An array can be indexed by two lists of equal length: `table[[0, 1, 2], [5, 0, 3]]` picks entry 5
# of row 0, entry 0 of row 1, entry 3 of row 2. `np.arange(len(table))` is such a list of rows. It
# works on the left of `-=` as well.
# </details>

# %% id="loss" role="solution" exercise="loss"
from reference.numpy_network.loss.solution import (
    softmax_crossentropy_with_logits,
    grad_softmax_crossentropy_with_logits,
)


# %% [markdown]
# The test compares with the example, with slow sums written row by row, with measured slopes, and
# with logits that are far too large for $e^a$.


# %% id="loss-test" role="test" exercise="loss"
def test_loss():
    loss, gradient = softmax_crossentropy_with_logits, grad_softmax_crossentropy_with_logits

    def share(logits):
        return len(logits) if DIVIDED_IN == "the loss" else 1

    # The worked example from the text.
    example, answers = np.array([[np.log(3), 0.0], [0.0, 0.0]]), np.array([1, 0])
    got = loss(example, answers)
    assert np.shape(got) == (2,), (
        f"The loss has shape {np.shape(got)}. It should hold one number per row: (2,)."
    )
    assert same(got, [np.log(4), np.log(2)]), f"The losses of the worked example are wrong: {got}."
    slopes = gradient(example, answers)
    wanted = np.array([[0.75, -0.75], [-0.5, 0.5]]) / share(example)
    assert same(slopes, wanted), (
        f"The gradient of the worked example is wrong:\n{slopes}\nCompare it with the text: sign, "
        "the place of the 1, and who divides by N."
    )
    assert same(example, [[np.log(3), 0], [0, 0]]), "The logits were changed. Leave them alone."

    # Batches of different size, against a slow sum and measured slopes.
    rng = np.random.default_rng(3)
    for rows, classes in ((6, 4), (3, 7)):
        logits, answers = 2 * rng.normal(size=(rows, classes)), rng.integers(classes, size=rows)
        slow = []
        for numbers, answer in zip(logits.tolist(), answers.tolist()):
            largest = max(numbers)
            total = sum(np.exp(number - largest) for number in numbers)
            slow.append(largest - numbers[answer] + np.log(total))
        got = loss(logits, answers)
        assert same(got, slow), f"The losses of {rows} rows should be\n{slow}\nbut they are\n{got}"
        assert check_gradient(
            lambda a: np.sum(loss(a, answers)) / share(logits),
            lambda a: gradient(a, answers),
            logits,
        ), "The gradient is not the slope of the loss. Sign, answers, and the average: which is it?"

    # Large logits: these values are known without any exponential.
    loud = np.array([[1000.0, 0.0, 0.0], [0.0, -1e5, 0.0], [-900.0, -900.0, -900.0]])
    answers = np.array([0, 1, 2])
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        got, slopes = loss(loud, answers), gradient(loud, answers)
    wanted = [0.0, 1e5 + np.log(2), np.log(3)]
    assert np.allclose(got, wanted, rtol=1e-9), (
        f"At logits of 1000 and -100000 the losses should be {wanted}, but they are {got}. Is the "
        "largest of each row taken off first, and no logarithm taken of a share?"
    )
    third = 1 / 3
    wanted = [[0, 0, 0], [0.5, -1, 0.5], [third, third, third - 1]] / np.float64(share(loud))
    assert np.allclose(slopes, wanted, rtol=1e-9), (
        f"At large logits the gradient is wrong:\n{slopes}\nDoes it, too, take off the largest?"
    )


test_loss()
print("The loss works, and is not impressed by large numbers.")

# %% [markdown]
# On the left are three opinions about a picture of a 3, with the gradient of each. A network that
# cannot decide is pushed with half a force, one that is wrong and sure of it with full force, and
# one that is right is left alone. On the right ten logits start at random and follow their own
# gradient downhill: the share of the right answer grows until there is nothing left to say.


# %% id="loss-picture" role="picture" exercise="loss"
def picture_loss():
    answer = np.array([3])

    def shares(logits):
        powers = np.exp(logits - logits.max())
        return powers / powers.sum()

    figure, axes = plt.subplots(
        1, 4, figsize=(12, 3.6), layout="constrained", width_ratios=[1, 1, 1, 1.8]
    )
    rng = np.random.default_rng(3)
    opinions = {
        "a 3 or an 8?": np.where(np.isin(np.arange(10), [3, 8]), 4.0, 0.0),
        "surely an 8": np.where(np.arange(10) == 8, 5.0, 0.0),
        "surely a 3": np.where(np.arange(10) == 3, 6.0, 0.0),
    }
    for axis, (words, logits) in zip(axes, opinions.items()):
        value = softmax_crossentropy_with_logits(logits[None, :], answer)[0]
        slope = grad_softmax_crossentropy_with_logits(logits[None, :], answer)[0]
        axis.bar(range(10), shares(logits), color="0.8", label="share")
        axis.bar(range(10), slope, width=0.4, color="tab:orange", label="gradient")
        axis.axhline(0, color="0.4", lw=0.8)
        axis.set(
            title=f"“{words}”  loss {value:.2f}",
            xlabel="class",
            xticks=range(10),
            ylim=(-1.05, 1.05),
        )
    axes[0].legend(loc="lower right")

    logits, path = rng.normal(size=(1, 10)), []
    for _ in range(120):
        path.append(shares(logits[0]))
        logits = logits - 0.2 * grad_softmax_crossentropy_with_logits(logits, answer)
    axis = axes[3]
    for digit, line in enumerate(np.array(path).T):
        colour, width = ("tab:green", 3) if digit == 3 else ("0.7", 1)
        axis.plot(line, color=colour, lw=width, label="the right answer" if digit == 3 else None)
    axis.set(title="Logits that follow their gradient", xlabel="step", ylabel="share", ylim=(0, 1))
    axis.legend(loc="center right")


picture_loss()

# %% [markdown]
# # 4. The whole network
#
# A network is nothing but a list of layers, each of them applied to what the one before it gave.
# This is the one that will read the log:

# %% id="given-network" role="given"
network = []
network.append(Dense(X_train.shape[1], 100))
network.append(ReLU())
network.append(Dense(100, 200))
network.append(ReLU())
network.append(Dense(200, 10))

# %% [markdown]
# 64 dots become 100 numbers, then 200, then the 10 logits.
#
# **`forward(network, X)`** runs the batch $X$ through all layers, first to last, and returns a
# *list* of what they gave, one entry per layer. Why keep all of them? Because on the way back each
# layer wants to see its input again, and its input is the output of the layer before.
#
# **`predict(network, X)`** says which class the network believes in, for each row of $X$: the one
# with the largest logit. It returns shape (rows,).
#
# **By hand.** Two layers: the first adds 1 to everything, the second doubles. For
# $X = \begin{pmatrix} 0 & 4 \\ 2 & 1 \end{pmatrix}$,
#
# $$ \mathtt{forward} = \left[ \begin{pmatrix} 1 & 5 \\ 3 & 2 \end{pmatrix},
# \begin{pmatrix} 2 & 10 \\ 6 & 4 \end{pmatrix} \right], \qquad
# \mathtt{predict} = (1, 0). $$
#
# The batch itself is not in the list. The second layer never saw the batch. And `predict` is about
# rows: the first row is largest in class 1, the second in class 0.
#
# <details><summary>Hint: where do I put the numbers between two layers?</summary>
#
# Into the list. Its last entry, `activations[-1]`, is always what the next layer wants; only the
# first layer has to be given the batch.
# </details>
#
# <details><summary>Hint: the place of the largest</summary>
#
# `max` says how large the largest number is, `argmax` says where it stands. Both take an `axis`.
# </details>

# %% id="forward" role="solution" exercise="forward"
from reference.numpy_network.forward.solution import forward, predict


# %% [markdown]
# The test uses two toy layers of its own, so it does not mind if your `Dense` is unfinished.


# %% id="forward-test" role="test" exercise="forward"
def test_forward():
    class AddOne(Layer):
        calls = 0

        def forward(self, input):
            self.calls += 1
            return input + 1

    class Double(Layer):
        def forward(self, input):
            return 2 * input

    # The worked example from the text.
    layers, batch = [AddOne(), Double()], np.array([[0.0, 4.0], [2.0, 1.0]])
    given = forward(layers, batch)
    assert given is not None, "forward returns nothing. Is there a return?"
    assert len(given) == 2, (
        f"forward returns {len(given)} entries for 2 layers. Each layer has one, "
        "and the batch has none."
    )
    assert same(given[0], [[1, 5], [3, 2]]), f"The first layer should give 1 more:\n{given[0]}"
    assert same(given[1], [[2, 10], [6, 4]]), (
        f"The second layer should double what the first one gave:\n{given[1]}"
    )
    assert layers[0].calls == 1, f"The first layer ran {layers[0].calls} times. Once is enough."
    assert same(batch, [[0, 4], [2, 1]]), "The batch was changed. Leave it as it was."
    assert len(layers) == 2, "The list of layers was changed. Leave it as it was."

    # Once more, in another order and with more rows.
    longer = forward([Double(), AddOne(), Double()], np.ones((5, 3)))
    assert [float(np.mean(a)) for a in longer] == [2.0, 3.0, 6.0], (
        "For double, add one, double the ones should become 2, 3 and 6. Does each layer get what "
        "the one before it gave, and does the list start empty?"
    )

    # What the network believes in, row by row.
    said = np.asarray(predict(layers, batch))
    assert said.shape == (2,), (
        f"predict returns shape {said.shape}; it should be one class per row."
    )
    assert said.tolist() == [1, 0], (
        f"predict says {said}, but the largest logits stand in 1 and 0: look along each row."
    )
    low = np.array([[-9.0, -2.0, -5.0], [-1.0, -7.0, -3.0], [-4.0, -6.0, -3.0], [0.0, 0.5, -8.0]])
    said = np.asarray(predict(layers, low))
    assert said.tolist() == [1, 0, 2, 1], (
        f"For logits below zero predict says {said}. The largest is the one furthest to the right "
        "on the number line."
    )


test_forward()
print("forward and predict work: the network runs. It has no idea yet.")

# %% [markdown]
# One picture on its way through the network that you have just made. After each `Dense` some
# numbers are positive (red) and some negative (blue); each `ReLU` wipes out the blue. The ten
# logits at the end mean nothing: nobody has trained anything. The bars on the right show what the
# network calls the 300 pictures of the middle part. Some digits it likes and some it has never
# heard of, whatever it is shown.


# %% id="forward-picture" role="picture" exercise="forward"
def picture_forward():
    image = X_train[7:8]
    grids = [(10, 10), (10, 10), (10, 20), (10, 20), (10, 1)]
    names = ["Dense", "ReLU", "Dense", "ReLU", "Dense: logits"]
    widths = [1, 1, 1, 1.6, 1.6, 0.35, 1.3]
    figure, axes = plt.subplots(1, 7, figsize=(13, 2.9), layout="constrained", width_ratios=widths)
    axes[0].imshow(image.reshape(8, 8), cmap="gray_r")
    axes[0].set(title=f"a {y_train[7]}", xticks=[], yticks=[])
    for axis, values, grid, name in zip(axes[1:], forward(network, image), grids, names):
        reach = np.abs(values).max()
        axis.imshow(values.reshape(grid), cmap="RdBu_r", vmin=-reach, vmax=reach, aspect="auto")
        axis.set(title=name, xticks=[], yticks=[])
    axes[5].set_yticks(range(10))
    said = np.bincount(np.asarray(predict(network, X_val)), minlength=10)
    axes[6].bar(range(10), said, color="tab:blue", label="what it says")
    truth = np.bincount(y_val, minlength=10)
    axes[6].step(range(10), truth, where="mid", color="k", lw=1, label="what they are")
    right = np.mean(np.asarray(predict(network, X_val)) == y_val)
    axes[6].set(title=f"untrained: {right:.0%} right", xticks=range(10))
    axes[6].legend(fontsize=8)


picture_forward()

# %% [markdown]
# # 5. `train`: everybody learns
#
# One call of `train(network, X, y)` is one step of training for the whole network, on one batch
# $X$ with the right answers $y$:
#
# 1. **There.** Run the batch forward and keep what every layer gave.
# 2. **The verdict.** The last entry holds the logits. Ask for the loss, and for the gradient with
#    respect to the logits.
# 3. **Back.** Go through the layers from the *last to the first*. Hand each of them its `input`
#    and the gradient with respect to its output; it returns the gradient with respect to its
#    input, which is the output of the layer before. So what one layer returns is what the next one
#    down is handed.
# 4. **Return** the average loss of the batch, one number, as it was before the step.
#
# When the loop is through, all `Dense` layers have taken their step. There is nothing left to do.
#
# **By hand.** Three layers A, B, C. Forward: A is given $X$ and gives $Z_A$; B is given $Z_A$ and
# gives $Z_B$; C is given $Z_B$ and gives $Z_C$, the logits. Now fill in this table, and cover the
# right half of it first:
#
# | call number | layer | `input` | `grad_output` |
# |---|---|---|---|
# | 1 | C | $Z_B$ | the gradient of the loss |
# | 2 | B | $Z_A$ | what C returned |
# | 3 | A | $X$ | what B returned |
#
# The list from `forward` is $[Z_A, Z_B, Z_C]$. The inputs, in the same order, are
# $[X, Z_A, Z_B]$. Compare the two lists, and you have the only tricky line of this exercise.
#
# <details><summary>Hint: going backwards</summary>
#
# `range(len(network))[::-1]` counts from the last index down to 0. `reversed(...)` and `zip(...)`
# work as well.
# </details>
#
# <details><summary>Hint: should I divide by the number of rows?</summary>
#
# Read *Who divides by N?* again. Whoever it is, it is not `train`; except that the average loss,
# which you return to be looked at, is an average.
# </details>

# %% id="train" role="solution" exercise="train"
from reference.numpy_network.train.solution import train


# %% [markdown]
# The test builds a small network of layers of its own. Two of them take notes of what they are
# handed. It does use your `forward` and your loss, so those should pass their tests first.


# %% id="train-test" role="test" exercise="train"
def test_train():
    class Tap(Layer):
        """Passes everything on, and takes notes."""

        def __init__(self):
            self.notes = []

        def backward(self, input, grad_output):
            self.notes.append((np.array(input), np.array(grad_output)))
            return grad_output

    class Mix(Layer):
        """A dense layer that does not learn."""

        def __init__(self, matrix):
            self.matrix = matrix

        def forward(self, input):
            return input @ self.matrix

        def backward(self, input, grad_output):
            assert input.shape[1] == len(self.matrix), (
                f"A layer with {len(self.matrix)} inputs was handed an `input` of shape "
                f"{input.shape} in backward. Which table did it see on the way forward?"
            )
            assert grad_output.shape == (len(input), self.matrix.shape[1]), (
                f"A layer was handed a `grad_output` of shape {grad_output.shape}; its output had "
                f"shape {(len(input), self.matrix.shape[1])}. Whose answer belongs here?"
            )
            return grad_output @ self.matrix.T

    class Bend(Layer):
        def forward(self, input):
            return np.tanh(input)

        def backward(self, input, grad_output):
            assert grad_output.shape == input.shape, (
                f"A layer that changes no shapes was handed an `input` of shape {input.shape} and "
                f"a `grad_output` of shape {grad_output.shape}. Who should have returned that?"
            )
            return grad_output * (1 - np.tanh(input) ** 2)

    rng = np.random.default_rng(5)
    bottom, middle, top = Tap(), Tap(), Tap()
    small = [
        bottom,
        Mix(rng.normal(size=(3, 5))),
        middle,
        Bend(),
        Mix(rng.normal(size=(5, 4))),
        top,
    ]
    for rows in (6, 3):
        batch, answers = rng.normal(size=(rows, 3)), rng.integers(4, size=rows)
        kept = batch.copy(), answers.copy()
        for tap in (bottom, middle, top):
            tap.notes.clear()
        loss = train(small, batch, answers)
        assert loss is not None, "train returns nothing. Is there a return?"
        assert np.size(loss) == 1, (
            f"train should return one number, but returns shape {np.shape(loss)}."
        )
        given = forward(small, batch)
        wanted = np.mean(softmax_crossentropy_with_logits(given[-1], answers))
        assert abs(np.asarray(loss).item() - wanted) < 1e-9, (
            f"The average loss of the batch is {wanted:.6f}, but train returns {loss}."
        )
        assert same(batch, kept[0]), "The batch was changed. Leave it as it was."
        assert same(answers, kept[1]), "The answers were changed. Leave them as they were."
        assert small[0] is bottom, "The list of layers was changed. Leave it as it was."

        # Who was called, and with what?
        for tap, place in ((top, "last"), (middle, "third"), (bottom, "first")):
            assert len(tap.notes) == 1, (
                f"backward of the {place} layer was called {len(tap.notes)} times, not once."
            )
        assert same(top.notes[0][1], grad_softmax_crossentropy_with_logits(given[-1], answers)), (
            "The last layer should be handed the gradient of the loss, just as it is."
        )
        assert same(middle.notes[0][0], given[1]), (
            "The third layer should be handed the input that it saw: what the second layer gave."
        )
        assert same(bottom.notes[0][0], batch), "The first layer should be handed the batch."

        # The slope with respect to the batch, measured through the whole network.
        share = rows if DIVIDED_IN == "Dense" else 1

        def slope(x):
            train(small, x, answers)
            return bottom.notes[-1][1] / share

        assert check_gradient(
            lambda x: np.asarray(train(small, x, answers)).item(), slope, batch
        ), (
            "The gradient that reaches the first layer is wrong. Is each layer handed what the "
            "one after it has returned?"
        )

    # And does it learn? All of your layers together, on forty digits, again and again.
    learner = [Dense(64, 30), ReLU(), Dense(30, 10)]
    losses = [np.asarray(train(learner, X_train[:40], y_train[:40])).item() for _ in range(60)]
    assert losses[-1] < 0.5 * losses[0], (
        f"After sixty steps on the same forty digits the loss went from {losses[0]:.2f} to "
        f"{losses[-1]:.2f} only. Do the tests of Dense and of the loss pass?"
    )


test_train()
print("train works. Let it run.")

# %% [markdown]
# # The log of Cape Nought
#
# All that is missing is somebody who deals out the batches. An **epoch** is one pass over all
# training pictures, shuffled, 32 at a time.


# %% id="given-minibatches" role="given"
def iterate_minibatches(inputs, targets, batchsize, shuffle=False):
    """Deal out pairs of batches with `batchsize` rows each; a rest that is smaller stays behind."""
    assert len(inputs) == len(targets)
    order = np.random.permutation(len(inputs)) if shuffle else np.arange(len(inputs))
    for end in range(batchsize, len(inputs) + 1, batchsize):
        chosen = order[end - batchsize : end]
        yield inputs[chosen], targets[chosen]


# %% [markdown]
# Here it goes: 25 epochs with your layers, your loss and your `train`. It takes a few seconds.


# %% id="train-picture" role="picture" exercise="train"
def picture_train():
    # A fresh network each time, so that running this cell again starts from the beginning.
    np.random.seed(42)
    network[:] = [Dense(64, 100), ReLU(), Dense(100, 200), ReLU(), Dense(200, 10)]
    losses, train_log, val_log = [], [], []
    for _ in range(25):
        batches = iterate_minibatches(X_train, y_train, batchsize=32, shuffle=True)
        losses += [np.asarray(train(network, x, y)).item() for x, y in batches]
        train_log.append(np.mean(predict(network, X_train) == y_train))
        val_log.append(np.mean(predict(network, X_val) == y_val))
    said = np.asarray(predict(network, X_test))
    wrong = np.flatnonzero(said != y_test)
    print(f"training: {train_log[-1]:.1%}   validation: {val_log[-1]:.1%}", end="   ")
    print(f"and from the drawer: {len(y_test) - len(wrong)} of {len(y_test)} read right")

    figure, (left, middle, right) = plt.subplots(
        1, 3, figsize=(13, 4), layout="constrained", width_ratios=[1, 1, 1.1]
    )
    left.semilogy(losses, color="0.8", lw=0.7, label="each batch")
    smooth = np.convolve(losses, np.ones(37) / 37, mode="valid")
    left.semilogy(np.arange(36, len(losses)), smooth, color="tab:blue", lw=2, label="their average")
    left.axhline(np.log(10), color="0.5", ls="--", lw=1)
    left.text(len(losses), np.log(10) * 1.08, "guessing: log 10", ha="right", color="0.4")
    left.set(title="The loss", xlabel="batch")
    left.legend(loc="lower left")

    epochs = range(1, 26)
    middle.plot(epochs, train_log, color="tab:orange", lw=2, label="training")
    middle.plot(epochs, val_log, color="tab:green", lw=2, label="validation")
    middle.set(title="The share that is read right", xlabel="epoch")
    middle.legend(loc="lower right")

    # What it misread, and beside it some that it had right.
    shown = np.concatenate([wrong, np.flatnonzero(said == y_test)])[:12]
    labels = [str(s) if s == y else f"{s}? no, {y}" for s, y in zip(said[shown], y_test[shown])]
    show_sheet(right, X_test[shown], labels, columns=4, cmap="gray_r")
    right.set_title(f"From the drawer: {len(y_test) - len(wrong)} of {len(y_test)} read right")


picture_train()

# %% [markdown]
# The two curves part company: the network soon knows its own pictures by heart, and the others
# not quite. The first pictures on the right are those that it misread, with what it said and what
# the clerk had typed. Ask yourself what *you* would have said.
#
# That is a complete neural network, with everything that the large ones have: layers that know
# nothing of each other, a loss, and a chain of gradients that holds them together. It fits on two
# pages.
#
# If you want to go on:
#
# * Set the learning rate to 1, then to 0.001. What do the curves do?
# * Take the two `ReLU`s out of the network. It still has 28,000 weights; what has it lost?
# * Undo the scaling: train on `200 * X_train`. Find the learning rate that saves it.
# * Write a layer of your own: `tanh`, or one that switches off half of its units at random.
# * The command `autograder data mnist` fetches 70,000 larger digits. Hand the file that it writes
#   to `load_digits`, and watch how little of the notebook has to change.

# %% [markdown]
# ## Handing in
#
# Save the notebook. If your course has an exchange from which you fetched this lab, then run
# `from utility import submit; submit()` in a cell of your own, and keep the receipt.
