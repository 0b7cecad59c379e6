"""Reads node names from ONNX files, adds outputs, writes small ones, without the `onnx` package.

An ONNX file is a protocol buffer. A field is a key (number and kind), then a value; a message that
occurs twice is merged, so that an appended graph with nothing but outputs extends the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

IR_VERSION, OPSET = 8, 17
TYPES = {np.float32: 1, np.uint8: 2, np.int8: 3, np.int64: 7}
"""Element types by their numbers in ONNX."""
_MODEL_IR_VERSION, _MODEL_GRAPH, _MODEL_OPSET = 1, 7, 8
_OPSET_VERSION = 2
_GRAPH_NAME, _GRAPH_INPUT = 2, 11
_NODE_ATTRIBUTE = 5
_ATTRIBUTE_NAME, _ATTRIBUTE_INTEGER, _ATTRIBUTE_TYPE, _INTEGER = 1, 3, 20, 2
_VALUE_TYPE, _TYPE_TENSOR, _TENSOR_ELEMENT = 2, 1, 1
_GRAPH_NODE, _GRAPH_OUTPUT = 1, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_NAME, _NODE_OPERATOR = 1, 2, 3, 4
_NODE_FIELDS = (_NODE_NAME, _NODE_OPERATOR, _NODE_OUTPUT, _NODE_INPUT)
_VALUE_NAME = 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node of a graph: its name, such as “/vision/conv1_1/Conv”, operator, first tensors."""

    name: str
    operator: str
    output: str
    input: str = ""


def graph_nodes(model: bytes) -> list[GraphNode]:
    """Return the nodes of a serialized model, in the order in which they are computed.

    Raises ValueError if the bytes are not a protocol buffer.
    """
    return [
        _node(node)
        for number, graph in _fields(model)
        if number == _MODEL_GRAPH
        for kind, node in _fields(graph)
        if kind == _GRAPH_NODE
    ]


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """Return a serialized model that has these tensors as outputs too."""
    outputs = b"".join(_field(_GRAPH_OUTPUT, _field(_VALUE_NAME, n.encode())) for n in names)
    return model + _field(_MODEL_GRAPH, outputs)


@dataclass(frozen=True, slots=True)
class Operation:
    """A node to write: operator, names of its tensors, integer attributes."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, int] = field(default_factory=dict)


def serialized_model(
    operations: Sequence[Operation], inputs: Mapping[str, type], outputs: Mapping[str, type]
) -> bytes:
    """Return a serialized model of operations; shapes are those of the inputs at run time.

    inputs, outputs: tensors with their element types, such as `numpy.uint8`.
    """
    graph = b"".join(_field(_GRAPH_NODE, _written_node(each)) for each in operations)
    graph += _field(_GRAPH_NAME, b"graph")
    for kind, tensors in ((_GRAPH_INPUT, inputs), (_GRAPH_OUTPUT, outputs)):
        graph += b"".join(_field(kind, _value(*tensor)) for tensor in tensors.items())
    opset = _field(_MODEL_OPSET, _number(_OPSET_VERSION, OPSET))
    return _number(_MODEL_IR_VERSION, IR_VERSION) + opset + _field(_MODEL_GRAPH, graph)


def _written_node(operation: Operation) -> bytes:
    return b"".join(
        [
            *(_field(_NODE_INPUT, name.encode()) for name in operation.inputs),
            _field(_NODE_OUTPUT, operation.output.encode()),
            _field(_NODE_OPERATOR, operation.operator.encode()),
            *(_field(_NODE_ATTRIBUTE, _attribute(*each)) for each in operation.attributes.items()),
        ]
    )


def _attribute(name: str, value: int) -> bytes:
    kind = _number(_ATTRIBUTE_TYPE, _INTEGER)
    return _field(_ATTRIBUTE_NAME, name.encode()) + _number(_ATTRIBUTE_INTEGER, value) + kind


def _value(name: str, element: type) -> bytes:
    tensor = _field(_TYPE_TENSOR, _number(_TENSOR_ELEMENT, TYPES[element]))
    return _field(_VALUE_NAME, name.encode()) + _field(_VALUE_TYPE, tensor)


def _node(message: bytes) -> GraphNode:
    texts: dict[int, str] = {}
    for number, value in _fields(message):
        if number in _NODE_FIELDS:
            texts.setdefault(number, value.decode())
    return GraphNode(*(texts.get(number, "") for number in _NODE_FIELDS))


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of the fields of a message that hold bytes."""
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        kind = key & 7
        if kind == _BYTES:
            size, position = _varint(message, position)
            yield key >> 3, message[position : position + size]
            position += size
        elif kind == _VARINT:
            _, position = _varint(message, position)
        elif kind in (_FIXED32, _FIXED64):
            position += 4 if kind == _FIXED32 else 8
        else:
            raise ValueError("not a protocol buffer")
    if position != len(message):
        raise ValueError("the protocol buffer ends too early")


def _varint(message: bytes, position: int) -> tuple[int, int]:
    """Return the number at a position, 7 bits a byte, and the position after it."""
    value = shift = 0
    while position < len(message):
        byte = message[position]
        value |= (byte & 127) << shift
        position, shift = position + 1, shift + 7
        if byte < 128:
            return value, position
    raise ValueError("the protocol buffer ends too early")


def _field(number: int, value: bytes) -> bytes:
    return _as_varint(number << 3 | _BYTES) + _as_varint(len(value)) + value


def _number(number: int, value: int) -> bytes:
    return _as_varint(number << 3 | _VARINT) + _as_varint(value)


def _as_varint(value: int) -> bytes:
    done = b""
    while value > 127:
        done += bytes([value & 127 | 128])
        value >>= 7
    return done + bytes([value])
