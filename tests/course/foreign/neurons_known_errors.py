# %%
import torch as t


def assert_with_expect(expected, actual):
    assert expected == actual, f"{expected} wanted, {actual} found"


# %%
def relu(x: float) -> float:
    return x if x > 0 else 0.0


assert_with_expect(expected=5.0, actual=relu(5.0))

# %%
from dataclasses import dataclass


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        assert len(inputs) == len(self.weights)
        weighted = [inputs[k] * self.weights[k] for k in range(len(inputs))]
        return relu(sum(weighted) + self.bias)


# %%
def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    for neuron in layer:
        assert len(neuron.weights) == len(input)
    out = []
    for neuron in layer:
        out.append(neuron.compute_output(input))
    return out


# %%
def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    flow = initial_inputs
    for one in layers:
        flow = forward_pass_single_layer(flow, one)
    return flow


# %%
def backpropagation(network: list[list[Neuron]]):
    raise NotImplementedError


# %%
from jaxtyping import Float

t.manual_seed(10)

# %%
a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2

# %%
c.backward()
dc_da = a.grad
dc_db = b.grad

# %%
a_and_b = t.tensor([5.0, 3.0], requires_grad=True)
c = (a_and_b**2).sum()

# %%
c.backward()
dc_da = a_and_b.grad[0]
dc_db = a_and_b.grad[1]

# %%
import numpy as np

one_thousand_random_points: Float[t.Tensor, "1000 2"] = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    points = one_thousand_random_points
    ((points**2).sum(dim=-1) + 5).sum().backward()
    return points.grad.detach().numpy()


result = gradient_of_x_squared_plus_y_squared_plus_5_thousand_times()

# %%
import einops


def apply_linear_function_to_input(
    linear_function: Float[t.Tensor, "d_output d_input"],
    input_to_function: Float[t.Tensor, "batch d_input"],
) -> Float[t.Tensor, "batch d_output"]:
    return einops.einsum(
        input_to_function, linear_function, "batch d_input, d_output d_input -> batch d_output"
    )


# %%
@dataclass
class ThreeLayerNeuralNet:
    layer_0: Float[t.Tensor, "d_output_0 d_input"]
    layer_0_bias: Float[t.Tensor, "d_output_0"]
    layer_1: Float[t.Tensor, "d_output_1 d_output_0"]
    layer_1_bias: Float[t.Tensor, "d_output_1"]
    layer_2: Float[t.Tensor, "d_output_2 d_output_1"]
    layer_2_bias: Float[t.Tensor, "d_output_2"]


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    initial_bound = 1 / 20

    def fresh(*shape):
        return t.zeros(shape, requires_grad=True).uniform_(-initial_bound, initial_bound)

    with t.no_grad():
        return ThreeLayerNeuralNet(
            layer_0=fresh(2000, 784),
            layer_0_bias=fresh(2000),
            layer_1=fresh(400, 2000),
            layer_1_bias=fresh(400),
            layer_2=fresh(10, 400),
            layer_2_bias=fresh(10),
        )


new_neural_net = initialize_new_three_layer_net()
assert_with_expect(expected=(400, 2000), actual=new_neural_net.layer_1.shape)


# %%
def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.maximum(t.zeros_like(input_tensor), input_tensor)


def forward(
    x: Float[t.Tensor, "batch d_input"], neural_net: ThreeLayerNeuralNet
) -> Float[t.Tensor, "batch d_output"]:
    n = neural_net
    z = tensor_relu(apply_linear_function_to_input(n.layer_0, x) + n.layer_0_bias)
    z = tensor_relu(apply_linear_function_to_input(n.layer_1, z) + n.layer_1_bias)
    z = apply_linear_function_to_input(n.layer_2, z) + n.layer_2_bias
    return t.nn.functional.softmax(z, dim=-1)


# %%
example_output = forward(neural_net=new_neural_net, x=t.ones((10, 784)))
try:
    example_output.backward()
except RuntimeError as e:
    print(e)

# %%
example_output.sum().backward()


# %%
def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for name in ("layer_0", "layer_1", "layer_2"):
        getattr(neural_net, name).grad = None
        getattr(neural_net, name + "_bias").grad = None


def loss_function(
    expected_outputs: Float[t.Tensor, "batch d_output"],
    actual_outputs: Float[t.Tensor, "batch d_output"],
) -> Float[t.Tensor, ""]:
    d = actual_outputs - expected_outputs
    return (d * d).mean()


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= x.grad * learning_rate


example_tensor = t.tensor([1.1, 2.2, 3.3])
example_tensor.grad = t.tensor([0.1, 0.1, 0.1])
nudge_tensor_towards_minimum(example_tensor, learning_rate=2)

# %%
x = [1, 2, 3]


# %%
def tune_weights_once(
    neural_net: ThreeLayerNeuralNet,
    inputs: Float[t.Tensor, "batch d_input"],
    expected_outputs: Float[t.Tensor, "batch d_output"],
    learning_rate: float,
) -> None:
    zero_all_gradients(neural_net)
    answer = forward(inputs, neural_net)
    loss_function(expected_outputs=expected_outputs, actual_outputs=answer).backward()
    for name in ("layer_0", "layer_1", "layer_2"):
        nudge_tensor_towards_minimum(getattr(neural_net, name), learning_rate)
        nudge_tensor_towards_minimum(getattr(neural_net, name + "_bias"), learning_rate)


# %%
from tqdm import tqdm


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    for _ in tqdm(range(number_of_iterations)):
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)


# %%
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

# %%
dataset = MNIST(root="data", download=True, transform=ToTensor())


# %%
def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    code = t.zeros([num_classes])
    code[i] = 1
    return code


# %%
def make_img_1d(imgs: t.Tensor) -> t.Tensor:
    return einops.rearrange(imgs, "... h w -> ... (h w)")


# %%
training_imgs = []
for img, label in dataset:
    training_imgs.append(make_img_1d(img).squeeze())


# %%
class SimpleNeuralNet(t.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.implementation = t.nn.Sequential(
            t.nn.Linear(784, 2000),
            t.nn.ReLU(),
            t.nn.Linear(2000, 400),
            t.nn.ReLU(),
            t.nn.Linear(400, 10),
            t.nn.Softmax(dim=-1),
        )

    def forward(self, t: t.Tensor):
        return self.implementation(t)


def train(model: SimpleNeuralNet, epochs: int, lr: int):
    optimizer = t.optim.SGD(model.parameters(), lr=lr)
    for _ in tqdm(range(epochs)):
        output = model(training_imgs)
        optimizer.zero_grad()
        t.nn.functional.mse_loss(output, training_imgs).backward()
        optimizer.step()


model = SimpleNeuralNet()

# %%
train(model, epochs=100, lr=10)
