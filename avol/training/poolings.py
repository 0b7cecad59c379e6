"""The names of the poolings of AVOL-Net's map; importing them needs no torch."""

from typing import Literal

Pooling = Literal["max", "softened max", "attention"]
