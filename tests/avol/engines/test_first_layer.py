"""First layer on bytes and blocks: the same results, and graphs of another form stay."""

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from avol.engines import first_layer
from avol.engines.onnxruntime_engine import create_session, run_graph

RNG = np.random.default_rng(0)
SIZE = 16


def quantized_graph(
    kernel: int = 3,
    pads: tuple[int, int, int, int] = (0, 0, 1, 1),
    stride: int = 2,
    size: int = SIZE,
    sub: tuple[float, ...] = (127.0,),
    div: float = 128.0,
) -> onnx.ModelProto:
    """A graph as the quantizer makes it: normalisation, one convolution."""
    codes = RNG.integers(-64, 65, (8, 3, kernel, kernel)).astype(np.int8)
    constants: dict[str, np.ndarray] = {
        "mean": np.array(sub, np.float32).reshape(-1, 1, 1),
        "std": np.array(div, np.float32),
        "scale": np.array(1 / 128, np.float32),
        "zero": np.array(127, np.uint8),
        "codes": codes,
        "codes_scale": RNG.uniform(0.001, 0.01, 8).astype(np.float32),
        "codes_zero": np.zeros(8, np.int8),
    }
    node = helper.make_node
    nodes = [
        node("Transpose", ["input"], ["first"], perm=[0, 3, 1, 2]),
        node("Cast", ["first"], ["float"], to=onnx.TensorProto.FLOAT),
        node("Sub", ["float", "mean"], ["centred"]),
        node("Div", ["centred", "std"], ["normal"]),
        node("QuantizeLinear", ["normal", "scale", "zero"], ["levels"]),
        node("DequantizeLinear", ["levels", "scale", "zero"], ["values"]),
        node("DequantizeLinear", ["codes", "codes_scale", "codes_zero"], ["weight"], axis=0),
        node(
            "Conv", ["values", "weight"], ["embedding"],
            kernel_shape=[kernel, kernel], pads=pads, strides=[stride, stride],
        ),
    ]  # fmt: skip
    info = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "first layer",
        [info("input", onnx.TensorProto.UINT8, [1, size, size, 3])],
        [info("embedding", onnx.TensorProto.FLOAT, ["n", "c", "h", "w"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def outputs(graph: onnx.ModelProto, image: np.ndarray) -> np.ndarray:
    # Without optimisation, products are computed in float: they saturate on no processor.
    return run_graph(create_session(graph.SerializeToString(), optimize=False), image)


def operators(graph: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in graph.graph.node]


@pytest.mark.parametrize(
    ("kernel", "pads"),
    [(3, (0, 0, 1, 1)), (3, (1, 1, 1, 1)), (3, (1, 1, 0, 0)), (3, (0, 1, 1, 0)),
     (5, (2, 2, 2, 2)), (5, (1, 1, 2, 2)), (7, (3, 3, 3, 3)), (3, (0, 0, 0, 0)), (2, (0, 0, 0, 0))],
)  # fmt: skip
def test_results_stay_the_same(kernel: int, pads: tuple[int, int, int, int]) -> None:
    graph = quantized_graph(kernel, pads)
    image = RNG.integers(0, 256, (1, SIZE, SIZE, 3), dtype=np.uint8)
    expected = outputs(graph, image)
    first_layer.simplify(graph)
    onnx.checker.check_model(graph)
    actual = outputs(graph, image)
    assert actual.shape == expected.shape
    np.testing.assert_allclose(actual, expected, rtol=1e-5, atol=1e-4)
    assert not {"Cast", "Sub", "Div", "QuantizeLinear"} & set(operators(graph))
    assert "Concat" in operators(graph)


@pytest.mark.parametrize(("stride", "size"), [(1, 16), (2, 15)], ids=["stride", "odd size"])
def test_other_convolutions_only_take_the_bytes(stride: int, size: int) -> None:
    graph = quantized_graph(stride=stride, size=size)
    image = RNG.integers(0, 256, (1, size, size, 3), dtype=np.uint8)
    expected = outputs(graph, image)
    first_layer.simplify(graph)
    np.testing.assert_array_equal(outputs(graph, image), expected)
    assert operators(graph)[0] == "Transpose"
    assert "QuantizeLinear" not in operators(graph)


@pytest.mark.parametrize(
    "changes", [{"sub": (120.0,)}, {"div": 120.0}, {"sub": (127.0, 127.0, 128.0)}]
)
def test_activations_that_are_not_the_bytes_stay(changes: dict) -> None:
    graph = quantized_graph(**changes)
    before = graph.SerializeToString(deterministic=True)
    first_layer.simplify(graph)
    assert graph.SerializeToString(deterministic=True) == before


def test_range_of_the_bytes() -> None:
    assert first_layer.byte_range(quantized_graph()) == ("normal", -127 / 128, 1.0)
    assert first_layer.byte_range(quantized_graph(sub=(1.0, 2.0, 3.0))) is None
