"""Names and outputs of ONNX files, compared with the onnx package."""

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper

from avol.engines.graph_file import Operation, graph_nodes, serialized_model, with_outputs


def model() -> onnx.ModelProto:
    """A graph that doubles, then adds 1."""
    shape = helper.make_tensor_value_info("x", TensorProto.FLOAT, [3])
    end = helper.make_tensor_value_info("y", TensorProto.FLOAT, [3])
    two, one = (helper.make_tensor(n, TensorProto.FLOAT, [], [v]) for n, v in (("t", 2), ("o", 1)))
    nodes = [
        helper.make_node("Mul", ["x", "t"], ["twice"], name="/first/Mul"),
        helper.make_node("Add", ["twice", "o"], ["y"]),
    ]
    made = helper.make_graph(nodes, "g" * 300, [shape], [end], [two, one])  # a length of two bytes
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def test_nodes_are_those_of_the_onnx_package() -> None:
    found = [(n.name, n.operator, n.output) for n in graph_nodes(model().SerializeToString())]
    assert found == [("/first/Mul", "Mul", "twice"), ("", "Add", "y")]


def test_an_added_output_is_computed_and_the_others_stay() -> None:
    extended = with_outputs(model().SerializeToString(), ["twice"])
    assert [o.name for o in onnx.load_from_string(extended).graph.output] == ["y", "twice"]
    session = ort.InferenceSession(extended, providers=["CPUExecutionProvider"])
    x = np.array([1, 2, 3], np.float32)
    y, twice = session.run(["y", "twice"], {"x": x})
    np.testing.assert_array_equal(twice, 2 * x)
    np.testing.assert_array_equal(y, 2 * x + 1)


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_an_incomplete_file_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="protocol buffer"):
        graph_nodes(model().SerializeToString()[:-cut])


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="protocol buffer"):
        graph_nodes(b"\x0f" * 20)


def test_a_written_model_is_valid_and_runs() -> None:
    operations = [
        Operation("Cast", ("bytes",), "numbers", {"to": TensorProto.FLOAT}),
        Operation("Mul", ("numbers", "factor"), "products"),
    ]
    inputs = {"bytes": np.uint8, "factor": np.float32}
    written = serialized_model(operations, inputs, {"products": np.float32})
    assert [(n.operator, n.input, n.output) for n in graph_nodes(written)] == [
        ("Cast", "bytes", "numbers"),
        ("Mul", "numbers", "products"),
    ]
    session = ort.InferenceSession(written, providers=["CPUExecutionProvider"])
    values = {
        "bytes": np.array([[1, 2], [3, 200]], np.uint8),
        "factor": np.array([0.5], np.float32),
    }
    np.testing.assert_array_equal(session.run(None, values)[0], [[0.5, 1], [1.5, 100]])
