"""Inference engines: onnxruntime and eager torch on the CPU, torch on CUDA."""

from avol.engines.base import Encoded, Engine, with_features
from avol.engines.selection import ENGINE_KINDS, EngineKind, create_engine

__all__ = ["ENGINE_KINDS", "Encoded", "Engine", "EngineKind", "create_engine", "with_features"]
