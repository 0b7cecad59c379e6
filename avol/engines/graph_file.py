"""Reads node names from an ONNX file, and adds outputs to it, without the `onnx` package.

An ONNX file is a protocol buffer. A field is a key (number and kind), then a value; a message that
occurs twice is merged, so that an appended graph with nothing but outputs extends the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MODEL_GRAPH = 7
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


def _as_varint(value: int) -> bytes:
    done = b""
    while value > 127:
        done += bytes([value & 127 | 128])
        value >>= 7
    return done + bytes([value])
