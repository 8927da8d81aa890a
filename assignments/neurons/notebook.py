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
# # Neurons: a hall of lamps that learns to read
#
# Every evening the ships off Cape Lantern ask for a pier. They have no radio. They hang out
# a panel of 64 lamps, eight rows of eight, some bright and some dim, and what the lamps show is a
# digit that somebody on board has written by hand.
#
# On the cape stands a hall. In it sit keepers, row behind row, and each keeper has one lamp.
# A keeper of the first row looks at all 64 lamps of the ship. Some of them he trusts, some he
# trusts the other way round, most he ignores. He adds up what he sees, adds his own mood to it,
# and lights his lamp as brightly as the sum says; if the sum is negative, the lamp stays dark. The
# keepers of the second row look at the lamps of the first, and so on to the last row, where ten
# keepers stand for the ten digits. Whose lamp is the brightest, that is the pier.
#
# Nobody has told the keepers whom to trust. **Your goal: build the hall, and let it find out by
# itself, until it reads 97 of 100 digits that it has never seen.**
#
# | part | exercises | what happens |
# |---|---|---|
# | one keeper at a time | `relu`, `Neuron`, layer, network | plain Python, with loops |
# | slopes | derivatives | PyTorch finds them for you |
# | the whole hall | linear function, new net, `tensor_relu`, `forward` | tables instead of loops |
# | learning | clear, loss, nudge, one round, one-hot, train | downhill, step by step |
#
# **How to work.** There are fifteen exercises, all of them short: most answers are one to five
# lines. Each has a cell in which `raise NotImplementedError()` stands where your lines belong.
# Run that cell, then the test below it, then the picture. A test tells you what to look at; change
# nothing in it. Its first line says how many points the exercise is worth. When your work is
# graded, other numbers are used and each function is asked by itself, so a mistake in one exercise
# does not cost you the next. Nothing here is changed by surprise, either: unless an exercise says
# so, whatever your function is given must look the same when it is done.
#
# You need PyTorch for this lab (`pip install torch`); everything else came with the notebook.

# %% [markdown]
# ## Before you start
#
# Run these two cells first, and again whenever you restart the notebook. The second holds three
# helpers that the tests use for comparing: two values, two lists, two tensors.

# %% id="setup" role="given"
import math
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
import torch as t

from utility import load_digits

t.manual_seed(10)
t.set_num_threads(1)  # our tables are small, and several threads would mostly wait for each other

# %% id="given-helpers" role="given"
from assignments.neurons.helpers import (
    assert_list_of_floats_within_epsilon,
    assert_tensors_within_epsilon,
    assert_with_expect,
)

# %% [markdown]
# # 1. `relu`: a lamp cannot be darker than dark
#
# A keeper's sum may be any number, but a lamp has only so many ways to be lit: not at all, or with
# some brightness. The function between the two is called *relu*, the rectified linear unit:
#
# $$ \operatorname{relu}(x) = \max(x, 0). $$
#
# It takes one number and gives one number. To the right of zero it is a straight line with slope
# $1$, to the left it is flat, and the corner between the two is the only thing about it that is
# not straight. That corner is why a net of many keepers can do more than a single one.
#
# **By hand.** $\operatorname{relu}(5) = 5$, $\operatorname{relu}(0.3) = 0.3$,
# $\operatorname{relu}(-1) = 0$, and $\operatorname{relu}(0) = 0$.
#
# <details><summary>Hint</summary>
#
# Python can tell you which of two numbers is the larger one. An `if` does it, too.
# </details>

# %% id="relu" role="solution" exercise="relu"
from reference.neurons.relu.solution import relu

# %% [markdown]
# If the test stops, the last line of the red text says what came out and what should have.


# %% id="relu-test" role="test" exercise="relu"
def test_relu():
    bright, dark = [5.0, 0.3, 2, 0.001, 700.5], [-1.0, -0.25, -3, -0.001, -700.5, 0.0, 0]
    assert_list_of_floats_within_epsilon(
        expected=bright, actual=[relu(number) for number in bright]
    )
    assert_list_of_floats_within_epsilon(
        expected=[0.0] * len(dark), actual=[relu(number) for number in dark]
    )


test_relu()
print("relu works: no lamp is darker than dark.")

# %% [markdown]
# On the left is your function. On the right sits a row of keepers whose sums go from $-1$ to $1$:
# above their sums, below their lamps.


# %% id="relu-picture" role="picture" exercise="relu"
def picture_relu():
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.4), layout="constrained")
    line = np.linspace(-3, 3, 121)
    left.axhline(0, color="0.85")
    left.axvline(0, color="0.85")
    left.plot(line, [relu(float(number)) for number in line], color="tab:orange", lw=3)
    left.set(title="Your relu", xlabel="sum of a keeper", ylabel="brightness of the lamp")

    sums = np.linspace(-1, 1, 11)
    lamps = [relu(float(number)) for number in sums]
    right.bar(range(11), sums, color=["tab:blue" if s < 0 else "tab:orange" for s in sums])
    right.scatter(range(11), [-1.6] * 11, c=lamps, s=420, cmap="inferno", vmin=0, edgecolor="0.4")
    right.axhline(0, color="0.4", lw=1)
    right.set(title="Eleven sums, and their lamps", xlabel="keeper", ylim=(-2, 1.2))
    right.set(xticks=range(11), yticks=[-1, 0, 1])


picture_relu()

# %% [markdown]
# # 2. `Neuron`: one keeper
#
# A keeper looks at $n$ lamps with brightnesses $x_1, \dots, x_n$. For each of them there is a
# **weight** $w_i$, which says how much it counts: a large one if the lamp is trusted, a negative
# one if it speaks against, zero if it does not matter. On top comes the **bias** $b$, the keeper's
# mood, which is there even when all lamps are dark. What he does with his own lamp is
#
# $$ y = \operatorname{relu}\Bigl( \sum_{i=1}^{n} w_i x_i + b \Bigr). $$
#
# | what | in Python | size |
# |---|---|---|
# | weights $w$ | `self.weights` | list of $n$ numbers |
# | bias $b$ | `self.bias` | one number |
# | inputs $x$ | `inputs` | list of $n$ numbers |
# | output $y$ | what you return | one number |
#
# **By hand.** A keeper with weights $(1, 2)$ and bias $0.5$ sees the lamps $(2, 3)$. His sum is
# $1\cdot 2 + 2\cdot 3 + 0.5 = 8.5$, and so is his lamp. If he sees $(2, -2)$ instead, the sum is
# $2 - 4 + 0.5 = -1.5$, and the lamp stays dark.
#
# Loops are fine here: we think about one keeper at a time. Your `relu` is there to be used.
#
# <details><summary>Hint: two lists at once</summary>
#
# `zip` walks along two lists side by side. Start with a number, and let every round of the loop
# add to it. How often should the bias be added, and is that line inside the loop or outside?
# </details>

# %% id="neuron" role="solution" exercise="neuron"
from reference.neurons.neuron.solution import Neuron


# %% id="neuron-test" role="test" exercise="neuron"
def test_neuron():
    keeper = Neuron(weights=[1, 2], bias=0.5)
    assert_with_expect(expected=8.5, actual=keeper.compute_output([2, 3]))
    assert_with_expect(expected=0, actual=keeper.compute_output([2, -2]))
    # Asked once more, he answers the same.
    assert_with_expect(expected=8.5, actual=keeper.compute_output([2, 3]))
    assert_with_expect(expected=[1, 2], actual=keeper.weights)
    # In the dark only the mood is left, whichever way it goes.
    assert_with_expect(expected=0.75, actual=Neuron([3, -1, 2], 0.75).compute_output([0, 0, 0]))
    assert_with_expect(expected=0, actual=Neuron([3, -1, 2], -0.75).compute_output([0, 0, 0]))
    # 0.5 - 2 + 4 - 2 = 0.5: products of both signs, which must be added before the bend.
    balanced = Neuron(weights=[0.5, -1.0, 2.0], bias=-2.0)
    assert_with_expect(expected=0.5, actual=balanced.compute_output([1.0, 2.0, 2.0]))


test_neuron()
print("Neuron works: the first keeper is at his desk.")

# %% [markdown]
# Here is what a single keeper sees of the world. He looks at two lamps, and the picture shows his
# own lamp for every pair of brightnesses. The dashed line is where his sum is exactly zero: on one
# side of it he is dark, and on the other he gets brighter the farther away you go, in the direction
# of his weights. A single neuron can draw a single straight line, and no more.


# %% id="neuron-picture" role="picture" exercise="neuron"
def picture_neuron():
    keepers = {
        "trusts both": Neuron(weights=[1.0, 1.0], bias=-1.0),
        "trusts the first, doubts the second": Neuron(weights=[1.0, -0.6], bias=0.2),
        "in a bad mood": Neuron(weights=[0.4, 0.8], bias=-1.6),
    }
    side = np.linspace(-2, 2, 61)
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.6), layout="constrained")
    for axis, (name, keeper) in zip(axes, keepers.items()):
        lamp = [[keeper.compute_output([float(u), float(v)]) for u in side] for v in side]
        shown = axis.imshow(
            lamp, origin="lower", extent=(-2, 2, -2, 2), cmap="inferno", vmin=0, vmax=3
        )
        first, second = keeper.weights
        axis.plot(side, -(first * side + keeper.bias) / second, "w--", lw=1.5)
        axis.arrow(0, 0, first, second, color="w", width=0.03, length_includes_head=True)
        axis.set(title=name, xlabel="first lamp", xlim=(-2, 2), ylim=(-2, 2))
    axes[0].set_ylabel("second lamp")
    figure.colorbar(shown, ax=axes, label="the keeper's own lamp")


picture_neuron()

# %% [markdown]
# # 3. A layer: one row of keepers
#
# A layer is a list of neurons. All of them look at **the same** inputs, each with his own weights
# and his own mood, and each lights his own lamp. Nobody looks at his neighbour. For $n$ inputs and
# $m$ neurons you get a list of $m$ numbers, in the order of the neurons:
#
# $$ y_j = \operatorname{relu}\Bigl( \sum_{i=1}^{n} w_{ji}\, x_i + b_j \Bigr),
# \qquad j = 1, \dots, m. $$
#
# Every neuron must have as many weights as there are inputs; the two lines that stand in the cell
# make sure of it. How many neurons there are is another matter: $m$ may be larger or smaller
# than $n$.
#
# **By hand.** The inputs are $(2, 1)$, and the layer has three neurons:
#
# | weights | bias | sum | output |
# |---|---|---|---|
# | $(1, 0)$ | $-1$ | $1$ | $1$ |
# | $(0, -1)$ | $0$ | $-1$ | $0$ |
# | $(1, 1)$ | $0.5$ | $3.5$ | $3.5$ |
#
# The list is `[1, 0, 3.5]`. A dark lamp keeps its place in the row.
#
# <details><summary>Hint</summary>
#
# A neuron already knows how to compute its output. You only have to ask all of them, and keep
# their answers in a list.
# </details>

# %% id="layer" role="solution" exercise="layer"
from reference.neurons.layer.solution import forward_pass_single_layer


# %% id="layer-test" role="test" exercise="layer"
def test_layer():
    row = [Neuron([1.0, 0.0], -1.0), Neuron([0.0, -1.0], 0.0), Neuron([1.0, 1.0], 0.5)]
    seen = [2.0, 1.0]
    for attempt in range(2):
        assert_list_of_floats_within_epsilon(
            expected=[1.0, 0.0, 3.5], actual=forward_pass_single_layer(input=seen, layer=row)
        )
    assert_with_expect(expected=[2.0, 1.0], actual=seen)
    assert_with_expect(expected=3, actual=len(row))
    # More inputs than neurons.
    single = [Neuron(weights=[0.5, -0.25, 1.0, 2.0], bias=0.1)]
    assert_list_of_floats_within_epsilon(
        expected=[2.1], actual=forward_pass_single_layer([1.0, 2.0, 0.0, 1.0], single)
    )


test_layer()
print("The layer works: a whole row of keepers.")

# %% [markdown]
# A ship shows a digit, and six keepers look at it. Above each one you see his weights, laid out
# like the lamps of the ship: red lamps he trusts, blue lamps speak against. Below is what your
# layer answers. Can you tell from the weights what each of them is looking for?


# %% id="layer-picture" role="picture" exercise="layer"
def picture_layer():
    pictures, labels = load_digits()[:2]
    row, column = np.mgrid[:8, :8]
    looks = {
        "top": np.where(row < 3, 1.0, -0.25),
        "bottom": np.where(row > 4, 1.0, -0.25),
        "left": np.where(column < 3, 1.0, -0.25),
        "right": np.where(column > 4, 1.0, -0.25),
        "middle": np.where((abs(row - 3.5) < 2) & (abs(column - 3.5) < 2), 1.0, -0.25),
        "hole": np.where((abs(row - 3.5) < 2) & (abs(column - 3.5) < 1), -1.5, 0.3),
    }
    keepers = [Neuron(weights=look.ravel().tolist(), bias=0.0) for look in looks.values()]
    figure, axes = plt.subplots(4, 7, figsize=(11, 6), layout="constrained")
    axes[0, 0].axis("off")
    for axis, (name, look) in zip(axes[0, 1:], looks.items()):
        axis.imshow(look, cmap="RdBu_r", vmin=-1.5, vmax=1.5)
        axis.set(title=name, xticks=[], yticks=[])
    for line, digit in zip(axes[1:], (0, 1, 7)):
        picture = pictures[labels == digit][0]
        line[0].imshow(picture.reshape(8, 8), cmap="inferno")
        line[0].set(xticks=[], yticks=[], ylabel=f"a {digit}")
        lamps = forward_pass_single_layer(picture.tolist(), keepers)
        for axis, lamp in zip(line[1:], lamps):
            axis.scatter(0, 0, c=[lamp], s=900, cmap="inferno", vmin=0, vmax=12, edgecolor="0.5")
            axis.text(0, -0.9, f"{lamp:.1f}", ha="center", va="center")
            axis.set(xlim=(-1, 1), ylim=(-1.2, 1))
            axis.axis("off")
    figure.suptitle("Six keepers look at three digits")


picture_layer()

# %% [markdown]
# # 4. A network: row behind row
#
# A network is a list of layers. The first layer looks at the inputs. Every other layer looks at
# the lamps of the layer before it, and at nothing else. What the last one shows is the answer.
#
# $$ \text{inputs} \;\to\; \text{layer } 0 \;\to\; \text{layer } 1 \;\to\; \dots \;\to\;
# \text{outputs} $$
#
# For the sizes to fit, the neurons of a layer have as many weights as the layer before has
# neurons. The network below takes two inputs, has rows of three, two and two keepers, and so gives
# two outputs.
#
# **By hand.** Two layers, with the inputs $(1, 2)$. The first layer has the neurons $(1, -1), b =
# 2$ and $(0, 1), b = 0$: its lamps are $1 - 2 + 2 = 1$ and $2$. The second layer has a single
# neuron $(3, -1), b = 0.5$ and looks at $(1, 2)$, the lamps of the first: $3 - 2 + 0.5 = 1.5$.
#
# <details><summary>Hint</summary>
#
# You need a name for "what is flowing at the moment". It starts as the inputs, and every layer
# replaces it by its own answer.
# </details>

# %% id="network" role="solution" exercise="network"
from reference.neurons.network.solution import forward_pass_network


# %% id="network-test" role="test" exercise="network"
def test_network():
    first, second = [Neuron([1.0, -1.0], 2.0), Neuron([0.0, 1.0], 0.0)], [Neuron([3.0, -1.0], 0.5)]
    two_rows = [first, second]
    start = [1.0, 2.0]
    for attempt in range(2):
        assert_list_of_floats_within_epsilon(
            expected=[1.5], actual=forward_pass_network(start, two_rows)
        )
    assert_with_expect(expected=[1.0, 2.0], actual=start)
    three_rows = [
        [Neuron([0.2, 0.4], 0.1), Neuron([-0.3, 0.2], -0.1), Neuron([0.5, 0.1], 0.2)],
        [Neuron([0.3, 0.1, 0.2], 0.05), Neuron([-0.2, 0.4, 0.6], 0.0)],
        [Neuron([0.5, -0.25], 0.4), Neuron([-1.0, 0.3], -0.2)],
    ]
    assert_list_of_floats_within_epsilon(
        expected=[0.5175, 0.0], actual=forward_pass_network([0.5, 1.0], three_rows)
    )
    # One layer is a network, too.
    assert_list_of_floats_within_epsilon(
        expected=[1.0, 2.0], actual=forward_pass_network([1.0, 2.0], two_rows[:1])
    )


test_network()
print("The network works: the hall has rows.")

# %% [markdown]
# A small hall, drawn. Lines are weights, red for trust and blue for doubt, and the discs are
# lamps. The same hall sees two different pairs of inputs. On the right is what its two outputs do
# over the whole plane: the straight line of a single keeper has become a shape with corners.


# %% id="network-picture" role="picture" exercise="network"
def picture_network():
    rng = np.random.default_rng(11)
    sizes = [2, 4, 4, 2]
    hall = [
        [Neuron(rng.normal(size=n).tolist(), float(rng.normal() / 3)) for _ in range(m)]
        for n, m in zip(sizes, sizes[1:])
    ]
    figure, axes = plt.subplots(1, 4, figsize=(13, 3.4), layout="constrained")
    for axis, seen in zip(axes[:2], ([1.0, 0.5], [-1.0, 1.5])):
        lamps = [seen] + [forward_pass_network(seen, hall[: k + 1]) for k in range(len(hall))]
        places = [np.linspace(-1, 1, len(row) + 2)[1:-1] for row in lamps]
        for k, row in enumerate(hall):
            for place, keeper in zip(places[k + 1], row):
                for below, weight in zip(places[k], keeper.weights):
                    colour = "tab:red" if weight > 0 else "tab:blue"
                    axis.plot([k, k + 1], [below, place], color=colour, lw=abs(weight), zorder=1)
        for k, (row, spots) in enumerate(zip(lamps, places)):
            axis.scatter([k] * len(row), spots, c=row, s=260, cmap="inferno", vmin=0, vmax=3,
                         edgecolor="0.3", zorder=2)  # fmt: skip
        axis.set(title=f"inputs {seen}", xticks=range(4), yticks=[])
        axis.set(xlim=(-0.5, 3.5), ylim=(-0.75, 0.75))
        axis.set_xticklabels(["inputs", "row 0", "row 1", "row 2"])
    side = np.linspace(-2, 2, 41)
    for number, axis in enumerate(axes[2:]):
        lamp = [[forward_pass_network([u, v], hall)[number] for u in side] for v in side]
        axis.contourf(side, side, lamp, levels=14, cmap="inferno")
        axis.set(title=f"output {number}, everywhere", xlabel="first input")


picture_network()

# %% [markdown]
# # 5. Derivatives: how steep is it here?
#
# Nobody wants to set thousands of weights by hand. The plan is to let the hall guess, to measure by
# one number how wrong the guesses are, and then to ask of every single weight: *if I raise you a
# little, does that number go up or down, and how fast?* That is a derivative, and once you have
# it you know which way is downhill.
#
# Working out derivatives by hand is a fine sport, and tedious. PyTorch does it for you. Its numbers
# live in **tensors**, and a tensor that was made with `requires_grad=True` is watched: PyTorch
# writes down everything that is computed from it. Later it can walk back along these notes. It goes
# like this.

# %% id="given-slopes" role="given"
x = t.tensor([5.0], requires_grad=True)
y = x**2 + x  # by hand: dy/dx = 2x + 1, so 11 at x = 5

# Walk back from y. Before this line, x.grad is None.
y.backward()
print("the slope of y at x = 5:", x.grad)

# The same for a tensor of several numbers. Only from a single number can one walk back, so we add.
spot = t.tensor([1.0, -2.0, 0.5], requires_grad=True)
height = (3 * spot**2).sum()  # by hand: 6 times each of them
height.backward()
print("three slopes at once:  ", spot.grad)

# %% [markdown]
# Note who is asked for what: you call `.backward()` on the *result*, and you find the slopes in
# `.grad` of the *tensors that you started from*. A gradient always has the shape of its tensor.
#
# There is one trap, and every user of PyTorch falls into it once. **Gradients add up.** The second
# walk back does not replace what the first one left in `.grad`, it is added to it:

# %% id="given-accumulation" role="given"
brightness = t.tensor([1.0], requires_grad=True)

tenfold = 10 * brightness
tenfold.backward()
print("after one walk:    ", brightness.grad)

fivefold = 5 * brightness
fivefold.backward()
print("after another walk:", brightness.grad, " <- 10 + 5, the slope of neither")

brightness.grad = None  # forget what was there
once_more = 5 * brightness
once_more.backward()
print("cleared in between:", brightness.grad)

# And the notes of one result can be used only once.
try:
    once_more.backward()
except RuntimeError as error:
    print("a second walk from the same result:", str(error)[:59])

# %% [markdown]
# Now you. The exercise has two parts.
#
# **Two slopes.** With $a = 5$ and $b = 3$, and $c = a^2 + b^2$, let PyTorch find
#
# $$ \frac{\partial c}{\partial a} \quad \text{and} \quad \frac{\partial c}{\partial b}, $$
#
# and keep them under the names `dc_da` and `dc_db`.
#
# **Two thousand slopes.** The tensor `one_thousand_random_points` has shape $(1000, 2)$: a thousand
# points $(x_i, y_i)$. Let PyTorch find the gradient of
#
# $$ f = \sum_{i=0}^{999} \bigl( x_i^2 + y_i^2 + 5 \bigr) $$
#
# with respect to all of them at once. Return it as a NumPy array of shape $(1000, 2)$. The function
# may be called any number of times, and gives the same every time. Remember the trap.
#
# **By hand.** $x_7$ occurs in a single term of the sum, $x_7^2$, and the slope of a square is twice
# the number. The slope along $y_7$ has nothing to do with $x_7$. And the $5$? It lifts everything
# by the same amount, and a lifted hill is no steeper than before. So what should row 7 of the
# result be?
#
# <details><summary>Hint: from a tensor to an array</summary>
#
# `some_tensor.detach().numpy()` is the array of a tensor's numbers, without PyTorch's notes.
# </details>
#
# <details><summary>Hint: the second call gives twice as much</summary>
#
# You met this three cells above. What had to be done before walking back again?
# </details>

# %% id="derivatives" role="solution" exercise="derivatives"
from reference.neurons.derivatives.solution import (
    a,
    b,
    c,
    dc_da,
    dc_db,
    gradient_of_x_squared_plus_y_squared_plus_5_thousand_times,
    one_thousand_random_points,
)


# %% id="derivatives-test" role="test" exercise="derivatives"
def test_derivatives():
    for name, slope, expected in (("dc_da", dc_da, 10.0), ("dc_db", dc_db, 6.0)):
        assert slope is not None, f"{name} is None: nobody has walked back from c yet."
        assert abs(float(slope) - expected) < 1e-4, (
            f"{name} should be {expected}, but is {float(slope)}."
        )
    ask = gradient_of_x_squared_plus_y_squared_plus_5_thousand_times
    for call in ("the first", "the second", "the third"):
        slopes = ask()
        assert isinstance(slopes, np.ndarray), (
            f"A NumPy array is wanted, but this is a {type(slopes).__name__}."
        )
        wanted = 2 * one_thousand_random_points.detach().numpy()
        assert slopes.shape == wanted.shape, f"The shape is {slopes.shape}, not (1000, 2)."
        assert np.allclose(slopes, wanted, atol=1e-5), (
            f"In {call} call, point 0 is {wanted[0] / 2} and its slopes should be twice that, "
            f"but they are {slopes[0]}."
        )


test_derivatives()
print("Derivatives work: two, and two thousand.")

# %% [markdown]
# Left: the curve $a^2$ and the straight line with *your* slope at $a = 5$; it just touches. Right:
# forty of the thousand points on the bowl $x^2 + y^2$, each with an arrow against its slope. All of
# them point downhill, to the middle, and the steeper it is, the longer the arrow.


# %% id="derivatives-picture" role="picture" exercise="derivatives"
def picture_derivatives():
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    line = np.linspace(0, 8, 81)
    left.plot(line, line**2, color="0.6", lw=3, label="$a^2$")
    left.plot(line, 25 + float(dc_da) * (line - 5), color="tab:orange", lw=2, label="your slope")
    left.plot(5, 25, "o", color="k")
    left.set(title="A slope touches its curve", xlabel="a", ylim=(-15, 60))
    left.legend()

    slopes = gradient_of_x_squared_plus_y_squared_plus_5_thousand_times()[:40]
    spots = one_thousand_random_points.detach().numpy()[:40]
    side = np.linspace(0, 1, 50)
    bowl = side[:, None] ** 2 + side[None, :] ** 2
    right.contourf(side, side, bowl, levels=16, cmap="Blues", alpha=0.7)
    right.quiver(*spots.T, *-slopes.T, color="tab:orange", angles="xy", scale=16, width=0.005)
    right.plot(*spots.T, "o", color="k", ms=3)
    right.set(title="Against the slope is downhill", xlabel="x", ylabel="y", aspect="equal")


picture_derivatives()

# %% [markdown]
# # 6. A linear function for a whole batch
#
# From here on nobody sits at a desk any more. A row of $m$ keepers who look at $n$ lamps has $m
# \cdot n$ weights; write them into a table $W$ with one **row for each keeper**. Then all the sums
# of the whole row of keepers are one product of a table and a list, $W x$: a *linear function* from
# $n$ numbers to $m$ numbers. And nothing stops us from sending many pictures through at once, a
# **batch**, written as a table with one **row for each picture**.
#
# | table | in Python | shape |
# |---|---|---|
# | $W$ | `linear_function` | (d_output, d_input) |
# | $X$ | `input_to_function` | (batch, d_input) |
# | $Y$ | what you return | (batch, d_output) |
#
# $$ Y_{bo} = \sum_{i} W_{oi}\, X_{bi}. $$
#
# The bias and the relu come later. Write it without a loop, with PyTorch's own operations, so that
# it can find its way back through them.
#
# **By hand.** $W$ takes two numbers to three, and the batch has two rows:
#
# $$ W = \begin{pmatrix} 1 & 0 \\ 2 & -1 \\ 0 & 3 \end{pmatrix}, \quad
# X = \begin{pmatrix} 4 & 1 \\ 0 & 2 \end{pmatrix}
# \quad\Rightarrow\quad
# Y = \begin{pmatrix} 4 & 7 & 3 \\ 0 & -2 & 6 \end{pmatrix}. $$
#
# The $7$ is keeper 1 on picture 0: $2 \cdot 4 - 1 \cdot 1$.
#
# <details><summary>Hint: which way round?</summary>
#
# `A @ B` multiplies tables where the last axis of A meets the first of B. Write the shapes of $X$
# and $W$ next to each other: which two axes have to meet, and which table has to be turned on its
# side (`.T`) for that? The batch should come out in front.
# </details>
#
# <details><summary>Hint: another way</summary>
#
# `t.einsum` takes a formula like the one above, as letters: one group for each table, an arrow, and
# the letters that are left.
# </details>

# %% id="linear_function" role="solution" exercise="linear_function"
from reference.neurons.linear_function.solution import apply_linear_function_to_input


# %% id="linear_function-test" role="test" exercise="linear_function"
def test_linear_function():
    table = t.tensor([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]], requires_grad=True)
    batch = t.tensor([[4.0, 1.0], [0.0, 2.0]])
    product = apply_linear_function_to_input(linear_function=table, input_to_function=batch)
    assert_tensors_within_epsilon(
        expected=t.tensor([[4.0, 7.0, 3.0], [0.0, -2.0, 6.0]]), actual=product
    )
    # The way back: each weight has seen the inputs of its column, once for every row of the batch.
    assert product.requires_grad, "The result has lost its history: no numpy, no detach."
    product.sum().backward()
    assert_tensors_within_epsilon(
        expected=t.tensor([[4.0, 3.0], [4.0, 3.0], [4.0, 3.0]]), actual=table.grad
    )
    # As many outputs as inputs: here a forgotten transpose would not be noticed by the shapes.
    turn = t.tensor([[0.0, -1.0], [1.0, 0.0]])
    assert_tensors_within_epsilon(
        expected=t.tensor([[-1.0, 4.0], [-2.0, 0.0]]),
        actual=apply_linear_function_to_input(turn, batch),
    )
    assert apply_linear_function_to_input(t.ones(5, 2), t.ones(1, 2)).shape == (1, 5)


test_linear_function()
print("The linear function works: a whole batch at once.")

# %% [markdown]
# A linear function can be seen when it goes from two numbers to two. Six hundred points are sent
# through it in a single call. Straight lines stay straight, parallel ones stay parallel, and the
# middle stays where it is; that is all that "linear" means. On the right, the same with a relu
# after it: a fold.


# %% id="linear_function-picture" role="picture" exercise="linear_function"
def picture_linear_function():
    side = np.linspace(-1, 1, 25)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    matrix = t.tensor([[1.2, -0.6], [0.5, 0.9]])
    moved = apply_linear_function_to_input(matrix, t.tensor(points, dtype=t.float32)).numpy()
    shades = plt.get_cmap("twilight")((np.arctan2(points[:, 1], points[:, 0]) / np.pi + 1) / 2)
    figure, axes = plt.subplots(1, 3, figsize=(11, 3.7), layout="constrained")
    panels = {"before": points, "after your function": moved, "and a relu": np.maximum(moved, 0)}
    for axis, (title, shown) in zip(axes, panels.items()):
        axis.axhline(0, color="0.85", zorder=0)
        axis.axvline(0, color="0.85", zorder=0)
        axis.scatter(*shown.T, c=shades, s=9)
        axis.set(title=title, xlim=(-2, 2), ylim=(-2, 2), aspect="equal")


picture_linear_function()

# %% [markdown]
# # 7. A new net
#
# The hall gets its three rows. All that it knows is in six tensors, three tables of weights and
# three biases, and this class holds them:

# %% id="given-net" role="given"
from assignments.neurons.net import ThreeLayerNeuralNet

# %% [markdown]
# The pictures have 64 lamps and there are ten digits. In between we take 200 and 40 keepers; these
# two numbers are a matter of taste. So the net goes $64 \to 200 \to 40 \to 10$, and the plan is:
#
# | tensor | shape | how many numbers |
# |---|---|---|
# | `layer_0` | (200, 64) | 12,800 |
# | `layer_0_bias` | (200,) | 200 |
# | `layer_1` | (40, 200) | 8,000 |
# | `layer_1_bias` | (40,) | 40 |
# | `layer_2` | (10, 40) | 400 |
# | `layer_2_bias` | (10,) | 10 |
#
# (You may know this lab with pictures of 28×28 and a net of $784 \to 2000 \to 400 \to 10$. It is
# the same net, ten times as wide; ours learns in seconds.)
#
# **What should be in them?** Not zeros: if all keepers of a row start out the same, they see the
# same, learn the same, and never drift apart. So they start with a little luck, every number
# drawn evenly between $-\frac{1}{20}$ and $\frac{1}{20}$. Large enough to differ, small enough that
# nobody is sure of anything yet.
#
# The first two lines stand there already. Look at what they do: make a tensor of zeros that wants
# its gradient, and then overwrite it in place (that is what the underscore in `uniform_` says).
# PyTorch would object to changing a watched tensor behind its back, and `with t.no_grad()` tells it
# to look away. The result is what PyTorch calls a **leaf**: a tensor that was not computed from
# others, and that therefore gets a `.grad` of its own. Something like `t.rand(...) * 2 - 1` on a
# watched tensor is not a leaf: it is the result of a computation.
#
# <details><summary>Hint</summary>
#
# Four more lines like the two above. The number of columns of a table is what comes in, the number
# of its rows is what goes out.
# </details>

# %% id="initialize" role="solution" exercise="initialize"
from reference.neurons.initialize.solution import initialize_new_three_layer_net


# %% id="initialize-test" role="test" exercise="initialize"
def test_initialize():
    net, other = initialize_new_three_layer_net(), initialize_new_three_layer_net()
    plan = {
        "layer_0": (200, 64),
        "layer_0_bias": (200,),
        "layer_1": (40, 200),
        "layer_1_bias": (40,),
        "layer_2": (10, 40),
        "layer_2_bias": (10,),
    }
    for name, shape in plan.items():
        part = getattr(net, name)
        assert tuple(part.shape) == shape, f"{name} has shape {tuple(part.shape)}, not {shape}."
        assert part.requires_grad, f"{name} does not want a gradient, so it cannot learn."
        assert part.is_leaf, f"{name} is not a leaf: it was computed from another tensor."
        low, high = part.min().item(), part.max().item()
        assert -0.0501 < low < 0 < high < 0.0501, (
            f"{name} should be spread from -0.05 to 0.05, but goes from {low:.4f} to {high:.4f}."
        )
        assert not t.equal(part, getattr(other, name)), f"Two new nets have the same {name}."


test_initialize()
print("A new net works: six tensors, a little luck in each.")

# %% [markdown]
# All numbers of a new net, tensor by tensor. Flat between the two bounds is how it should look; the
# small tensors have too few numbers to be flat.


# %% id="initialize-picture" role="picture" exercise="initialize"
def picture_initialize():
    net = initialize_new_three_layer_net()
    names = ["layer_0", "layer_1", "layer_2", "layer_0_bias", "layer_1_bias", "layer_2_bias"]
    figure, axes = plt.subplots(2, 3, figsize=(11, 4.4), layout="constrained", sharex=True)
    for axis, name in zip(axes.flat, names):
        numbers = getattr(net, name).detach().numpy().ravel()
        axis.hist(numbers, bins=24, range=(-0.06, 0.06), color="tab:orange", edgecolor="w")
        axis.axvline(-0.05, color="0.4", ls="--")
        axis.axvline(0.05, color="0.4", ls="--")
        axis.set(title=f"{name}: {numbers.size:,} numbers", yticks=[])
    figure.suptitle("What a net knows before it has seen anything")


picture_initialize()

# %% [markdown]
# # 8. `tensor_relu`: all lamps at once
#
# The same bend as in the first exercise, now for a tensor of **any** shape: every negative number
# becomes zero, every other number stays, and the shape stays, too.
#
# $$ Z = \max(X, 0) \quad \text{entry by entry}, \qquad
# \frac{\partial Z}{\partial X} = \begin{cases} 1 & X > 0, \\ 0 & X < 0. \end{cases} $$
#
# You do not have to write the slope: use PyTorch's operations and it comes by itself. (At exactly
# zero, where the corner is, different ways of writing it give different slopes. Anything from 0 to
# 1 is fine.)
#
# **By hand.**
#
# $$ \begin{pmatrix} 1 & -2 \\ -0.5 & 3 \end{pmatrix} \;\mapsto\;
# \begin{pmatrix} 1 & 0 \\ 0 & 3 \end{pmatrix}. $$
#
# The tensor that comes in belongs to somebody else. Make a new one.
#
# <details><summary>Hint</summary>
#
# There are many ways: the larger of two tensors, a comparison, `t.where`, a limit from below.
# Python's own `max` is not one of them: it looks for the largest of all.
# </details>

# %% id="tensor_relu" role="solution" exercise="tensor_relu"
from reference.neurons.tensor_relu.solution import tensor_relu


# %% id="tensor_relu-test" role="test" exercise="tensor_relu"
def test_tensor_relu():
    lamps = t.tensor([[1.0, -2.0], [-0.5, 3.0]], requires_grad=True)
    bent = tensor_relu(lamps)
    assert_tensors_within_epsilon(expected=t.tensor([[1.0, 0.0], [0.0, 3.0]]), actual=bent)
    assert bent.requires_grad, "The result has lost its history: no numpy, no detach."
    (bent * t.tensor([[2.0, 5.0], [7.0, -3.0]])).sum().backward()
    assert_tensors_within_epsilon(expected=t.tensor([[2.0, 0.0], [0.0, -3.0]]), actual=lamps.grad)
    # Any shape, and nothing is overwritten.
    row = t.tensor([-1.0, 0.0, 2.5, -300.0, 4000.0])
    assert_tensors_within_epsilon(
        expected=t.tensor([0.0, 0.0, 2.5, 0.0, 4000.0]), actual=tensor_relu(row)
    )
    assert row[0] == -1.0, "The tensor that came in was changed. Make a new one instead."
    block = t.arange(-12.0, 12.0).reshape(2, 3, 4)
    assert_tensors_within_epsilon(
        expected=t.cat([t.zeros(1, 3, 4), block[1:]]), actual=tensor_relu(block)
    )


test_tensor_relu()
print("tensor_relu works, in every shape.")

# %% [markdown]
# Four digits, and how each differs from the average of all digits: red where it is brighter, blue
# where it is darker. Your relu keeps the red. A keeper with the opposite weights would keep the
# blue; two of them together lose nothing.


# %% id="tensor_relu-picture" role="picture" exercise="tensor_relu"
def picture_tensor_relu():
    pictures, labels = load_digits()[:2]
    chosen = [np.flatnonzero(labels == digit)[0] for digit in (0, 1, 4, 7)]
    unusual = t.tensor(pictures[chosen] - pictures.mean(axis=0)).float().reshape(4, 8, 8)
    kept = tensor_relu(unusual).numpy()
    figure, axes = plt.subplots(2, 4, figsize=(9, 4.6), layout="constrained")
    for top, bottom, before, after in zip(axes[0], axes[1], unusual.numpy(), kept):
        top.imshow(before, cmap="RdBu_r", vmin=-1, vmax=1)
        shown = bottom.imshow(after, cmap="RdBu_r", vmin=-1, vmax=1)
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
    axes[0, 0].set_ylabel("what is unusual")
    axes[1, 0].set_ylabel("after your relu")
    figure.colorbar(shown, ax=axes)


picture_tensor_relu()

# %% [markdown]
# # 9. `forward`: from pictures to probabilities
#
# Everything comes together, for a whole batch of pictures at once. $X$ holds $B$ pictures and has
# shape (batch, d_input); the rows of keepers have $m_0$, $m_1$ and $m_2$ of them. The net computes
# these four tables, with their shapes on the right:
#
# $$
# \begin{aligned}
# H_0 &= \operatorname{relu}(X W_0^\top + b_0) && (B, m_0) \\
# H_1 &= \operatorname{relu}(H_0 W_1^\top + b_1) && (B, m_1) \\
# S &= H_1 W_2^\top + b_2 && (B, m_2) \\
# P &= \operatorname{softmax}(S) && (B, m_2)
# \end{aligned}
# $$
#
# The product in each line is your `apply_linear_function_to_input`, and a bias of shape
# (d_output,) is added to every row of the table by itself.
#
# **The last row of keepers has no relu but a softmax.** Its ten sums are *scores*, which may be
# negative. The softmax turns the scores of one picture into ten positive numbers that add up to 1:
#
# $$ P_{bk} = \frac{e^{S_{bk}}}{\sum_j e^{S_{bj}}}. $$
#
# Read them as probabilities: *with 90 percent it is a 7*. PyTorch has it as
# `t.nn.functional.softmax(scores, dim=...)`, and that one also survives scores of a thousand, which
# the formula does not.
#
# **By hand.** One picture of one lamp, $x = 2$. Every layer has weights that are easy:
# $W_0 = (1),\ b_0 = -1$ gives $H_0 = 1$. Then $W_1 = (3),\ b_1 = -1$ gives $H_1 = 2$. With
# $W_2 = \binom{1}{0}$ and $b_2 = (0, 2)$ the two scores are $2$ and $2$, equal, and so the softmax
# says $(0.5, 0.5)$: no idea.
#
# <details><summary>Hint: which dim?</summary>
#
# Each *row* is a picture and should add up to 1 by itself. The axis that you name is the one along
# which the numbers compete. The last axis can be written as $-1$.
# </details>
#
# <details><summary>Hint: it is long</summary>
#
# Three steps: linear function, plus bias, then the bend. Twice with a relu, once with a softmax. Do
# not forget what each layer looks at.
# </details>

# %% id="forward" role="solution" exercise="forward"
from reference.neurons.forward.solution import forward


# %% id="forward-test" role="test" exercise="forward"
def test_forward():
    def tensor(*numbers):
        watched = t.tensor(numbers, requires_grad=True)
        return watched

    tiny = ThreeLayerNeuralNet(
        layer_0=tensor([1.0]),
        layer_0_bias=tensor(-1.0),
        layer_1=tensor([3.0]),
        layer_1_bias=tensor(-1.0),
        layer_2=tensor([1.0], [0.0]),
        layer_2_bias=tensor(0.0, 2.0),
    )
    # 2 gives equal scores; 3 gives the scores 5 and 2; at -4 the first lamp is dark.
    shares = forward(x=t.tensor([[2.0], [3.0], [-4.0]]), neural_net=tiny)
    assert_tensors_within_epsilon(
        expected=t.tensor([[0.5, 0.5], [0.9526, 0.0474], [0.1192, 0.8808]]), actual=shares
    )
    # Slopes of the first probability of the second picture, back to the beginning.
    assert shares.requires_grad, "The result has lost its history: no numpy, no detach."
    shares[1, 0].backward()
    slope = 0.9526 * 0.0474
    behind = {"layer_2_bias": [1.0, -1.0], "layer_1": [[2.0]], "layer_0": [[9.0]]}
    for name, expected in behind.items():
        found = getattr(tiny, name).grad
        assert found is not None, f"No gradient reaches {name}."
        assert_tensors_within_epsilon(expected=slope * t.tensor(expected), actual=found)

    # Four numbers wide everywhere, so that nothing is noticed by the shapes alone.
    generator = t.Generator().manual_seed(4)
    wide = [t.randn(4, 4, generator=generator) for _ in range(3)]
    moods = [t.randn(4, generator=generator) for _ in range(3)]
    square = ThreeLayerNeuralNet(wide[0], moods[0], wide[1], moods[1], wide[2], moods[2])
    batch = t.randn(4, 4, generator=generator)
    kept = batch.clone()
    rows = []
    for picture in batch:
        for table, mood in zip(wide[:2], moods):
            picture = (table @ picture + mood).clamp(min=0)
        powers = (wide[2] @ picture + moods[2]).exp()
        rows.append(powers / powers.sum())
    assert_tensors_within_epsilon(expected=t.stack(rows), actual=forward(batch, square))
    assert t.equal(batch, kept), "The batch was changed. It belongs to somebody else."


test_forward()
print("forward works: pictures in, probabilities out.")

# %% [markdown]
# A new hall looks at five digits. It has an opinion, and the opinion is nonsense: close to one in
# ten for every digit, whatever the picture shows. That is what a net looks like that has learned
# nothing.


# %% id="forward-picture" role="picture" exercise="forward"
def picture_forward():
    pictures, labels = load_digits()[:2]
    chosen = [np.flatnonzero(labels == digit)[0] for digit in (0, 2, 3, 5, 8)]
    pictures = t.tensor(pictures[chosen], dtype=t.float32)
    shares = forward(pictures, initialize_new_three_layer_net()).detach().numpy()
    figure, axes = plt.subplots(2, 5, figsize=(11, 3.8), layout="constrained", sharey="row")
    for top, bottom, picture, bars in zip(axes[0], axes[1], pictures.numpy(), shares):
        top.imshow(picture.reshape(8, 8), cmap="inferno")
        top.set(xticks=[], yticks=[])
        bottom.bar(range(10), bars, color="tab:orange")
        bottom.axhline(0.1, color="0.4", ls="--", lw=1)
        bottom.set(xticks=range(10), xlabel="digit", ylim=(0, 0.2))
    axes[1, 0].set_ylabel("probability")
    figure.suptitle("What an untrained net thinks")


picture_forward()

# %% [markdown]
# # 10. Clear the gradients
#
# Learning will walk back again and again, and you know what happens to gradients that are left
# lying around: they add up. So before every walk all six tensors have to forget. That is the whole
# exercise: afterwards, no tensor of the net has a gradient. (None at all or nothing but zeros, both
# will do.)
#
# The tensors themselves stay as they are: the same tensors, with the same numbers, still watched.
# And it must also work on a brand-new net, whose gradients are all still `None`.
#
# <details><summary>Hint</summary>
#
# It was done above, under "gradients add up", for one tensor. Six times is not too often to write
# it down; a loop over `vars(neural_net).values()` is shorter.
# </details>

# %% id="zero_gradients" role="solution" exercise="zero_gradients"
from reference.neurons.zero_gradients.solution import zero_all_gradients


# %% id="zero_gradients-test" role="test" exercise="zero_gradients"
def test_zero_gradients():
    names = ["layer_0", "layer_0_bias", "layer_1", "layer_1_bias", "layer_2", "layer_2_bias"]
    parts = {name: t.full((2, 2), 3.0, requires_grad=True) for name in names}
    net = ThreeLayerNeuralNet(**parts)
    zero_all_gradients(net)  # a new net has no gradients, and that must be no problem
    for part in parts.values():
        (part**2).sum().backward()
    zero_all_gradients(net)
    for name, part in parts.items():
        now = getattr(net, name)
        assert now is part, f"{name} is another tensor than before. Keep it, clear its gradient."
        assert now.grad is None or not now.grad.any(), f"The gradient of {name} is still there."
        assert now.requires_grad, f"{name} is not watched any more."
        assert (now == 3).all(), f"The numbers in {name} were changed."


test_zero_gradients()
print("Clearing works: the net has forgotten where downhill was.")

# %% [markdown]
# The same walk back, twelve times, from the same pictures: the right answer is the same every time.
# With your function called before each walk it is. Without it, it grows and grows.


# %% id="zero_gradients-picture" role="picture" exercise="zero_gradients"
def picture_zero_gradients():
    pictures = t.tensor(load_digits()[0][:50], dtype=t.float32)
    net = initialize_new_three_layer_net()
    sizes = {True: [], False: []}
    for clearing, found in sizes.items():
        zero_all_gradients(net)
        for walk in range(12):
            if clearing:
                zero_all_gradients(net)
            (forward(pictures, net) ** 2).sum().backward()
            found.append(net.layer_0.grad.norm().item())
    figure, axis = plt.subplots(figsize=(7, 3.6), layout="constrained")
    walks = range(1, 13)
    axis.plot(walks, sizes[False], "o-", color="tab:blue", label="never cleared")
    axis.plot(walks, sizes[True], "o-", color="tab:orange", label="cleared before each walk")
    axis.set(title="The size of one gradient, walk after walk", xlabel="walk", ylim=(0, None))
    axis.set_xticks(walks)
    axis.legend()


picture_zero_gradients()

# %% [markdown]
# # 11. The loss: how wrong is it?
#
# One number has to say how far the net's answers $P$ are from the right ones $E$. Ours is the
# **mean squared error**: take the difference of every entry, square it, and average over *all*
# entries of the table. For $B$ pictures and $K$ digits,
#
# $$ \ell = \frac{1}{B K} \sum_{b=1}^{B} \sum_{k=1}^{K} (E_{bk} - P_{bk})^2. $$
#
# The square makes every difference count, whichever sign it has, and a large one more than two
# small ones. The average makes the number independent of how many pictures there are. Both tables
# have shape (batch, d_output), and the result is a tensor with a single number: only from a single
# number can one walk back.
#
# **By hand.** Two pictures, two classes:
#
# $$ E = \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}, \quad
# P = \begin{pmatrix} 0.8 & 0.2 \\ 0.6 & 0.4 \end{pmatrix}, \quad
# \ell = \frac{0.04 + 0.04 + 0.36 + 0.36}{4} = 0.2. $$
#
# <details><summary>Hint</summary>
#
# A tensor knows its own `.mean()`. What has to be done before, and in which order?
# </details>

# %% id="loss" role="solution" exercise="loss"
from reference.neurons.loss.solution import loss_function


# %% id="loss-test" role="test" exercise="loss"
def test_loss():
    wanted = t.tensor([[1.0, 0.0], [0.0, 1.0]])
    guess = t.tensor([[0.8, 0.2], [0.6, 0.4]], requires_grad=True)
    error = loss_function(expected_outputs=wanted, actual_outputs=guess)
    assert t.is_tensor(error), "The loss is no tensor, so the net cannot learn by it."
    assert error.numel() == 1, f"The loss should be one number, but has shape {tuple(error.shape)}."
    assert abs(error.item() - 0.2) < 1e-5, f"The example gives 0.2, but this is {error.item():.4f}."
    assert error.requires_grad, "The loss has lost its history: no numpy, no item."
    error.sum().backward()
    # 2 (P - E) / 4
    assert_tensors_within_epsilon(expected=t.tensor([[-0.1, 0.1], [0.3, -0.3]]), actual=guess.grad)
    # More columns than rows, and differences of both signs that cancel.
    flat = loss_function(t.zeros(1, 4), t.tensor([[2.0, -2.0, 1.0, -1.0]]))
    assert abs(flat.item() - 2.5) < 1e-5, f"The mean of 4, 4, 1, 1 is 2.5, not {flat.item():.4f}."
    assert loss_function(wanted, wanted).item() == 0, "Who is right loses nothing."
    assert t.equal(wanted, t.eye(2)), "The expected outputs were changed."


test_loss()
print("The loss works: one number says it all.")

# %% [markdown]
# A picture of a 3, and a net that gives a share $p$ to the 3 and spreads the rest evenly. Left: the
# loss, from *surely not a 3* to *surely a 3*, and the slope along the share of the 3. Right: the
# loss when two digits share all the trust. The only place without any loss is the right corner.


# %% id="loss-picture" role="picture" exercise="loss"
def picture_loss():
    truth = t.zeros(1, 10)
    truth[0, 3] = 1
    shares, errors, slopes = np.linspace(0, 1, 41), [], []
    for share in shares:
        guess = t.full((1, 10), float(1 - share) / 9)
        guess[0, 3] = float(share)
        guess.requires_grad_()
        error = loss_function(truth, guess).sum()
        error.backward()
        errors.append(error.item())
        slopes.append(guess.grad[0, 3].item())
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    left.axhline(0, color="0.85", zorder=0)
    left.plot(shares, errors, color="tab:blue", lw=3, label="loss")
    left.plot(shares, slopes, color="tab:orange", lw=2, label="slope along $p$")
    left.set(title="More trust in the 3, less loss", xlabel="share $p$ of the 3")
    left.legend()

    side = np.linspace(0, 1, 31)
    heights = np.full((31, 31), np.nan)
    for row, other in enumerate(side):
        for column, three in enumerate(side):
            if three + other <= 1.0001:
                guess = t.full((1, 10), float(max(1 - three - other, 0)) / 8)
                guess[0, 3], guess[0, 8] = float(three), float(other)
                heights[row, column] = loss_function(truth, guess).item()
    shown = right.contourf(side, side, heights, levels=16, cmap="Blues")
    right.plot(1, 0, "*", color="tab:orange", ms=18, clip_on=False)
    right.set(title="All the trust there is", xlabel="share of the 3", ylabel="share of the 8")
    figure.colorbar(shown, ax=right, label="loss")


picture_loss()

# %% [markdown]
# # 12. A nudge downhill
#
# A tensor $x$ has walked back and holds its gradient in `x.grad`. The gradient points uphill. So
# go the other way, as far as the **learning rate** $\eta$ says:
#
# $$ x \;\leftarrow\; x - \eta \, \frac{\partial \ell}{\partial x}. $$
#
# Each number moves by its own slope: where it is steep the step is long, and where it is flat there
# is none.
#
# **In place.** The function returns nothing. It has to change *the tensor that it was given*, and
# here Python has a trap of its own. The two functions look alike, and only one of them does
# anything:


# %% id="given-in-place" role="given"
def lengthen(queue):
    queue += ["a goat"]  # changes the list that was passed in


def lengthen_in_vain(queue):
    queue = queue + ["a goat"]  # makes another list, and forgets it when the function ends


ships = ["a barge", "a ferry"]
lengthen_in_vain(ships)
print("in vain: ", ships)
lengthen(ships)
print("in place:", ships)

# %% [markdown]
# With tensors it is the same. The `with t.no_grad()` that stands in the cell is needed because
# this change is not part of any computation that PyTorch should walk back through later.
#
# **By hand.** $x = (1, 2, 3)$ with the gradient $(0.1, -0.5, 0)$ and learning rate $2$ becomes
# $(0.8, 3, 3)$.

# %% id="nudge" role="solution" exercise="nudge"
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum


# %% id="nudge-test" role="test" exercise="nudge"
def test_nudge():
    place = t.tensor([1.0, 2.0, 3.0])
    place.grad = t.tensor([0.1, -0.5, 0.0])
    nudge_tensor_towards_minimum(place, learning_rate=2)
    assert not t.equal(place, t.tensor([1.0, 2.0, 3.0])), (
        "The tensor has not moved. Was a new one made, and lost when the function ended?"
    )
    assert_tensors_within_epsilon(expected=t.tensor([0.8, 3.0, 3.0]), actual=place)
    # A watched tensor, as the net has them, and two steps down the parabola (u - 4)².
    u = t.tensor([0.0], requires_grad=True)
    for expected in (2.0, 3.0):
        u.grad = None
        ((u - 4) ** 2).sum().backward()
        nudge_tensor_towards_minimum(u, 0.25)
        assert u.requires_grad, "After the nudge the tensor is not watched any more."
        assert u.is_leaf, "After the nudge the tensor is not a leaf any more. Is no_grad missing?"
        assert_tensors_within_epsilon(expected=t.tensor([expected]), actual=u.detach())


test_nudge()
print("The nudge works: one step downhill.")

# %% [markdown]
# A valley, seen from above, and three walkers who start at the same place and take twenty of your
# nudges. The careful one hardly gets anywhere. The bold one jumps from side to side. And a little
# bolder still, he would leave the valley for good.


# %% id="nudge-picture" role="picture" exercise="nudge"
def picture_nudge():
    steepness = t.tensor([1.0, 9.0])
    side = np.linspace(-2.2, 2.2, 80)
    valley = (side[None, :] ** 2 + 9 * side[:, None] ** 2) / 2
    figure, axis = plt.subplots(figsize=(8, 4.4), layout="constrained")
    axis.contour(side, side, valley, levels=np.geomspace(0.05, 25, 14), colors="0.8")
    for learning_rate, colour in ((0.01, "tab:blue"), (0.1, "tab:orange"), (0.21, "tab:red")):
        place = t.tensor([-2.0, 1.0], requires_grad=True)
        path = [place.tolist()]
        for step in range(20):
            place.grad = None
            (steepness * place**2 / 2).sum().backward()
            nudge_tensor_towards_minimum(place, learning_rate)
            path.append(place.tolist())
        axis.plot(*np.array(path).T, "o-", color=colour, ms=4, label=f"rate {learning_rate}")
    axis.plot(0, 0, "k*", ms=14)
    axis.set(title="Twenty nudges", xlim=(-2.2, 1.2), ylim=(-1.2, 1.2))
    axis.legend(loc="lower right")


picture_nudge()

# %% [markdown]
# # 13. One round of learning
#
# Now put it together. One round for the net, with a whole batch:
#
# 1. forget all old gradients (that line stands there already);
# 2. let the net look at the pictures: `forward`;
# 3. compare with what was expected: `loss_function`, one number;
# 4. walk back from that number, so that all six tensors know their slopes;
# 5. nudge all six of them.
#
# Nothing is returned. The net that was passed in has become a little better, and that is the
# result.
#
# **By hand.** It is the tiny net from `forward` again, which sees the single lamp $2$, says
# $(0.5, 0.5)$, and should have said $(1, 0)$. Its loss is $0.25$. The slope along the last bias is
# $(-0.25, 0.25)$: raising the first score helps. With a learning rate of $4$ this bias goes from
# $(0, 2)$ to $(1, 1)$.
#
# <details><summary>Hint: nothing moves, or it gets worse</summary>
#
# If nothing moves: has anybody walked back? If it gets worse: does the walk start at the loss, and
# do the nudges come after it? Six nudges are needed, one for each tensor.
# </details>

# %% id="tune_once" role="solution" exercise="tune_once"
from reference.neurons.tune_once.solution import tune_weights_once


# %% id="tune_once-test" role="test" exercise="tune_once"
def test_tune_once():
    def tiny():
        numbers = [[[1.0]], [-1.0], [[3.0]], [-1.0], [[1.0], [0.0]], [0.0, 2.0]]
        return ThreeLayerNeuralNet(*(t.tensor(n, requires_grad=True) for n in numbers))

    seen, wanted = t.tensor([[2.0]]), t.tensor([[1.0, 0.0]])
    # Slopes by the chain rule, all of them multiples of 1/4.
    slopes = {
        "layer_2_bias": [-0.25, 0.25],
        "layer_2": [[-0.5], [0.5]],
        "layer_1_bias": [-0.25],
        "layer_1": [[-0.25]],
        "layer_0_bias": [-0.75],
        "layer_0": [[-1.5]],
    }
    for left_over in (False, True):
        net, before = tiny(), tiny()
        if left_over:  # gradients of somebody else's walk, which must not count
            for name in slopes:
                getattr(net, name).grad = t.ones_like(getattr(net, name))
        tune_weights_once(net, seen, wanted, learning_rate=4)
        for name, slope in slopes.items():
            start = getattr(before, name).detach()
            now = getattr(net, name).detach()
            assert not t.equal(now, start), f"{name} has not moved."
            aim = start - 4 * t.tensor(slope)
            assert t.allclose(now, aim, atol=1e-4), (
                f"{name} went from {start.tolist()} to {now.tolist()}; by the slopes {slope} and "
                f"learning rate 4 it should be {aim.tolist()}."
                + (" Old gradients were there before." if left_over else "")
            )
    # On pictures: thirty rounds, and every one of them goes down.
    pictures = t.tensor(load_digits()[0][:40], dtype=t.float32)
    aims = t.eye(10)[t.tensor(load_digits()[1][:40])]
    net, errors = initialize_new_three_layer_net(), []
    for _ in range(30):
        tune_weights_once(net, pictures, aims, 1.0)
        errors.append(loss_function(aims, forward(pictures, net)).item())
    assert all(after < before for before, after in zip(errors, errors[1:])), (
        "At a small learning rate the loss should fall in every round, but it does not."
    )


test_tune_once()
print("One round works: the net is a little wiser.")

# %% [markdown]
# Ten pictures, one of each digit, and 250 rounds of yours. Left: the loss at three learning rates.
# For a while nothing seems to happen; the hall is breaking out of "one in ten for everybody".
# Right: for the middle rate, how much trust each picture's own digit gets, round after round. You
# can see in which order the digits are understood.


# %% id="tune_once-picture" role="picture" exercise="tune_once"
def picture_tune_once():
    pictures, labels = load_digits()[:2]
    one_of_each = np.unique(labels, return_index=True)[1]
    pictures, aims = t.tensor(pictures[one_of_each], dtype=t.float32), t.eye(10)
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    for learning_rate, colour in ((3, "0.6"), (5, "tab:orange"), (10, "tab:blue")):
        t.manual_seed(1)
        net, errors, trust = initialize_new_three_layer_net(), [], []
        for round_number in range(251):
            shares = forward(pictures, net).detach()
            errors.append(loss_function(aims, shares).item())
            trust.append(shares.diagonal().numpy())
            tune_weights_once(net, pictures, aims, learning_rate)
        left.plot(errors, color=colour, lw=2, label=f"learning rate {learning_rate}")
        if learning_rate == 5:
            shown = right.imshow(
                np.array(trust).T,
                cmap="inferno",
                vmin=0,
                vmax=1,
                aspect="auto",
                interpolation="nearest",
            )
    left.axhline(0.09, color="k", ls=":", lw=1)
    left.text(250, 0.0915, "one in ten for every digit: 0.09", ha="right", va="bottom")
    left.set(title="Round after round", xlabel="round", ylabel="loss", ylim=(0, 0.1))
    left.legend(loc="lower left")
    right.set(title="Trust in the right digit", xlabel="round", ylabel="digit", yticks=range(10))
    figure.colorbar(shown, ax=right)


picture_tune_once()

# %% [markdown]
# # 14. One-hot encoding
#
# The ships' log says *this was a 2*. The net says ten probabilities. To compare the two, the 2 has
# to become what a perfect net would have said: all trust in the 2, none in the others.
#
# $$ 2 \;\mapsto\; (0, 0, 1, 0, 0, 0, 0, 0, 0, 0). $$
#
# Write it for any number of classes. Positions are counted from zero, as digits are. The result is
# a tensor of shape (num_classes,), with numbers in it (not true and false: PyTorch does not
# subtract those), and every call makes a new one.
#
# **By hand.** `one_hot_encoding(0, 3)` is $(1, 0, 0)$ and `one_hot_encoding(2, 3)` is $(0, 0, 1)$.

# %% id="one_hot" role="solution" exercise="one_hot"
from reference.neurons.one_hot.solution import one_hot_encoding


# %% id="one_hot-test" role="test" exercise="one_hot"
def test_one_hot():
    assert_tensors_within_epsilon(
        expected=t.tensor([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), actual=one_hot_encoding(2, 10)
    )
    for classes in (1, 2, 5):
        codes = [one_hot_encoding(i, num_classes=classes) for i in range(classes)]
        # Taken together they are the identity; an earlier one must not change with a later one.
        assert_tensors_within_epsilon(expected=t.eye(classes), actual=t.stack(codes))


test_one_hot()
print("One-hot works: a 2 is a 2 is a 2.")

# %% [markdown]
# Twelve digits from the ships' log, and the codes that your function gives them.


# %% id="one_hot-picture" role="picture" exercise="one_hot"
def picture_one_hot():
    pictures, labels = load_digits()[:2]
    log = slice(12, 24)
    pictures, labels = pictures[log], labels[log]
    codes = t.stack([one_hot_encoding(int(label), 10) for label in labels])
    figure, axes = plt.subplots(
        2, 12, figsize=(11, 3.6), layout="constrained", height_ratios=[1, 2.4], sharey="row"
    )
    for number, (top, bottom) in enumerate(zip(axes[0], axes[1])):
        top.imshow(pictures[number].reshape(8, 8), cmap="inferno")
        bottom.imshow(codes[number][:, None].numpy(), cmap="inferno", vmin=0, vmax=1, aspect="auto")
        top.set(xticks=[], yticks=[], title=int(labels[number]))
        bottom.set(xticks=[], yticks=range(10))
    figure.suptitle("From a label to what a perfect net would say")


picture_one_hot()

# %% [markdown]
# # 15. `train`: the hall learns to read
#
# One round helps a little. Many rounds help a lot. Call `tune_weights_once` as often as
# `number_of_iterations` says, every time with the whole batch and the same learning rate. The two
# lines that print the loss before and after stand there already.
#
# For zero rounds nothing happens, and that is as it should be.

# %% id="train" role="solution" exercise="train"
from reference.neurons.train.solution import train


# %% id="train-test" role="test" exercise="train"
def test_train():
    t.manual_seed(3)
    pictures = t.tensor(load_digits()[0][:60], dtype=t.float32)
    aims = t.eye(10)[t.tensor(load_digits()[1][:60])]
    net = initialize_new_three_layer_net()
    parts = [part.detach().clone() for part in vars(net).values()]

    train(net, pictures, aims, learning_rate=5.0, number_of_iterations=0)
    for part, before in zip(vars(net).values(), parts):
        assert t.equal(part.detach(), before), "Zero rounds should change nothing."

    train(net, pictures, aims, learning_rate=5.0, number_of_iterations=7)
    # Seven steps by hand: the slopes of the loss, and a step against them.
    for _ in range(7):
        copies = [part.requires_grad_() for part in parts]
        error = loss_function(aims, forward(pictures, ThreeLayerNeuralNet(*copies)))
        slopes = t.autograd.grad(error.sum(), copies)
        parts = [part.detach() - 5.0 * slope for part, slope in zip(copies, slopes)]
    for (name, part), expected in zip(vars(net).items(), parts):
        assert t.allclose(part, expected, atol=1e-5), (
            f"After 7 rounds {name} is not where 7 steps on the whole batch would have brought it."
        )


test_train()
print("train works. Light the lamps.")

# %% [markdown]
# # Light the lamps
#
# Twelve hundred pictures, four hundred rounds. Every ten rounds the hall is shown three hundred
# *other* pictures, to see whether it has understood something or only learned its lesson by heart.
# Below you see digits that it gets wrong, with what it said and what the ship meant. Would you have
# known?


# %% id="train-picture" role="picture" exercise="train"
def picture_train():
    import contextlib
    import io

    data = load_digits()
    pictures, unseen = (t.tensor(data[k], dtype=t.float32) for k in (0, 4))
    labels, truth = t.tensor(data[1]), t.tensor(data[5])
    aims = t.stack([one_hot_encoding(int(label), 10) for label in labels]).float()

    t.manual_seed(10)
    net = initialize_new_three_layer_net()
    errors, right, known = [], [], []
    for tens in range(41):
        with t.no_grad():
            shares = forward(pictures, net)
            errors.append(loss_function(aims, shares).item())
            known.append((shares.argmax(dim=1) == labels).float().mean().item())
            guesses = forward(unseen, net).argmax(dim=1)
            right.append((guesses == truth).float().mean().item())
        if tens < 40:
            with contextlib.redirect_stdout(io.StringIO()):  # eighty lines of losses
                train(net, pictures, aims, learning_rate=10.0, number_of_iterations=10)

    rounds = 10 * np.arange(41)
    figure = plt.figure(figsize=(12, 6.4), layout="constrained")
    top, bottom = figure.subfigures(2, 1, height_ratios=[2, 1])
    left, centre, looks = top.subplots(1, 3, width_ratios=[3, 3, 2])
    left.plot(rounds, errors, color="tab:blue", lw=2)
    left.set(title="Loss", xlabel="round", ylim=(0, None))
    centre.plot(rounds, known, color="0.6", lw=2, label="pictures it learns from")
    centre.plot(rounds, right, color="tab:orange", lw=2, label="pictures it has never seen")
    centre.set(
        title=f"Right answers: {right[-1]:.1%} of the unseen", xlabel="round", ylim=(0, 1.02)
    )
    centre.legend(loc="lower right")

    strongest = net.layer_0.detach().norm(dim=1).topk(9).indices
    tiles = net.layer_0.detach()[strongest].reshape(3, 3, 8, 8)
    tiles = tiles.permute(0, 2, 1, 3).reshape(24, 24).numpy()
    looks.imshow(tiles, cmap="RdBu_r", vmin=-np.abs(tiles).max(), vmax=np.abs(tiles).max())
    looks.set(title="What nine keepers look for", xticks=[7.5, 15.5], yticks=[7.5, 15.5])
    looks.set(xticklabels=[], yticklabels=[])
    looks.grid(color="w", lw=2)

    wrong = (guesses != truth).nonzero().flatten()[:8].tolist()
    misread = bottom.subplots(1, 8)
    for axis in misread[len(wrong) :]:
        axis.axis("off")
    for axis, number in zip(misread, wrong):
        axis.imshow(unseen[number].reshape(8, 8).numpy(), cmap="inferno")
        axis.set(title=f"says {guesses[number]}, is {truth[number]}", xticks=[], yticks=[])


picture_train()

# %% [markdown]
# That is a neural network, from a single keeper to a hall that reads, and not one of its 21,450
# numbers was set by hand.
#
# What you have written by yourself is what PyTorch's own parts do: `t.nn.Linear` is your linear
# function with its bias, `t.nn.ReLU` and `t.nn.Softmax` are the bends, `t.nn.MSELoss` is your loss,
# and `t.optim.SGD` clears and nudges. A net of theirs with the same sizes learns just as yours did.
#
# Some questions for the evening:
#
# * Leave out both relus in `forward`. How much worse does it get, and why is it not useless?
# * Start from weights between $-1$ and $1$ instead of $-\frac{1}{20}$ and $\frac{1}{20}$. What does
#   the first loss look like, and what happens to it?
# * The error of a net that says *one in ten* for everything is $0.09$. Can you find that number
#   with a pencil?

# %% [markdown]
# ## Handing in
#
# Save the notebook. If your course has an exchange from which you fetched this lab, then run
# `from utility import submit; submit()` in a cell of your own, and keep the receipt.
