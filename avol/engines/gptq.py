"""Rounds weights to 8 bits so that a layer's outputs move least, rather than each weight.

Rounding each weight to its nearest step adds up: inputs after a ReLU are all positive, and their
common part leaks through. Here the weights of a row are rounded one by one, and those still to come
make up for the error, as far as the layer's inputs, seen on samples, allow: GPTQ (Frantar et al.,
arXiv 2210.17323). It costs nothing when the graph runs.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray

from avol.engines.onnxruntime_engine import session

Doubles = NDArray[np.float64]

PLACES = 256
"""Places of a layer's input that each sample gives."""
LARGEST = 1200
"""Weights a row up to which it is done; the 3 x 3 layers of wide towers bear plain rounding."""
DAMPING = 0.01


def refine(
    quantised: onnx.ModelProto, folded: onnx.ModelProto, batches: Sequence[np.ndarray]
) -> None:
    """Round the weights of the convolutions in `quantised` anew, in place, their scales kept.

    Args:
        quantised: made from `folded` by onnxruntime, one scale a channel.
        folded: the same graph in float.
        batches: inputs of the graph, (1, ...) each.
    """
    floats = _tensors(folded)
    scales = {name: value for name, value in _tensors(quantised).items() if "_scale" in name}
    layers = [
        node
        for node in folded.graph.node
        if node.op_type == "Conv" and f"{node.input[1]}_scale" in scales and _fits(node, floats)
    ]
    moments = _moments(folded, layers, batches)
    rounded = {}
    for layer in layers:
        name = layer.input[1]
        groups = len(moments[layer.name])
        rows = floats[name].reshape(groups, len(floats[name]) // groups, -1)
        steps = scales[f"{name}_scale"].reshape(groups, -1)
        codes = round_rows(rows, steps, moments[layer.name])
        rounded[f"{name}_quantized"] = codes.reshape(floats[name].shape)
    for tensor in quantised.graph.initializer:
        if tensor.name in rounded:
            tensor.CopyFrom(onnx.numpy_helper.from_array(rounded[tensor.name], tensor.name))


def round_rows(rows: np.ndarray, steps: np.ndarray, moments: Doubles) -> NDArray[np.int8]:
    """Codes of -127..127 for the weights of one layer.

    Args:
        rows: (groups, rows, D) weights.
        steps: (groups, rows) what a code of one stands for.
        moments: (groups, D, D) second moments of the inputs that the weights are multiplied by.
    """
    size = rows.shape[-1]
    power = np.trace(moments, axis1=1, axis2=2)[:, None, None] / size
    damped = moments + (DAMPING * power + 1e-12) * np.eye(size)
    # The strongest inputs first, while there are most others left to make up for them.
    order = np.argsort(-np.diagonal(damped, axis1=1, axis2=2), axis=1)
    damped = np.take_along_axis(damped, order[:, :, None], 1)
    damped = np.take_along_axis(damped, order[:, None, :], 2)
    rest = np.take_along_axis(rows.astype(np.float64), order[:, None], 2)
    shares = np.linalg.cholesky(np.linalg.inv(damped)).swapaxes(1, 2)
    steps = np.where(steps > 0, steps, 1)  # a channel of zeros
    codes = np.empty(rest.shape)
    for i in range(size):
        codes[:, :, i] = np.clip(np.round(rest[:, :, i] / steps), -127, 127)
        error = (rest[:, :, i] - codes[:, :, i] * steps) / shares[:, None, i, i]
        rest[:, :, i + 1 :] -= error[:, :, None] * shares[:, None, i, i + 1 :]
    back = np.argsort(order, axis=1)[:, None]
    return np.take_along_axis(codes, back, 2).astype(np.int8)


def _tensors(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    return {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}


def _attributes(node: onnx.NodeProto) -> dict[str, list[int]]:
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def _fits(layer: onnx.NodeProto, floats: Mapping[str, np.ndarray]) -> bool:
    shape = floats[layer.input[1]].shape
    return int(np.prod(shape[1:])) <= LARGEST and _attributes(layer).get("group", 1) in (
        1,
        shape[0],
    )


def _moments(
    folded: onnx.ModelProto, layers: Sequence[onnx.NodeProto], batches: Sequence[np.ndarray]
) -> dict[str, Doubles]:
    """Of each layer, (groups, D, D): sums of products of what its weights are multiplied by."""
    names = list(dict.fromkeys(layer.input[0] for layer in layers))
    told = onnx.ModelProto()
    told.CopyFrom(folded)
    told.graph.ClearField("output")
    told.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    graph = session(told.SerializeToString(), optimise=False)
    random, sums = np.random.default_rng(0), {layer.name: np.zeros(()) for layer in layers}
    for batch in batches:
        inputs = dict(zip(names, graph.run(names, {"input": batch}), strict=True))
        for layer in layers:
            seen = _patches(np.asarray(inputs[layer.input[0]])[0], _attributes(layer), random)
            sums[layer.name] = sums[layer.name] + seen @ seen.swapaxes(1, 2)
    return sums


def _patches(
    channels: np.ndarray, attributes: Mapping[str, list[int]], random: np.random.Generator
) -> Doubles:
    """(groups, D, places): what the weights meet at a few random places of (C, H, W)."""
    top, left, bottom, right = attributes["pads"]
    padded = np.pad(channels, ((0, 0), (top, bottom), (left, right)))
    windows = np.lib.stride_tricks.sliding_window_view(
        padded, tuple(attributes["kernel_shape"]), axis=(1, 2)
    )[:, :: attributes["strides"][0], :: attributes["strides"][1]]
    height, width = windows.shape[1:3]
    places = random.choice(height * width, min(PLACES, height * width), replace=False)
    met = windows[:, places // width, places % width].astype(np.float64)
    met = met.reshape(len(channels), len(places), -1).swapaxes(1, 2)
    return met if attributes.get("group", 1) != 1 else met.reshape(1, -1, len(places))
