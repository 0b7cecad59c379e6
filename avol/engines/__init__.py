"""Inference engines: onnxruntime and eager torch on the CPU, torch on CUDA."""

from avol.engines.base import Engine
from avol.engines.selection import ENGINE_KINDS, EngineKind, create_engine

__all__ = ["ENGINE_KINDS", "Engine", "EngineKind", "create_engine"]
