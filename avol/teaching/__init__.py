"""Teaches further classes to weights with class heads (not in the paper).

The encoders and all shipped classes stay as they are: a taught class is one more unit of both
heads, fitted to a few examples in less than two seconds on one processor core.
"""

from avol.teaching.examples import Box, StoredExample, TeachingExample
from avol.teaching.previews import PREVIEW_RATE, decode_recording, decode_thumbnail
from avol.teaching.taught_class import HeldOut, SimilarClass, TaughtClass, same_name
from avol.teaching.taught_classes import TaughtClasses
from avol.teaching.teach import add_examples, remove_examples, teach

__all__ = [
    "PREVIEW_RATE",
    "Box",
    "HeldOut",
    "SimilarClass",
    "StoredExample",
    "TaughtClass",
    "TaughtClasses",
    "TeachingExample",
    "add_examples",
    "decode_recording",
    "decode_thumbnail",
    "remove_examples",
    "same_name",
    "teach",
]
