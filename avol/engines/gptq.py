"""Rounds weights to 8 bits with the least change of a layer's outputs (GPTQ, arXiv 2210.17323).

Rounding each weight to its nearest step adds up: inputs after a ReLU are all positive, and their
mean passes through. GPTQ rounds the weights of a row one after the other and adapts the remaining
ones to compensate the error, given the layer's inputs on samples. Running the graph costs the same.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray

from avol.engines.onnxruntime_engine import create_session

Doubles = NDArray[np.float64]

SAMPLED_CELLS = 256
"""Cells of a layer's input taken from each sample."""
LARGEST = 1200
"""Largest row of weights that is refined; 3 x 3 layers of wide encoders tolerate plain rounding."""
LARGEST_CODE = 64
"""Weights have seven bits, so that the sum of two products fits into the 16 bits that processors
without VNNI instructions have for it."""
DAMPING = 0.01
"""Share of the mean input power added to the diagonal, as in the paper."""


def refine(
    quantized: onnx.ModelProto, folded: onnx.ModelProto, batches: Sequence[np.ndarray]
) -> None:
    """Round the convolution weights of `quantized` again, in place, with the same scales.

    Args:
        quantized: the graph that onnxruntime quantized from `folded`, one scale per channel.
        folded: the same graph in float.
        batches: inputs of the graph, (1, ...) each.
    """
    floats = _tensors(folded)
    scales = {name: value for name, value in _tensors(quantized).items() if "_scale" in name}
    layers = [
        node
        for node in folded.graph.node
        if node.op_type == "Conv"
        and f"{node.input[1]}_scale" in scales
        and _is_refinable(node, floats)
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
    for tensor in quantized.graph.initializer:
        if tensor.name in rounded:
            tensor.CopyFrom(onnx.numpy_helper.from_array(rounded[tensor.name], tensor.name))


def round_rows(rows: np.ndarray, steps: np.ndarray, moments: Doubles) -> NDArray[np.int8]:
    """Round the weights of one layer to integers in -64..64.

    Args:
        rows: (groups, rows, D) weights.
        steps: (groups, rows) quantization steps.
        moments: (groups, D, D) second moments of the inputs of the weights.
    """
    size = rows.shape[-1]
    power = np.trace(moments, axis1=1, axis2=2)[:, None, None] / size
    damped = moments + (DAMPING * power + 1e-12) * np.eye(size)
    # The strongest inputs first, while most other weights are left to compensate.
    order = np.argsort(-np.diagonal(damped, axis1=1, axis2=2), axis=1)
    damped = np.take_along_axis(damped, order[:, :, None], 1)
    damped = np.take_along_axis(damped, order[:, None, :], 2)
    remaining = np.take_along_axis(rows.astype(np.float64), order[:, None], 2)
    cholesky = np.linalg.cholesky(np.linalg.inv(damped)).swapaxes(1, 2)
    steps = np.where(steps > 0, steps, 1)  # a channel of zeros
    codes = np.empty(remaining.shape)
    for i in range(size):
        codes[:, :, i] = np.clip(np.round(remaining[:, :, i] / steps), -LARGEST_CODE, LARGEST_CODE)
        error = (remaining[:, :, i] - codes[:, :, i] * steps) / cholesky[:, None, i, i]
        remaining[:, :, i + 1 :] -= error[:, :, None] * cholesky[:, None, i, i + 1 :]
    inverse = np.argsort(order, axis=1)[:, None]
    return np.take_along_axis(codes, inverse, 2).astype(np.int8)


def _tensors(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    return {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}


def _attributes(node: onnx.NodeProto) -> dict[str, list[int]]:
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def _is_refinable(layer: onnx.NodeProto, floats: Mapping[str, np.ndarray]) -> bool:
    shape = floats[layer.input[1]].shape
    return int(np.prod(shape[1:])) <= LARGEST and _attributes(layer).get("group", 1) in (
        1,
        shape[0],
    )


def _moments(
    folded: onnx.ModelProto, layers: Sequence[onnx.NodeProto], batches: Sequence[np.ndarray]
) -> dict[str, Doubles]:
    """Sum the outer products of the inputs of each layer's weights, (groups, D, D)."""
    names = list(dict.fromkeys(layer.input[0] for layer in layers))
    probed = onnx.ModelProto()
    probed.CopyFrom(folded)
    probed.graph.ClearField("output")
    probed.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    graph = create_session(probed.SerializeToString(), optimize=False)
    random, sums = np.random.default_rng(0), {layer.name: np.zeros(()) for layer in layers}
    for batch in batches:
        inputs = dict(zip(names, graph.run(names, {"input": batch}), strict=True))
        for layer in layers:
            patches = _patches(np.asarray(inputs[layer.input[0]])[0], _attributes(layer), random)
            sums[layer.name] = sums[layer.name] + patches @ patches.swapaxes(1, 2)
    return sums


def _patches(
    channels: np.ndarray, attributes: Mapping[str, list[int]], random: np.random.Generator
) -> Doubles:
    """Return the inputs (groups, D, cells) of the weights at random cells of (C, H, W)."""
    top, left, bottom, right = attributes["pads"]
    padded = np.pad(channels, ((0, 0), (top, bottom), (left, right)))
    windows = np.lib.stride_tricks.sliding_window_view(
        padded, tuple(attributes["kernel_shape"]), axis=(1, 2)
    )[:, :: attributes["strides"][0], :: attributes["strides"][1]]
    height, width = windows.shape[1:3]
    cells = random.choice(height * width, min(SAMPLED_CELLS, height * width), replace=False)
    patches = windows[:, cells // width, cells % width].astype(np.float64)
    patches = patches.reshape(len(channels), len(cells), -1).swapaxes(1, 2)
    return patches if attributes.get("group", 1) != 1 else patches.reshape(1, -1, len(cells))
