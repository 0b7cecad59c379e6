"""Shapes the first layer of a quantized graph to the processor; its results stay the same.

The bytes of an image are its 8-bit activations already: no node has to convert them. A convolution
with stride 2 over 3 channels reads 3 bytes at a time; over blocks of 2 x 2 pixels, which make 12
channels, it is a convolution with stride 1 that takes half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import onnx
from numpy.typing import NDArray

IMAGE = "input"
BYTES = np.arange(256)
BLOCK = 2
"""Width and height of a block in pixels; the stride of the convolution."""
_LEVELS, _BLOCKS = "input_levels", "input_blocks"
_NORMALISATION = {"Transpose", "Cast", "Sub", "Div"}
_TO_CHANNELS_FIRST = [0, 3, 1, 2]


def byte_range(graph: onnx.ModelProto) -> tuple[str, float, float] | None:
    """Return the tensor of the normalised image and its values for the bytes 0 and 255.

    None if the input is no image, or its normalisation differs between the channels.
    """
    chain = _normalisation(graph)
    values = None if chain is None else _normalised(graph, chain)
    if not chain or values is None:
        return None
    return chain[-1].output[0], float(values[0]), float(values[-1])


def simplify(quantized: onnx.ModelProto) -> None:
    """Let the first layer take the bytes of the image, in blocks, in place; where it can."""
    if (chain := _normalisation(quantized)) is None or not _takes_bytes(quantized, chain):
        return
    image = quantized.graph.input[0]
    shape = [dim.dim_value for dim in image.type.tensor_type.shape.dim]
    quantize = _consumer(quantized, chain[-1].output[0])
    dequantize = _consumer(quantized, quantize.output[0])
    conv = _consumer(quantized, dequantize.output[0])
    nodes = list[onnx.NodeProto]()
    source = IMAGE
    if (packed := _PackedConv.of(quantized, conv, shape)) is not None:
        packed.apply(quantized, conv)
        nodes += _to_blocks(quantized, shape)
        source = _BLOCKS
    nodes.append(onnx.helper.make_node("Transpose", [source], [_LEVELS], perm=_TO_CHANNELS_FIRST))
    removed = [*chain, quantize]
    dequantize.input[0] = _LEVELS
    nodes += [node for node in quantized.graph.node if node not in removed]
    stale = {name for node in (*removed, dequantize) for name in node.output}
    kept = [info for info in quantized.graph.value_info if info.name not in stale]
    for field, values in (("node", nodes), ("value_info", kept)):
        quantized.graph.ClearField(field)
        getattr(quantized.graph, field).extend(values)


def _normalisation(graph: onnx.ModelProto) -> list[onnx.NodeProto] | None:
    """Return the nodes from an image of bytes to the normalised tensor; None without them."""
    if graph.graph.input[0].type.tensor_type.elem_type != onnx.TensorProto.UINT8:
        return None
    chain, name = list[onnx.NodeProto](), graph.graph.input[0].name
    while (node := _consumer(graph, name)).op_type in _NORMALISATION:
        chain.append(node)
        name = node.output[0]
    return chain


def _normalised(
    graph: onnx.ModelProto, chain: Sequence[onnx.NodeProto]
) -> NDArray[np.float32] | None:
    """Return the normalised values of all bytes; None if they depend on the channel."""
    constants, values = _constants(graph), BYTES.astype(np.float32)
    for node in chain:
        if node.op_type in ("Sub", "Div"):
            constant = constants[node.input[1]]
            if constant.size != 1:
                return None
            values = values - constant.item() if node.op_type == "Sub" else values / constant.item()
    return values


def _takes_bytes(graph: onnx.ModelProto, chain: Sequence[onnx.NodeProto]) -> bool:
    """Whether the 8-bit activations of the normalised image are the bytes of the image."""
    quantize = _consumer(graph, chain[-1].output[0])
    values = _normalised(graph, chain)
    if values is None or quantize.op_type != "QuantizeLinear":
        return False
    constants = _constants(graph)
    scale, zero = (constants[name] for name in quantize.input[1:3])
    return np.array_equal(np.rint(values / scale.item()) + zero.item(), BYTES)


@dataclass(frozen=True)
class _PackedConv:
    """A convolution with stride 2 over pixels as one with stride 1 over blocks of 2 x 2 pixels."""

    weight: str
    """Name of its 8-bit weights."""
    codes: NDArray[np.int8]
    """(N, 4 C, rows, columns)."""
    pads: tuple[int, ...]

    @classmethod
    def of(
        cls, graph: onnx.ModelProto, conv: onnx.NodeProto, shape: Sequence[int]
    ) -> _PackedConv | None:
        """Repack a convolution over images of `shape`; None if it has another form."""
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in conv.attribute}
        if (
            conv.op_type != "Conv"
            or attributes.get("strides") != [BLOCK, BLOCK]
            or attributes.get("dilations", [1, 1]) != [1, 1]
            or attributes.get("group", 1) != 1
            or any(size % BLOCK for size in shape[1:3])
        ):
            return None
        weight = _producer(graph, conv.input[1]).input[0]
        codes = _constants(graph)[weight]
        top, left, bottom, right = attributes["pads"]
        rows = _Taps(codes.shape[2], top, bottom, shape[1])
        columns = _Taps(codes.shape[3], left, right, shape[2])
        if rows.after < 0 or columns.after < 0:
            return None
        count, channels = codes.shape[:2]
        packed = np.zeros((count, BLOCK**2 * channels, rows.size, columns.size), codes.dtype)
        for y in range(codes.shape[2]):
            for x in range(codes.shape[3]):
                (block_y, inner_y), (block_x, inner_x) = rows.at(y), columns.at(x)
                first = (inner_y * BLOCK + inner_x) * channels
                packed[:, first : first + channels, block_y, block_x] = codes[:, :, y, x]
        pads = (rows.before, columns.before, rows.after, columns.after)
        return cls(weight, packed, pads)

    def apply(self, graph: onnx.ModelProto, conv: onnx.NodeProto) -> None:
        """Replace weights and attributes in the graph."""
        for tensor in graph.graph.initializer:
            if tensor.name == self.weight:
                tensor.CopyFrom(onnx.numpy_helper.from_array(self.codes, self.weight))
        changed = {"pads": self.pads, "strides": (1, 1), "kernel_shape": self.codes.shape[2:]}
        for attribute in conv.attribute:
            if attribute.name in changed:
                attribute.ints[:] = changed[attribute.name]


class _Taps:
    """One axis of a kernel with `size` taps over pixels, as one over blocks."""

    def __init__(self, taps: int, before: int, after: int, pixels: int) -> None:
        self._pad = before
        self._first = -before // BLOCK
        self.size = (taps - 1 - before) // BLOCK - self._first + 1
        """Blocks that the kernel covers."""
        self.before = -self._first
        outputs = (pixels + before + after - taps) // BLOCK + 1
        self.after = outputs - 1 + self.size - pixels // BLOCK - self.before
        """Blocks of padding at the end, so that the number of outputs stays."""

    def at(self, tap: int) -> tuple[int, int]:
        """Return the block of a tap, and its pixel in the block."""
        block, inner = divmod(tap - self._pad, BLOCK)
        return block - self._first, inner


def _to_blocks(graph: onnx.ModelProto, shape: Sequence[int]) -> list[onnx.NodeProto]:
    """Return nodes from an image (N, H, W, C) to blocks (N, H / 2, W / 2, 4 C).

    Rows are slices, which is faster than a transposition of 6 bytes at a time.
    """
    count, height, width, channels = shape
    wide = width // BLOCK
    rows = [count, height // BLOCK, BLOCK * wide, BLOCK * channels]
    assert prod(rows) == prod(shape)
    constants = {
        "input_rows_shape": rows,
        "input_rows_axis": [2],
        **{f"input_row_{n}": [n * wide] for n in range(BLOCK + 1)},
    }
    for name, values in constants.items():
        tensor = onnx.numpy_helper.from_array(np.array(values, np.int64), name)
        graph.graph.initializer.append(tensor)
    make, halves = onnx.helper.make_node, [f"input_rows_{n}" for n in range(BLOCK)]
    return [
        make("Reshape", [IMAGE, "input_rows_shape"], ["input_rows"]),
        *(
            make(
                "Slice",
                ["input_rows", f"input_row_{n}", f"input_row_{n + 1}", "input_rows_axis"],
                [half],
            )
            for n, half in enumerate(halves)
        ),
        make("Concat", halves, [_BLOCKS], axis=3),
    ]


def _constants(graph: onnx.ModelProto) -> dict[str, np.ndarray]:
    return {t.name: onnx.numpy_helper.to_array(t) for t in graph.graph.initializer}


def _consumer(graph: onnx.ModelProto, name: str) -> onnx.NodeProto:
    return next(node for node in graph.graph.node if name in node.input)


def _producer(graph: onnx.ModelProto, name: str) -> onnx.NodeProto:
    return next(node for node in graph.graph.node if name in node.output)
