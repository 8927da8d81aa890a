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
# # The night mail: a train that reads
#
# At four minutes past ten the night mail leaves the capital. It carries the letters of the whole
# country, and until last spring it carried forty clerks as well, who sorted them on the way. Then
# the clerks retired, all in one summer, and what they left behind is a rack of letters, a box of
# small grey pictures (8 by 8 pixels each, one handwritten digit of a postcode), and a train of
# empty wagons.
#
# The wagons have one good idea in common. Every wagon has a **coupling in front and a coupling
# behind, and they are all alike**. A wagon takes a table of numbers in at the front, does one
# simple thing to it, and hands the result out at the back. It neither knows nor cares which wagon
# comes next. In the morning, when letters have gone astray, a **complaint** travels through the
# train the other way: each wagon receives it from behind, works out how much of it is owed to
# what *it* was handed, and passes that on to the front. And if the wagon has dials, it notes how
# each dial ought to be turned.
#
# That is how neural-network libraries are built; the wagons are called **modules**. **Your goal:
# build six of them, couple them together, and let the train learn to read the digits.** At the
# end it should get more than nine out of ten right that it has never seen.
#
# | exercise | what it does | what you write |
# |---|---|---|
# | `Sequential` | couples modules into a train | both directions, and its housekeeping |
# | `Linear` | weighs and adds up | output, gradient, gradients of its parameters |
# | `SoftMax` | turns scores into shares of one whole | output and gradient |
# | `Dropout` | naps at random, for the good of the others | output and gradient |
# | `LeakyReLU` | a door that does not quite close | output and gradient |
# | `ClassNLLCriterion` | says how badly a batch was read | loss and gradient |
#
# **How to work.** Where `raise NotImplementedError()` stands, something is missing. Put your lines
# in its place, run the cell, then run the test below it. When a test stops, it says what to look
# at; change nothing in it. Below the test comes a picture that your module draws. The exercises
# do not need each other until the very end, so you may skip one and come back. When your work
# is graded other numbers are used, and a few meaner ones: very large ones, whole ones (integers), a
# batch of one row.

# %% [markdown]
# ## Before you start
#
# Run this cell first, and again whenever you restart the notebook.

# %% id="setup" role="given"
import matplotlib.pyplot as plt
import numpy as np

from utility import check_gradient, load_digits

np.random.seed(0)

# %% [markdown]
# ## What every module promises
#
# Tables have one **row per sample** and one **column per feature**. A module has two public
# doors, one for each direction:
#
# ```
#   output    = module.forward(input)
#   gradInput = module.backward(input, gradOutput)
# ```
#
# If the module computes $Z = f(X)$, and everything behind it turns $Z$ into one number, the loss
# $\ell$, then
#
# * `input` is $X$,
# * `gradOutput` is the complaint from behind, $\partial\ell / \partial Z$, in the shape of $Z$,
# * `gradInput` is what you owe to the wagon in front, $\partial\ell / \partial X$, in the shape of
#   $X$.
#
# Read the class below once from top to bottom; nothing in it is for you to change. You will write
# classes that *inherit* from it and fill in two or three of its methods:
#
# * `updateOutput(input)` does the work of `forward`. It keeps its result in `self.output` **and**
#   returns it.
# * `updateGradInput(input, gradOutput)` does the first half of `backward`. It keeps its result in
#   `self.gradInput` **and** returns it.
# * `accGradParameters(input, gradOutput)` does the second half, for modules that learn. *Acc* is
#   for *accumulate*: it adds to what is there. `zeroGradParameters()` starts afresh, and whoever
#   trains the train calls it before every step.
#
# A module is in one of two modes, `self.training` being true or false. `train()` and `evaluate()`
# switch between them.

# %% id="given-module" role="given"
from assignments.modules.module import Module

# %% [markdown]
# Here is a finished module, so that you see how short they are: the **relu** lets positive
# numbers through and stops the others. On the way back the same units are open, whatever the sign
# of the complaint.

# %% id="given-relu" role="given"
from assignments.modules.relu import ReLU

# %% [markdown]
# ## How you know that a gradient is right
#
# You measure it. Move one number of the input up a little, then down a little, and see what the
# loss does: that is a slope, found without any formula. `check_gradient` does so for every entry
# of a table and compares. `fits_its_forward` below asks it about a whole module: as the loss it
# takes the sum of the output's entries, each times a number of its own, so that `gradOutput` is
# the table of these numbers.


# %% id="given-check" role="given"
def same(got, want):
    """Whether two tables have the same shape and, up to rounding, the same numbers."""
    return np.shape(got) == np.shape(want) and np.allclose(got, want, rtol=1e-9, atol=1e-12)


def leaves(nested):
    """The arrays of a list, or of a list of lists, one after another."""
    if isinstance(nested, (list, tuple)):
        return [array for part in nested for array in leaves(part)]
    return [nested]


def fits_its_forward(module, input, gradOutput):
    """Whether what `backward` returns is the slope of what `forward` does."""

    def loss(table):
        return np.sum(gradOutput * module.forward(table))

    def slope(table):
        module.forward(table)
        return module.backward(table, gradOutput)

    return check_gradient(loss, slope, input)


somewhere = np.array([[1.5, -2.0, 0.3], [-0.7, 4.0, -1.0]])
complaint = np.array([[1.0, 2.0, -3.0], [4.0, -5.0, 6.0]])
print("Does the relu fit?", fits_its_forward(ReLU(), somewhere, complaint))

# %% [markdown]
# When something does not fit, it says so like this:
#
# ```
# check_gradient: 2 of the 6 entries compared disagree.
#   The largest disagreement is at index [0, 1]:
#   your gradient says -0.25, the measured slope is 0.25.
# ```
#
# The two numbers often tell the whole story. *Opposite signs*: a minus too many. *A factor that is
# the number of rows*: somebody averages who should not (in this library **only the criterion
# divides by the number of rows**). *Zeros where there should be none*: a mask the wrong way
# round. *Another shape*: a transpose, or a sum along the wrong axis.
#
# One more house rule: **tables that you were handed belong to somebody else.** Other wagons still
# need them. Compute new ones and never write into them.

# %% [markdown]
# # 1. `Sequential`: the train
#
# Before there are wagons there are couplings. A `Sequential` holds a list of modules and behaves
# like a single one: what goes in at the front comes out at the back, changed by all of them.
#
# **Forward**, with modules $f_1, \dots, f_n$ and input $y_0$:
#
# $$ y_1 = f_1(y_0), \quad y_2 = f_2(y_1), \quad \dots, \quad y_n = f_n(y_{n-1}). $$
#
# The output is $y_n$.
#
# **Backward** starts with the complaint $g_n$ about $y_n$ and goes through the train from the last
# wagon to the first. Each turns a complaint about what it gave into one about what it was given:
#
# $$ g_{k-1} = f_k\texttt{.backward}(y_{k-1},\ g_k), \qquad k = n, \dots, 1, $$
#
# and $g_0$ is the answer. Look closely at the first argument. The module $f_k$ gets the input that
# **it** had on the way forward, which is what $f_{k-1}$ gave: neither the input of the whole train
# nor its own output. So forward has to keep something for backward.
#
# **By hand.** Three wagons: the first multiplies by 3, the second squares, the third halves. The
# input is 2, and the complaint is 1.
#
# | | triple | square | halve |
# |---|---|---|---|
# | forward: is given | $2$ | $6$ | $36$ |
# | forward: gives | $6$ | $36$ | $18$ |
# | its slope there | $3$ | $2\cdot 6 = 12$ | $\tfrac12$ |
# | backward: is given | $6$ | $\tfrac12$ | $1$ |
# | backward: returns | $18$ | $6$ | $\tfrac12$ |
#
# Read the last two rows from right to left. Does it fit? The whole train computes
# $\tfrac12 (3x)^2 = 4.5\,x^2$, whose slope at 2 is $9 \cdot 2 = 18$. Had the square been told that
# its input was 2, the train's own, the answer would have been 6, and nobody would have noticed
# without measuring.
#
# **Housekeeping.** Whatever is asked of the train is asked of every wagon:
#
# * `zeroGradParameters()` is written already, as a pattern for the others.
# * `getParameters()` gathers the parameters of all modules in one list, and `getGradParameters()`
#   their gradients in the same order. The arrays *themselves* go into the list and not copies of
#   them: whoever trains will write into them.
# * `train()` and `evaluate()` switch the train and every wagon. Call the wagons' own methods for
#   this: one of the wagons may be a train itself.
#
# Also think of the shortest trains. A train of a single wagon is still a train.
#
# <details><summary>Hint: what to keep</summary>
#
# A list with one entry per module: what the module was given. Start a new list in each forward
# pass, or the lists of yesterday's letters will get in the way.
# </details>
#
# <details><summary>Hint: a loop without corner cases</summary>
#
# Give a name to *the thing that travels*, for example `load`. Before the loop it is the input;
# in each turn it is replaced by what the module makes of it; after the loop it is the output. No
# turn is special, so no number of modules is.
# </details>

# %% id="sequential" role="solution" exercise="sequential"
from reference.modules.sequential.solution import Sequential

# %% [markdown]
# The test brings its own wagons, with diaries. It couples the three from the table, one alone, and
# a train inside a train.


# %% id="sequential-test" role="test" exercise="sequential"
def test_sequential():
    class Wagon(Module):
        """Does something simple, and writes down what it was given."""

        def __init__(self, work, slope):
            super().__init__()
            self.work, self.slope = work, slope
            self.dials, self.gradDials = np.ones(2), np.ones(2)
            self.there, self.back, self.heard = [], [], []

        def updateOutput(self, input):
            self.there.append(np.array(input))
            self.output = self.work(input)
            return self.output

        def updateGradInput(self, input, gradOutput):
            self.back.append(np.array(input))
            self.heard.append(np.array(gradOutput))
            self.gradInput = self.slope(input) * gradOutput
            return self.gradInput

        def zeroGradParameters(self):
            self.gradDials = np.zeros(2)

        def getParameters(self):
            return [self.dials]

        def getGradParameters(self):
            return [self.gradDials]

    def three_wagons():
        triple = Wagon(lambda x: 3 * x, lambda x: 3.0)
        square = Wagon(lambda x: x * x, lambda x: 2 * x)
        halve = Wagon(lambda x: x / 2, lambda x: 0.5)
        return triple, square, halve

    def coupled(*wagons):
        train = Sequential()
        for wagon in wagons:
            train.add(wagon)
        return train

    # The worked example from the text.
    wagons = three_wagons()
    train = coupled(*wagons)
    two, one = np.array([[2.0]]), np.array([[1.0]])
    got = train.forward(two)
    assert same(got, [[18.0]]), f"forward of the worked example should give 18, but gives {got}."
    assert same(train.output, [[18.0]]), "forward returns its result but does not keep it."
    got = train.backward(two, one)
    for name, wagon, had in zip(("triple", "square", "halve"), wagons, (2.0, 6.0, 36.0)):
        assert len(wagon.there) == 1, (
            f"{name} runs forward {len(wagon.there)} times. One forward pass runs each module once,"
            " and a backward pass runs none of them forward."
        )
        assert len(wagon.back) == 1, f"{name} runs backward {len(wagon.back)} times, not once."
        assert same(wagon.back[0], [[had]]), (
            f"On the way back {name} was told that its input had been {wagon.back[0]}. It was {had}."
        )
    for name, wagon, complaint in zip(("triple", "square", "halve"), wagons, (6.0, 0.5, 1.0)):
        assert same(wagon.heard[0], [[complaint]]), (
            f"The complaint that {name} was handed is {wagon.heard[0]}, and should be {complaint}. "
            "It comes from behind: the last wagon hears it first."
        )
    assert same(got, [[18.0]]), f"backward of the worked example should give 18, but gives {got}."
    assert same(train.gradInput, [[18.0]]), "backward returns its result but does not keep it."

    # Larger tables of different height, through the same train.
    rng = np.random.default_rng(1)
    for rows in (4, 2):
        table, upstream = rng.uniform(0.5, 2.0, size=(2, rows, 3))
        assert fits_its_forward(train, table, upstream), "backward does not fit forward."

    # A single wagon, and a train inside a train.
    square = three_wagons()[1]
    alone = coupled(square)
    assert same(alone.forward(two), [[4.0]]), "A train of one wagon should do what the wagon does."
    assert same(alone.backward(two, one), [[4.0]]), "A train of one wagon should go back, too."
    first, *others = three_wagons()
    nested = coupled(first, coupled(*others))
    assert same(nested.forward(two), [[18.0]]), "A train inside a train should run like one train."
    assert same(nested.backward(two, one), [[18.0]]), "A train inside a train should go back, too."

    # Housekeeping.
    everyone = (first, *others)
    leaves(nested.getParameters())
    dials = leaves(nested.getParameters())  # asking twice changes nothing
    assert len(dials) == 3, f"getParameters gives {len(dials)} arrays where three wagons own one."
    for wagon, array in zip(everyone, dials):
        assert array is wagon.dials, (
            "getParameters should give the modules' own arrays, front to back, and no copies."
        )
    nested.zeroGradParameters()
    slopes = leaves(nested.getGradParameters())
    assert len(slopes) == 3, f"getGradParameters gives {len(slopes)} arrays instead of three."
    assert not np.any(slopes), "zeroGradParameters should reach every wagon."
    nested.evaluate()
    assert not any(w.training for w in everyone), "evaluate should reach every wagon."
    nested.train()
    assert all(wagon.training for wagon in everyone), "train should reach every wagon."


test_sequential()
print("Sequential works: the wagons hold together, and complaints find their way to the front.")

# %% [markdown]
# Below, a sheet of points rides through your train. The wagons are two turntables and two of the
# given relus. The upper row is the way forward. The lower row is the way back: each arrow shows in
# which direction its point should move to get closer to the star. It is the same complaint all
# along, in the language of each wagon.


# %% id="sequential-picture" role="picture" exercise="sequential"
def picture_sequential():
    class Turntable(Module):
        def __init__(self, degrees):
            super().__init__()
            angle = np.radians(degrees)
            self.turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])

        def updateOutput(self, input):
            self.output = np.dot(input, self.turn)
            return self.output

        def updateGradInput(self, input, gradOutput):
            self.gradInput = np.dot(gradOutput, self.turn.T)
            return self.gradInput

    side = np.linspace(-1, 1, 9)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    shades = plt.cm.viridis(np.linspace(0, 1, len(points)))
    star = np.array([0.9, 1.3])

    train = Sequential()
    for wagon in (Turntable(50), ReLU(), Turntable(-35), ReLU()):
        train.add(wagon)
    train.forward(points)
    complaint = 2 * (train.output - star)
    train.backward(points, complaint)
    tables = [points] + [wagon.output for wagon in train.modules]
    slopes = [wagon.gradInput for wagon in train.modules] + [complaint]

    figure, axes = plt.subplots(2, 5, figsize=(13, 5.4), layout="constrained")
    names = ["at the front", "after turning", "after the relu", "after turning", "at the back"]
    for above, below, name, table, slope in zip(*axes, names, tables, slopes):
        above.scatter(*table.T, s=16, c=shades)
        below.quiver(*table.T, *(-slope.T), color=shades, angles="xy", width=0.008, scale=22)
        above.set_title(name)
        for axis in (above, below):
            axis.axhline(0, color="0.85", lw=0.8, zorder=0)
            axis.axvline(0, color="0.85", lw=0.8, zorder=0)
            axis.set(xlim=(-1.7, 1.7), ylim=(-1.7, 1.7), xticks=[], yticks=[], aspect="equal")
    axes[1, -1].plot(*star, "*", color="tab:red", ms=14)
    axes[0, 0].set_ylabel("forward  $\\rightarrow$")
    axes[1, 0].set_ylabel("$\\leftarrow$  backward")


picture_sequential()

# %% [markdown]
# Where a relu has pressed points onto an axis, only one direction is left to their arrows on the
# way to the front. And the points that it pressed into the corner have lost theirs altogether:
# the first wagon will never hear of them. Keep that in mind for exercise 5.

# %% [markdown]
# # 2. `Linear`: weighing and adding up
#
# Now a wagon with dials. Each output column is a weighted sum of all input columns, plus a number
# of its own, the bias.
#
# | table | shape | where |
# |---|---|---|
# | $X$ | $(M, n_{in})$ | `input` |
# | $W$ | $(n_{in}, n_{out})$ | `self.W` |
# | $b$ | $(n_{out},)$ | `self.b` |
# | $Z = XW + b$ | $(M, n_{out})$ | `self.output`, and returned |
# | $G = \partial\ell/\partial Z$ | $(M, n_{out})$ | `gradOutput` |
# | $\partial\ell/\partial X$ | $(M, n_{in})$ | `self.gradInput`, and returned |
# | $\partial\ell/\partial W$ | $(n_{in}, n_{out})$ | to be added to `self.gradW` |
# | $\partial\ell/\partial b$ | $(n_{out},)$ | to be added to `self.gradb` |
#
# **Forward.** $Z_{ik} = \sum_n X_{in} W_{nk} + b_k$.
#
# **Backward.** Ask of each number: which outputs does it touch, and how strongly?
#
# * $X_{in}$ touches the outputs of row $i$, number $k$ with strength $W_{nk}$. So
#   $\;\dfrac{\partial\ell}{\partial X_{in}} = \sum_k G_{ik} W_{nk}$.
# * $W_{nk}$ touches output $k$ of *every* row, in row $i$ with strength $X_{in}$. So
#   $\;\dfrac{\partial\ell}{\partial W_{nk}} = \sum_i X_{in} G_{ik}$.
# * $b_k$ touches output $k$ of every row with strength 1. So
#   $\;\dfrac{\partial\ell}{\partial b_k} = \sum_i G_{ik}$.
#
# The first two are matrix products as soon as one of the factors is turned on its side. The sums
# over $i$ are sums and not averages: the criterion will have divided by $M$ already.
#
# **By hand.** Two letters, three features, two outputs:
#
# $$ X = \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \end{pmatrix}, \quad
# W = \begin{pmatrix} 1 & 0 \\ 2 & -1 \\ 0 & 1 \end{pmatrix}, \quad
# b = \begin{pmatrix} 10 & 20 \end{pmatrix}
# \;\Rightarrow\;
# Z = \begin{pmatrix} 15 & 18 \\ 12 & 22 \end{pmatrix}. $$
#
# For $G = \begin{pmatrix} 1 & 0 \\ 2 & 1 \end{pmatrix}$ take a pencil first, then compare:
#
# $$ \frac{\partial\ell}{\partial X} = \begin{pmatrix} 1 & 2 & 0 \\ 2 & 3 & 1 \end{pmatrix}, \quad
# \frac{\partial\ell}{\partial W} = \begin{pmatrix} 1 & 0 \\ 4 & 1 \\ 6 & 3 \end{pmatrix}, \quad
# \frac{\partial\ell}{\partial b} = \begin{pmatrix} 3 & 1 \end{pmatrix}. $$
#
# <details><summary>Hint: which one is turned on its side?</summary>
#
# Write the shapes under the letters and look for the one order in which the inner two numbers
# agree and the outer two are what you want. NumPy writes the product `A @ B` and the table turned
# on its side `A.T`.
# </details>
#
# <details><summary>Hint: the bias</summary>
#
# Going forward, NumPy adds a row to every row of a table by itself. Going back, the axis that you
# name in `sum(axis=...)` is the one that disappears.
# </details>

# %% id="linear" role="solution" exercise="linear"
from reference.modules.linear.solution import Linear

# %% [markdown]
# The test computes the example above and then measures the slope of every number that the module
# was given or owns.


# %% id="linear-test" role="test" exercise="linear"
def test_linear():
    # The worked example from the text, number by number.
    X = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    G = np.array([[1.0, 0.0], [2.0, 1.0]])
    layer = Linear(3, 2)
    if np.shape(layer.W) == (3, 2) and np.shape(getattr(layer, "b", None)) == (2,):
        layer.W[:], layer.b[:] = [[1, 0], [2, -1], [0, 1]], [10, 20]
        got = layer.forward(X)
        assert same(got, [[15, 18], [12, 22]]), f"forward of the worked example gives\n{got}"
        layer.zeroGradParameters()
        got = layer.backward(X, G)
        assert got is not None, "Nothing comes back. Does updateGradInput set self.gradInput?"
        assert same(got, [[1, 2, 0], [2, 3, 1]]), f"gradInput of the worked example is\n{got}"
        assert same(layer.gradW, [[1, 0], [4, 1], [6, 3]]), (
            f"After the worked example self.gradW holds\n{layer.gradW}"
        )
        assert same(np.ravel(layer.gradb), [3, 1]), (
            f"After the worked example self.gradb holds {layer.gradb}."
        )

    # Kept as well as returned, and nobody else's table was touched.
    got = layer.updateOutput(X)
    assert same(layer.output, got), "updateOutput should keep in self.output what it returns."
    got = layer.updateGradInput(X, G)
    assert same(layer.gradInput, got), "updateGradInput should keep what it returns."
    assert same(X, [[1, 2, 0], [0, 1, 3]]), "The input was changed. Leave it as it was."
    assert same(G, [[1, 0], [2, 1]]), "gradOutput was changed. Leave it as it was."

    # Measured slopes, for two batches of different size.
    rng = np.random.default_rng(2)
    layer = Linear(3, 4)
    layer.zeroGradParameters()
    for rows in (5, 2):
        table, upstream = rng.normal(size=(rows, 3)), rng.normal(size=(rows, 4))
        assert fits_its_forward(layer, table, upstream), (
            "gradInput is not the slope with respect to the input. Look at updateGradInput."
        )
        for number, array in enumerate(leaves(layer.getParameters())):

            def loss(values):
                array[...] = values
                return np.sum(upstream * layer.forward(table))

            def slope(values):
                loss(values)
                layer.zeroGradParameters()
                layer.backward(table, upstream)
                return leaves(layer.getGradParameters())[number]

            start = array.copy()
            name = ("gradW", "gradb")[number] if number < 2 else "gradient"
            assert check_gradient(loss, slope, start), (
                f"The {name} is not the slope with respect to its parameter. Look at "
                "accGradParameters."
            )
            array[...] = start

    # Zeroing has to help: the same step twice gives the same gradients twice.
    found, before = [], [np.array(array) for array in leaves(layer.getParameters())]
    for _ in range(2):
        layer.zeroGradParameters()
        layer.backward(table, upstream)
        found.append([np.array(gradient) for gradient in leaves(layer.getGradParameters())])
    for first, second in zip(*found):
        assert same(first, second), (
            "After zeroGradParameters the second backward pass leaves other gradients than the "
            "first. Do the ones of earlier passes hang on?"
        )
    for array, kept in zip(leaves(layer.getParameters()), before):
        assert same(array, kept), (
            "After zeroGradParameters and backward the parameters themselves are others than "
            "before. Only their gradients are forgotten; steps downhill are taken elsewhere."
        )


test_linear()
print("Linear works: every dial knows which way to turn.")

# %% [markdown]
# On the left are all the 65 dials of one `Linear`, each a dot: how its gradient was measured
# (across) and what your formula says (up). On the right a `Linear` with a single weight and a
# single bias goes down the slope of the squared error. How long a letter takes to sort depends on
# its weight, or so the clerks used to say.


# %% id="linear-picture" role="picture" exercise="linear"
def picture_linear():
    rng = np.random.default_rng(3)
    layer = Linear(12, 5)
    table, upstream = rng.normal(size=(20, 12)), rng.normal(size=(20, 5))
    layer.zeroGradParameters()
    layer.forward(table)
    layer.backward(table, upstream)

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for array, gradient, name in zip(layer.getParameters(), layer.getGradParameters(), "Wb"):
        formula, measured, start = gradient.copy(), np.zeros(array.shape), array.copy()
        for place in np.ndindex(array.shape):
            values = []
            for step in (1e-5, -1e-5):
                array[place] = start[place] + step
                values.append(np.sum(upstream * layer.forward(table)))
            array[place] = start[place]
            measured[place] = (values[0] - values[1]) / 2e-5
        left.plot(
            measured.ravel(), formula.ravel(), "o", ms=6, alpha=0.7, label=f"entries of {name}"
        )
    left.axline((0, 0), slope=1, color="0.6", lw=1, zorder=0)
    left.set(title="65 slopes, two ways", xlabel="measured", ylabel="your gradient")
    left.legend()

    grams = rng.uniform(0.2, 3.0, size=(40, 1))
    seconds = 1.4 * grams + 2.0 + 0.5 * rng.normal(size=(40, 1))
    clerk = Linear(1, 1)
    for array in clerk.getParameters():
        array[...] = 0.0
    ends = np.array([[0.0], [3.2]])
    right.plot(grams, seconds, "o", color="0.6", ms=5)
    for step in range(101):
        guess = clerk.forward(grams)
        if step in (0, 2, 5, 15, 100):
            shade = plt.cm.viridis(0.9 - 0.9 * np.sqrt(step / 100))
            right.plot(ends, clerk.forward(ends), color=shade, lw=2, label=f"after {step} steps")
        clerk.zeroGradParameters()
        clerk.backward(grams, 2 * (guess - seconds) / len(grams))
        for array, gradient in zip(clerk.getParameters(), clerk.getGradParameters()):
            array -= 0.05 * gradient
    right.set(title="A clerk learns", xlabel="weight of a letter", ylabel="seconds to sort it")
    right.legend(loc="lower right")


picture_linear()

# %% [markdown]
# # 3. `SoftMax`: shares of one whole
#
# The last wagon but one has ten scores per picture, one for each digit, and the postmaster wants
# probabilities. The **softmax** makes every score positive and then divides by their sum:
#
# $$ p_k = \frac{e^{x_k}}{\sum_j e^{x_j}}. $$
#
# Each row is treated by itself. `input`, `output`, `gradOutput` and `gradInput` are all of shape
# $(M, K)$.
#
# **The trouble with $e^x$.** From $x = 710$ on it no longer fits into a floating-point number, and
# you get infinity divided by infinity. The way out: subtract the same number from all scores of a
# row. Top and bottom of the fraction are then divided by the same thing, and the shares stay as
# they are. Take the row's largest score. What is left is at most 0, the exponentials are at most
# 1, and one of them *is* 1, so that their sum cannot vanish.
#
# **Backward.** Here every output of a row depends on every input of that row:
#
# $$ \frac{\partial p_k}{\partial x_j} = p_k \,(\delta_{kj} - p_j),
# \qquad \delta_{kj} = 1 \text{ if } k = j, \text{ else } 0. $$
#
# The chain rule adds up over all the outputs:
#
# $$ \frac{\partial\ell}{\partial x_j} = \sum_k g_k \frac{\partial p_k}{\partial x_j}
# = p_j \Big( g_j - \sum_k g_k\, p_k \Big). $$
#
# Look at the large bracket. The sum in it is an *average* of the complaints, weighted with the
# shares. A class that is complained about more than average goes one way, one that is complained
# about less goes the other. If all complaints are equal nothing happens at all: shares of a whole
# cannot all grow.
#
# The sum is one number per row. A table with a number for every *pair* of rows, or a square table
# of the height of the batch, is a sign that rows are being mixed that have nothing to do with each
# other; with ten thousand letters it does not fit into the wagon.
#
# **By hand.** One row, with scores chosen so that the exponentials are whole numbers, and
# $g = (8, 0, 0)$:
#
# | | | | |
# |---|---|---|---|
# | scores $x$ | $0$ | $\log 2$ | $\log 5$ |
# | exponentials | $1$ | $2$ | $5$ |
# | shares $p$ | $1/8$ | $2/8$ | $5/8$ |
# | complaints $g$ | $8$ | $0$ | $0$ |
# | minus their average, $1$ | $7$ | $-1$ | $-1$ |
# | gradient | $0.875$ | $-0.25$ | $-0.625$ |
#
# (Subtracting the largest score first changes the second line, and nothing below it.) The gradient
# adds up to 0. It always does: why?
#
# <details><summary>Hint: one number per row</summary>
#
# With `keepdims=True`, a maximum or a sum along `axis=1` has shape $(M, 1)$, and NumPy spreads it
# over the columns. Without it you get $(M,)$, which either fails or, when $M = K$, quietly does
# something else.
# </details>
#
# <details><summary>Hint: what backward needs</summary>
#
# The formula is written in the shares, not in the scores, and you have just computed the shares.
# </details>

# %% id="softmax" role="solution" exercise="softmax"
from reference.modules.softmax.solution import SoftMax

# %% [markdown]
# The test computes the table above, measures slopes, and then brings scores of a size that breaks
# $e^x$.


# %% id="softmax-test" role="test" exercise="softmax"
def test_softmax():
    # The worked example from the text.
    layer = SoftMax()
    scores = np.log([[1.0, 2.0, 5.0]])
    complaints = np.array([[8.0, 0.0, 0.0]])
    got = layer.forward(scores)
    assert same(got, [[0.125, 0.25, 0.625]]), f"The shares of the worked example are {got}."
    assert same(layer.output, got), "updateOutput should keep in self.output what it returns."
    got = layer.backward(scores, complaints)
    assert got is not None, "Nothing comes back. Does updateGradInput set self.gradInput?"
    assert same(got, [[0.875, -0.25, -0.625]]), f"The gradient of the worked example is {got}."
    assert same(scores, np.log([[1.0, 2.0, 5.0]])), "The scores were changed. Leave them alone."
    assert same(complaints, [[8, 0, 0]]), "gradOutput was changed. Leave it as it was."

    # Measured slopes, for batches of different size; square, too, where axes are easily mixed up.
    rng = np.random.default_rng(4)
    for rows in (5, 4, 1):
        table, upstream = rng.normal(size=(2, rows, 4))
        shares = layer.forward(table)
        assert same(np.sum(shares, axis=1), np.ones(rows)), (
            "The shares of a row should add up to 1. Along which axis do you sum?"
        )
        assert fits_its_forward(layer, table, upstream), (
            "backward does not fit forward. Each output depends on every score of its row."
        )

    # Large scores. A row far below another one must not suffer from it.
    loud = np.array([[1000.0, 0.0, 1000.0], [-1000.0, -1000.0, -2000.0], [0.0, 0.0, 0.0]])
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        got = layer.forward(loud)
        back = layer.backward(loud, np.ones((3, 3)))
    want = [[0.5, 0, 0.5], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]
    assert same(got, want), (
        f"With scores of a thousand the shares are\n{got}\nDid you subtract the largest score of "
        "each row, and not of the whole table?"
    )
    assert same(back, np.zeros((3, 3))), "If all complaints are equal, the gradient should be 0."


test_softmax()
print("SoftMax works: whatever the scores, the shares make one whole.")

# %% [markdown]
# On the left, three scores share a whole while one of them rises. In the middle, who feels whom:
# the entry in row $k$ and column $j$ says how share $k$ answers to score $j$, asked of your
# `backward` one output at a time. Why is the diagonal red and the rest blue? On the right, the same
# five scores, multiplied by a small and by a large number first.


# %% id="softmax-picture" role="picture" exercise="softmax"
def picture_softmax():
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.9), layout="constrained")

    rising = np.linspace(-5, 6, 200)
    scores = np.column_stack([np.zeros(200), np.ones(200), rising])
    shares = SoftMax().forward(scores)
    colours = ["#f2c14e", "#4d9de0", "#e15554"]
    left.stackplot(rising, shares.T, colors=colours, labels=["score 0", "score 1", "rising score"])
    left.set(title="Shares of one whole", xlabel="the rising score", xlim=(-5, 6), ylim=(0, 1))
    left.legend(loc="lower left")

    row = np.array([[0.5, 2.0, -1.0, 1.2, 0.0]])
    layer = SoftMax()
    layer.forward(row)
    answers = np.vstack([layer.backward(row, np.eye(5)[[k]]) for k in range(5)])
    reach = np.abs(answers).max()
    shown = middle.imshow(answers, cmap="RdBu_r", vmin=-reach, vmax=reach)
    middle.set(title="Who feels whom", xlabel="score $j$", ylabel="share $k$")
    figure.colorbar(shown, ax=middle, shrink=0.85)

    for number, (factor, colour) in enumerate(zip((0.2, 1.0, 5.0), colours)):
        places = np.arange(5) + 0.27 * (number - 1)
        heights = SoftMax().forward(factor * row)[0]
        right.bar(places, heights, width=0.26, color=colour, label=f"scores × {factor:g}")
    right.set(title="From undecided to certain", xlabel="class", ylabel="share", ylim=(0, 1.05))
    right.legend()


picture_softmax()

# %% [markdown]
# # 4. `Dropout`: clerks who nap
#
# The old mail had a rule that nobody understood until it was gone: at every station, each clerk
# was sent to sleep with a certain probability, by the throw of a coin, and those who were awake had
# to manage. It made the mail slow and the clerks good. Nobody could rely on the one colleague who
# knew all the street names, so everybody learned some.
#
# A network trained like that overfits less, and it costs two lines. In **training** a random part
# of the table is silenced:
#
# $$ Z_{ij} = X_{ij}\, m_{ij}, $$
#
# where the **mask** $m$ is drawn anew in each forward pass, with a coin of its own for each entry.
# In **evaluation** everybody is awake: the output is the input.
#
# **Backward.** With the mask drawn, the rest is a multiplication, so the gradient is multiplied by
# the same number as the input was:
#
# $$ \frac{\partial\ell}{\partial X_{ij}} = G_{ij}\, m_{ij}. $$
#
# Not by a new mask, and not by one guessed from the output: by the one that *this* forward pass
# drew. Who slept has nothing to do with the morning's complaints. So keep it.

# %% [markdown] convention="dropout=drop-scaled"
# **How often, and how loud?** In this course **`p` is the probability to be dropped**. With `p = 0.3`
# an entry is silenced in three cases out of ten, and to make up for it, the entries that stay are
# **divided by** $1 - p$:
#
# $$ m_{ij} = \begin{cases} 0 & \text{with probability } p, \\
# 1 / (1 - p) & \text{with probability } 1 - p. \end{cases} $$
#
# Why the division? On average an entry then keeps its size,
# $\;p \cdot 0 + (1 - p) \cdot \frac{1}{1-p} = 1$, so that the next wagon sees tables of the same size
# in training, with many asleep, as in evaluation, with everybody awake.
#
# **By hand.** For $p = 0.5$ the mask holds zeros and twos. Say the coins fall like this:
#
# $$ X = \begin{pmatrix} 3 & -1 \\ 4 & 5 \end{pmatrix}, \quad
# m = \begin{pmatrix} 2 & 0 \\ 0 & 2 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 6 & 0 \\ 0 & 10 \end{pmatrix}, \qquad
# G = \begin{pmatrix} 1 & 1 \\ 1 & -2 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial\ell}{\partial X} = \begin{pmatrix} 2 & 0 \\ 0 & -4 \end{pmatrix}. $$


# %% id="given-dropout" role="given" convention="dropout=drop-scaled"
def stays(p):
    """The probability that an entry stays."""
    return 1 - p


def loudness(p):
    """What an entry that stays is multiplied by."""
    return 1 / (1 - p)


def p_for(probability_to_stay):
    """The p with which entries stay so often."""
    return 1 - probability_to_stay


# %% [markdown] convention="dropout=keep"
# **How often, and how loud?** In this course **`p` is the probability to be kept**. With `p = 0.7` an
# entry stays in seven cases out of ten, and it stays **just as it is**:
#
# $$ m_{ij} = \begin{cases} 1 & \text{with probability } p, \\
# 0 & \text{with probability } 1 - p. \end{cases} $$
#
# On average an entry then shrinks to $p$ times its size. The next wagon sees smaller tables in
# training, with many asleep, than in evaluation, with everybody awake. As long as $p$ is close to 1
# it does not mind much; libraries divide what stays by $p$ to make up for it. Here we do not.
#
# **By hand.** Say the coins fall like this:
#
# $$ X = \begin{pmatrix} 3 & -1 \\ 4 & 5 \end{pmatrix}, \quad
# m = \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 3 & 0 \\ 0 & 5 \end{pmatrix}, \qquad
# G = \begin{pmatrix} 1 & 1 \\ 1 & -2 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial\ell}{\partial X} = \begin{pmatrix} 1 & 0 \\ 0 & -2 \end{pmatrix}. $$


# %% id="given-dropout-keep" role="given" convention="dropout=keep"
def stays(p):
    """The probability that an entry stays."""
    return p


def loudness(p):
    """What an entry that stays is multiplied by."""
    return 1.0


def p_for(probability_to_stay):
    """The p with which entries stay so often."""
    return probability_to_stay


# %% [markdown] convention="dropout=keep-scaled"
# **How often, and how loud?** In this course **`p` is the probability to be kept**. With `p = 0.7` an
# entry stays in seven cases out of ten, and to make up for the three others, the entries that stay
# are **divided by** $p$:
#
# $$ m_{ij} = \begin{cases} 1 / p & \text{with probability } p, \\
# 0 & \text{with probability } 1 - p. \end{cases} $$
#
# Why the division? On average an entry then keeps its size,
# $\;p \cdot \frac1p + (1 - p) \cdot 0 = 1$, so that the next wagon sees tables of the same size in
# training, with many asleep, as in evaluation, with everybody awake.
#
# **By hand.** For $p = 0.5$ the mask holds zeros and twos. Say the coins fall like this:
#
# $$ X = \begin{pmatrix} 3 & -1 \\ 4 & 5 \end{pmatrix}, \quad
# m = \begin{pmatrix} 2 & 0 \\ 0 & 2 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 6 & 0 \\ 0 & 10 \end{pmatrix}, \qquad
# G = \begin{pmatrix} 1 & 1 \\ 1 & -2 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial\ell}{\partial X} = \begin{pmatrix} 2 & 0 \\ 0 & -4 \end{pmatrix}. $$


# %% id="given-dropout-keep-scaled" role="given" convention="dropout=keep-scaled"
def stays(p):
    """The probability that an entry stays."""
    return p


def loudness(p):
    """What an entry that stays is multiplied by."""
    return 1 / p


def p_for(probability_to_stay):
    """The p with which entries stay so often."""
    return probability_to_stay


# %% [markdown]
# <details><summary>Hint: throwing many coins at once</summary>
#
# `np.random.random(shape)` gives a table of numbers between 0 and 1, each of them below $q$ with
# probability $q$. A comparison turns the table into true and false, which count as 1 and 0 in a
# product. Which side of the comparison is which? Try `p = 0.1` and count.
# </details>
#
# <details><summary>Hint: seeds</summary>
#
# Do not seed anything. A module that calls `np.random.seed` makes all its passes equal, and the
# random numbers of everybody else as well.
# </details>

# %% id="dropout" role="solution" exercise="dropout"
from reference.modules.dropout.solution import Dropout

# %% [markdown]
# The test throws thousands of coins. It allows for so much luck that a right `Dropout` would fail
# it once in ten thousand million years of trying all day.


# %% id="dropout-test" role="test" exercise="dropout"
def test_dropout():
    rng = np.random.default_rng(5)
    table = rng.choice([-1.0, 1.0], size=(150, 100)) * rng.uniform(0.5, 2.0, size=(150, 100))
    upstream = rng.choice([-1.0, 1.0], size=table.shape) * rng.uniform(0.5, 2.0, size=table.shape)
    kept_table, kept_upstream = table.copy(), upstream.copy()

    # Three values of p: at 0.5 alone, staying and being dropped look the same.
    for p in (0.5, 0.2, 0.7):
        layer = Dropout() if p == 0.5 else Dropout(p)
        layer.train()
        got = layer.forward(table)
        assert np.shape(got) == table.shape, f"forward gives shape {np.shape(got)}."
        assert same(layer.output, got), "updateOutput should keep in self.output what it returns."
        factor = got / table
        awake = factor != 0
        share, want = awake.mean(), stays(p)
        assert abs(share - want) < 7 * np.sqrt(want * (1 - want) / table.size), (
            f"With p = {p} a share of {want:.2f} of the entries should stay, but {share:.4f} do. "
            "Which side of the comparison is which?"
        )
        assert np.allclose(factor[awake], loudness(p)), (
            f"With p = {p} the entries that stay should be multiplied by {loudness(p):.4f}, but one "
            f"of them is multiplied by {factor[awake][0]:.4f}."
        )

        back = layer.backward(table, upstream)
        assert back is not None, "Nothing comes back. Does updateGradInput set self.gradInput?"
        assert same(back, upstream * factor), (
            "The gradient should be multiplied by the same numbers as the input was, entry by "
            "entry: keep the mask of the forward pass."
        )

        # Each row, each column and each pass throws coins of its own.
        for axis, others in ((0, "column"), (1, "row")):
            spread = awake.mean(axis=axis).std()
            typical = np.sqrt(want * (1 - want) / table.shape[axis])
            assert 0.5 * typical < spread < 2 * typical, (
                f"From {others} to {others}, the number of entries that stay varies too much or "
                "too little. Throw one coin for each entry of the table."
            )
        again = layer.forward(table) != 0
        assert not np.array_equal(again, awake), "Two passes in a row drop the same entries."

        layer.evaluate()
        assert same(layer.forward(table), table), "In evaluation the output should be the input."
        layer.train()
        assert not np.all(layer.forward(table)), "After evaluate() and train() nothing is dropped."

    assert same(table, kept_table), "The input was changed. Compute a new table instead."
    assert same(upstream, kept_upstream), "gradOutput was changed. Compute a new table instead."
    zeros = np.zeros((20, 20))
    layer.forward(zeros)
    assert np.any(layer.backward(zeros, np.ones((20, 20)))), (
        "For an input of zeros no gradient gets through at all. An entry can be 0 and be awake."
    )


test_dropout()
print("Dropout works: everybody naps, nobody knows when.")

# %% [markdown]
# One of the digits that you will meet at the end, as the next wagon gets to see it. Above are five
# passes in training, with a third of the pixels asleep, and below the mask that each had drawn. On
# the right are the averages over more and more passes, pixel by pixel.


# %% id="dropout-picture" role="picture" exercise="dropout"
def picture_dropout():
    digit = load_digits()[0][[9]]
    layer = Dropout(p_for(2 / 3))
    layer.train()
    passes = [layer.forward(digit)[0] for _ in range(400)]

    figure = plt.figure(figsize=(13, 4.2), layout="constrained")
    grid = figure.add_gridspec(2, 9, width_ratios=[1, 1, 1, 1, 1, 1, 0.2, 1.6, 1.6])
    loudest = max(1.0, loudness(p_for(2 / 3)))

    def show(place, pixels, title, most=loudest, colours="gray_r"):
        axis = figure.add_subplot(place)
        axis.imshow(pixels.reshape(8, 8), cmap=colours, vmin=0, vmax=most)
        axis.set_title(title, fontsize=9)
        axis.set(xticks=[], yticks=[])

    show(grid[:, 0], digit, "the digit")
    for column in range(1, 6):
        shown = layer.forward(digit)[0]
        awake = layer.backward(digit, np.ones_like(digit))[0]
        show(grid[0, column], shown, f"pass {column}")
        show(grid[1, column], awake, "its mask", colours="Blues")

    axis = figure.add_subplot(grid[:, 7:])
    count = np.arange(1, len(passes) + 1)
    means = np.cumsum(passes, axis=0) / count[:, None]
    for pixel in np.argsort(digit[0])[-20::2]:
        axis.plot(count, means[:, pixel] / digit[0, pixel], color="tab:blue", alpha=0.45, lw=1)
    level = stays(layer.p) * loudness(layer.p)
    axis.axhline(level, color="tab:red", lw=2, ls="--", label=f"expected: {level:.2f}")
    axis.set(xscale="log", ylim=(0, 1.6), xlabel="passes", ylabel="average / original")
    axis.set_title("Ten pixels, averaged over passes")
    axis.legend(loc="lower right")


picture_dropout()

# %% [markdown]
# # 5. `LeakyReLU`: a door that does not quite close
#
# A relu that is shut is shut in both directions: where its input is negative no complaint passes,
# and if a unit is negative for *every* letter, nothing behind it will ever hear why. Such a unit
# is dead. The cure is a draught. Let a little of the negative through:
#
# $$ Z_{ij} = \begin{cases} X_{ij} & \text{if } X_{ij} > 0, \\
# s\, X_{ij} & \text{if } X_{ij} < 0, \end{cases}
# \qquad
# \frac{\partial\ell}{\partial X_{ij}} = \begin{cases} G_{ij} & \text{if } X_{ij} > 0, \\
# s\, G_{ij} & \text{if } X_{ij} < 0. \end{cases} $$
#
# $s$ is the `slope`, a small number such as 0.03. All tables have the shape $(M, N)$.
#
# At exactly 0 there is a corner. Any slope from $s$ to $1$ will do there. But it has to be *one of
# them*: an input of 0 belongs to one of the sides, and a formula that forgets it hands back nothing
# at all, which is what this module was invented to prevent.
#
# **By hand**, with $s = 0.1$:
#
# $$ X = \begin{pmatrix} 2 & -3 \\ -0.5 & 4 \end{pmatrix} \;\Rightarrow\;
# Z = \begin{pmatrix} 2 & -0.3 \\ -0.05 & 4 \end{pmatrix}, \qquad
# G = \begin{pmatrix} -1 & 10 \\ 5 & 7 \end{pmatrix} \;\Rightarrow\;
# \frac{\partial\ell}{\partial X} = \begin{pmatrix} -1 & 1 \\ 0.5 & 7 \end{pmatrix}. $$
#
# <details><summary>Hint: choosing entry by entry</summary>
#
# `np.where(condition, a, b)` takes from `a` where the condition holds and from `b` elsewhere. The
# finished relu at the top of this notebook does it too.
# </details>

# %% id="leaky_relu" role="solution" exercise="leaky_relu"
from reference.modules.leaky_relu.solution import LeakyReLU


# %% id="leaky_relu-test" role="test" exercise="leaky_relu"
def test_leaky_relu():
    # The worked example from the text.
    layer = LeakyReLU(0.1)
    X = np.array([[2.0, -3.0], [-0.5, 4.0]])
    G = np.array([[-1.0, 10.0], [5.0, 7.0]])
    got = layer.forward(X)
    assert same(got, [[2, -0.3], [-0.05, 4]]), f"forward of the worked example gives\n{got}"
    assert same(layer.output, got), "updateOutput should keep in self.output what it returns."
    got = layer.backward(X, G)
    assert got is not None, "Nothing comes back. Does updateGradInput set self.gradInput?"
    assert same(got, [[-1, 1], [0.5, 7]]), f"gradInput of the worked example is\n{got}"
    assert same(X, [[2, -3], [-0.5, 4]]), "The input was changed. Compute a new table instead."
    assert same(G, [[-1, 10], [5, 7]]), "gradOutput was changed. Compute a new table instead."

    # Measured slopes for several steepnesses, well away from the corner.
    rng = np.random.default_rng(6)
    for slope, rows in ((0.03, 5), (0.4, 3)):
        layer = LeakyReLU() if slope == 0.03 else LeakyReLU(slope=slope)
        table = rng.choice([-1.0, 1.0], size=(rows, 4)) * rng.uniform(0.2, 2.0, size=(rows, 4))
        upstream = rng.normal(size=(rows, 4))
        below = np.minimum(table, 0)
        assert same(layer.forward(table) - np.maximum(table, 0), slope * below), (
            f"With a slope of {slope}, negative numbers should be multiplied by it."
        )
        assert fits_its_forward(layer, table, upstream), (
            "backward does not fit forward. What decides is the sign of the input."
        )

    # On the corner itself.
    layer = LeakyReLU(0.25)
    corner = np.zeros((1, 3))
    assert same(layer.forward(corner), corner), "forward should give 0 where the input is 0."
    got = layer.backward(corner, np.ones((1, 3)))
    assert np.all((got >= 0.25) & (got <= 1)), (
        f"Where the input is 0 the slope should lie between 0.25 and 1 here, but it is {got}."
    )


test_leaky_relu()
print("LeakyReLU works: there is always a draught.")

# %% [markdown]
# On the left, your module for three slopes. On the right, a race: a single unit should learn the
# dashed curve, and it starts badly, negative for every input. With a closed door nothing gets
# through and it stays where it is. With a draught it recovers.


# %% id="leaky_relu-picture" role="picture" exercise="leaky_relu"
def picture_leaky_relu():
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    line = np.linspace(-3, 3, 301)[:, None]
    for slope, colour in ((0.03, "tab:blue"), (0.2, "tab:orange"), (0.5, "tab:green")):
        layer = LeakyReLU(slope)
        left.plot(line, layer.forward(line), color=colour, lw=2, label=f"slope {slope}")
        back = layer.backward(line, np.ones_like(line))
        left.plot(line, back, color=colour, lw=1, ls=":")
    left.set(title="Your module, and (dotted) its gradient", xlabel="input", ylim=(-1.7, 3.1))
    left.legend(loc="upper left")

    inputs = np.linspace(-1, 1, 60)[:, None]
    wanted = np.maximum(1.5 * inputs, 0)

    def race(layer):
        weight, bias, losses = 0.3, -0.9, []
        for _ in range(400):
            output = layer.forward(weight * inputs + bias)
            losses.append(np.mean((output - wanted) ** 2))
            back = layer.backward(weight * inputs + bias, 2 * (output - wanted) / len(inputs))
            weight -= 0.1 * np.sum(back * inputs)
            bias -= 0.1 * np.sum(back)
        return losses, layer.forward(weight * inputs + bias)

    runners = [
        ("closed: ReLU", ReLU(), "tab:red"),
        ("a draught: yours", LeakyReLU(0.1), "tab:blue"),
    ]
    for name, layer, colour in runners:
        losses, learned = race(layer)
        middle.plot(losses, color=colour, lw=2, label=name)
        right.plot(inputs, learned, color=colour, lw=2, label=name)
    right.plot(inputs, wanted, "k--", lw=1.5, label="what it should learn")
    middle.set(title="A bad start", xlabel="step", ylabel="squared error", ylim=(0, None))
    middle.legend(loc="center right")
    right.set(title="What they have learned", xlabel="input", ylabel="output")
    right.set_xticks([-1, -0.5, 0, 0.5, 1])
    right.legend()


picture_leaky_relu()

# %% [markdown]
# # 6. `ClassNLLCriterion`: the inspector
#
# At the end of the line stands an inspector who compares what the train has said with what was
# true, and writes *one number* on a slip of paper: the loss. Inspectors are no modules, since they
# are told the truth as well. They are called **criteria**, and have the same two doors with other
# arguments:
#
# ```
#   loss      = criterion.forward(input, target)
#   gradInput = criterion.backward(input, target)
# ```
#
# This is where complaints begin, and **the only place where anything is divided by the number of
# rows**: twice as many letters should not complain twice as loudly. The finished one below measures
# squared distances.

# %% id="given-criteria" role="given"
from assignments.modules.criterion import Criterion, MSECriterion

# %% [markdown]
# Yours is for classes: the **negative log-likelihood**. `target` has the shape $(M, K)$ and in each
# row a single 1, in the column of the true class; everything else in it is 0.

# %% [markdown] convention="nll_input=probabilities"
# `input` holds **probabilities** $p$, one for each class, as your `SoftMax` gives them: shape
# $(M, K)$. The loss is how *surprised* one is, on average, to hear the truth:
#
# $$ \ell = -\frac1M \sum_{i=1}^{M} \sum_{k=1}^{K} t_{ik} \log p_{ik}. $$
#
# The inner sum looks longer than it is. All but one of the $t_{ik}$ are 0, so that for each row only
# $-\log p$ of the true class is left: 0 for somebody who was certain and right, $\log 2$ for a fair
# coin, and more without end for somebody who thought it impossible.
#
# **Backward.** The slope of $-\log p$ is $-1/p$, and only the true class has any:
#
# $$ \frac{\partial\ell}{\partial p_{ik}} = -\frac1M \, \frac{t_{ik}}{p_{ik}}. $$
#
# **Without end?** A softmax that is very sure of itself may give exactly 0. Then $\log 0 = -\infty$,
# and $0 \cdot \log 0$ is not even that but NaN, in *every* row with a 0 somewhere, whether it was
# read well or badly. So keep the probabilities away from 0 before you take the logarithm or divide:
# nothing below, say, $10^{-15}$. **Clip and do not add**: a little something added to each
# probability makes all the losses a little wrong, a lower bound none of those that matter.
#
# **By hand.** Two rows, three classes:
#
# $$ p = \begin{pmatrix} 0.5 & 0.25 & 0.25 \\ 0.1 & 0.1 & 0.8 \end{pmatrix}, \quad
# t = \begin{pmatrix} 0 & 1 & 0 \\ 0 & 0 & 1 \end{pmatrix}. $$
#
# The true classes got $0.25$ and $0.8$, which is a surprise of $1.3863$ and of $0.2231$, and the
# average is $0.8047$. The gradient, with $-\tfrac12 \cdot \tfrac1{0.25} = -2$ and
# $-\tfrac12 \cdot \tfrac1{0.8} = -0.625$, is
#
# $$ \frac{\partial\ell}{\partial p} =
# \begin{pmatrix} 0 & -2 & 0 \\ 0 & 0 & -0.625 \end{pmatrix}. $$
#
# <details><summary>Hint: a lower bound</summary>
#
# `np.maximum(a, b)` takes the larger of the two, entry by entry, and gives a new table.
# </details>


# %% id="given-nll" role="given" convention="nll_input=probabilities"
def nll_input(p):
    """Probabilities, in the form in which the criterion expects them: as they are."""
    return p


def last_wagons():
    """What turns scores into that form."""
    return [SoftMax()]


# %% [markdown] convention="nll_input=log-probabilities"
# `input` holds the **logarithms** of the probabilities, one for each class: shape $(M, K)$. Your
# `SoftMax` gives the probabilities, and a small finished module behind it, `Log`, their logarithms.
# The loss is how *surprised* one is, on average, to hear the truth:
#
# $$ \ell = -\frac1M \sum_{i=1}^{M} \sum_{k=1}^{K} t_{ik}\, x_{ik}, \qquad x_{ik} = \log p_{ik}. $$
#
# The inner sum looks longer than it is. All but one of the $t_{ik}$ are 0, so that for each row only
# $-\log p$ of the true class is left: 0 for somebody who was certain and right, $\log 2$ for a fair
# coin, and more without end for somebody who thought it all but impossible.
#
# **Backward.** The loss is a weighted sum of its inputs, and so the slopes are the weights:
#
# $$ \frac{\partial\ell}{\partial x_{ik}} = -\frac1M \, t_{ik}. $$
#
# That is the beauty of handing over logarithms: nothing has to be kept away from 0, and a surprise
# of 800, whose probability no longer fits into a floating-point number, is a number like any other.
# So do not clip anything.
#
# **By hand.** Two rows, three classes, with the probabilities
#
# $$ p = \begin{pmatrix} 0.5 & 0.25 & 0.25 \\ 0.1 & 0.1 & 0.8 \end{pmatrix}, \quad
# t = \begin{pmatrix} 0 & 1 & 0 \\ 0 & 0 & 1 \end{pmatrix}. $$
#
# The true classes got $0.25$ and $0.8$, whose logarithms are $-1.3863$ and $-0.2231$, and the loss
# is $0.8047$. The gradient is
#
# $$ \frac{\partial\ell}{\partial x} =
# \begin{pmatrix} 0 & -0.5 & 0 \\ 0 & 0 & -0.5 \end{pmatrix}. $$


# %% id="given-log" role="given" convention="nll_input=log-probabilities"
class Log(Module):
    """The logarithm of every entry; probabilities that were rounded to 0 count as very small."""

    def updateOutput(self, input):
        self.output = np.log(input + 1e-300)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput / (input + 1e-300)
        return self.gradInput


def nll_input(p):
    """Probabilities, in the form in which the criterion expects them: their logarithms."""
    return np.log(p)


def last_wagons():
    """What turns scores into that form."""
    return [SoftMax(), Log()]


# %% [markdown]
# Now yours.

# %% id="class_nll" role="solution" exercise="class_nll"
from reference.modules.class_nll.solution import ClassNLLCriterion


# %% id="class_nll-test" role="test" exercise="class_nll"
def test_class_nll():
    # The worked example from the text.
    judge = ClassNLLCriterion()
    p = nll_input(np.array([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]]))
    t = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    kept = p.copy()
    value = np.asarray(judge.forward(p, t))
    assert value.size == 1, f"forward should give one number, not a table of shape {value.shape}."
    want = (np.log(4) + np.log(1.25)) / 2
    assert abs(value.item() - want) < 1e-9, (
        f"The loss of the worked example is {want:.4f}, but forward gives {value.item():.4f}."
    )
    assert np.size(judge.output) == 1, "updateOutput should keep in self.output what it returns."
    got = judge.backward(p, t)
    assert np.shape(got) == (2, 3), f"The gradient has shape {np.shape(got)}, not (2, 3)."
    assert same(judge.gradInput, got), "updateGradInput should keep what it returns."

    # Measured slopes, for batches of different size.
    rng = np.random.default_rng(7)
    for rows in (5, 2):
        p_random = rng.uniform(0.1, 1.0, size=(rows, 4))
        table = nll_input(p_random / p_random.sum(axis=1, keepdims=True))
        truth = np.eye(4)[rng.integers(4, size=rows)]

        def loss(x):
            return judge.forward(x, truth)

        def slope(x):
            judge.forward(x, truth)  # as anybody does first
            return judge.backward(x, truth)

        assert check_gradient(loss, slope, table), (
            "backward is not the slope of forward. Sign, average, true class: which of them is it?"
        )
    assert same(p, kept), "The input was changed. Compute a new table instead."
    assert same(t, [[0, 1, 0], [0, 0, 1]]), "The targets were changed. Leave them as they are."

    # Certain and right; then one that is all but ruled out.
    sure = nll_input(np.array([[1.0, 1e-300, 1e-300]]))
    truth = np.array([[1.0, 0.0, 0.0]])
    assert abs(np.asarray(judge.forward(sure, truth)).item()) < 1e-6, (
        "Somebody who is certain and right should lose nothing."
    )
    rare = nll_input(np.array([[1e-6, 0.5, 0.499999]]))
    got = np.asarray(judge.forward(rare, truth)).item()
    assert abs(got - 6 * np.log(10)) < 1e-3, (
        f"A true class with a probability of a millionth costs {6 * np.log(10):.4f}, not {got:.4f}."
    )

    # Ruled out altogether, in a form that can say so without infinities.
    with np.errstate(divide="ignore"):
        impossible = nll_input(np.array([[0.0, 1.0, 0.0]]))
    if np.all(np.isfinite(impossible)):
        got = np.asarray(judge.forward(impossible, truth)).item()
        assert np.isfinite(got), f"A true class with probability 0 leads to a loss of {got}."
        assert got > 6 * np.log(10), f"A true class with probability 0 costs only {got:.4f}."
        assert np.all(np.isfinite(judge.backward(impossible, truth))), "Its gradient is not finite."


test_class_nll()
print("ClassNLLCriterion works: the inspector is strict, and never at a loss.")

# %% [markdown]
# # The first run of the night mail
#
# Couple everything together. The train gets 1,198 pictures of digits, in small batches, forty times
# over. For each batch it runs forward, is told the loss, runs the complaint back, and turns each
# dial a little against its gradient. Other digits are only looked at, in evaluation mode, after
# each round; and the ones on the right, which it still
# gets wrong, it has never seen at all.


# %% id="class_nll-picture" role="picture" exercise="class_nll"
def picture_class_nll():
    X_train, y_train, X_val, y_val, X_test, y_test = load_digits()
    rng = np.random.default_rng(8)
    np.random.seed(8)
    train, judge = Sequential(), ClassNLLCriterion()
    for wagon in (
        Linear(64, 64),
        LeakyReLU(0.03),
        Dropout(p_for(0.8)),
        Linear(64, 10),
        *last_wagons(),
    ):
        train.add(wagon)

    def examine(X, y):
        train.evaluate()
        shares = train.forward(X)
        train.train()
        loss = np.asarray(judge.forward(shares, np.eye(10)[y])).item()
        return loss, np.argmax(shares, axis=1)

    speed = [np.zeros_like(array) for array in leaves(train.getParameters())]
    history = []
    for _ in range(40):
        order = rng.permutation(len(X_train))
        for start in range(0, len(order), 50):
            batch = order[start : start + 50]
            X, target = X_train[batch], np.eye(10)[y_train[batch]]
            train.zeroGradParameters()
            shares = train.forward(X)
            train.backward(X, judge.backward(shares, target))
            dials, slopes = leaves(train.getParameters()), leaves(train.getGradParameters())
            for array, gradient, velocity in zip(dials, slopes, speed):
                velocity *= 0.9
                velocity -= 0.05 * gradient
                array += velocity
        rounds = [examine(X_train, y_train), examine(X_val, y_val)]
        scores = [np.mean(guess == y) for (_, guess), y in zip(rounds, (y_train, y_val))]
        history.append([loss for loss, _ in rounds] + scores)

    _, guess = examine(X_test, y_test)
    wrong = np.flatnonzero(guess != y_test)
    losses, scores = np.split(np.array(history), 2, axis=1)
    figure = plt.figure(figsize=(13, 4), layout="constrained")
    grid = figure.add_gridspec(3, 9)
    left, middle = figure.add_subplot(grid[:, :3]), figure.add_subplot(grid[:, 3:6])
    for axis, values in ((left, losses), (middle, scores)):
        axis.plot(values[:, 0], color="tab:blue", lw=2, label="digits it learns from")
        axis.plot(values[:, 1], color="tab:orange", lw=2, label="other digits")
        axis.set_xlabel("round")
    left.set(title="The loss", yscale="log")
    middle.set(title="Digits read rightly", ylim=(0.5, 1.01))
    middle.axhline(0.9, color="0.6", ls="--", lw=1)
    left.legend()
    for number in range(9):
        axis = figure.add_subplot(grid[number // 3, 6 + number % 3])
        axis.axis("off")
        if number < len(wrong):
            index = wrong[number]
            axis.imshow(X_test[index].reshape(8, 8), cmap="gray_r")
            axis.set_title(f"{y_test[index]}, read as {guess[index]}", fontsize=9)
    reading = np.mean(guess == y_test)
    figure.suptitle(
        f"Of {len(y_test)} digits that it has never seen it reads {reading:.1%} rightly"
    )


picture_class_nll()

# %% [markdown]
# Two `Linear`, a `LeakyReLU`, a `Dropout`, a `SoftMax`, an inspector: the night mail reads. Look at
# the mistakes on the right and ask yourself whether a clerk would have done better.
#
# Some questions for the way home:
#
# * Take out the `Dropout`. Which of the curves changes, and which way?
# * Multiply the backward formulas of `SoftMax` and `ClassNLLCriterion` into one. Almost everything
#   cancels. Why might a library offer the two as a single module?
# * Build a train inside a train. Why did neither `Linear` nor you have to change a line?

# %% [markdown]
# ## Handing in
#
# Save the notebook. If your course has an exchange from which you fetched this lab, then run
# `from utility import submit; submit()` in a cell of your own, and keep the receipt.
