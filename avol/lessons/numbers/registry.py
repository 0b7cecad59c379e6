"""The functions of the checked numbers, by the names that lesson files use.

Each function takes a `NumberRequest` and the parameters of the lesson by keyword, and returns the
number. Nothing else of a lesson file is evaluated.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from typing import Any

from avol.errors import InputError
from avol.lessons.numbers import (
    activity_numbers,
    cell_numbers,
    model_numbers,
    perturbation_numbers,
    score_numbers,
    training_numbers,
)
from avol.lessons.numbers.request import NumberRequest

NumberFunction = Callable[..., float]

NUMBERS: Mapping[str, NumberFunction] = {
    "audio_window": model_numbers.audio_window,
    "spectrogram_columns": model_numbers.spectrogram_columns,
    "spectrogram_rows": model_numbers.spectrogram_rows,
    "column_milliseconds": model_numbers.column_milliseconds,
    "grid_numbers": model_numbers.grid_numbers,
    "reliability": model_numbers.reliability,
    "score": score_numbers.score,
    "cells_above_threshold": score_numbers.cells_above_threshold,
    "band_score": perturbation_numbers.band_score,
    "cell_product": cell_numbers.cell_product,
    "cell_logit": cell_numbers.cell_logit,
    "cell_sigmoid": cell_numbers.cell_sigmoid,
    "cell_score": cell_numbers.cell_score,
    "student_accuracy": activity_numbers.student_accuracy,
    "network_accuracy": activity_numbers.network_accuracy,
    "accuracy_interval_low": activity_numbers.accuracy_interval_low,
    "same_class_pairs": activity_numbers.same_class_pairs,
    "discount": activity_numbers.discount,
    "student_ndcg": activity_numbers.student_ndcg,
    "network_ndcg": activity_numbers.network_ndcg,
    "chance_ndcg": activity_numbers.chance_ndcg,
    "hit_rate": activity_numbers.hit_rate,
    "hit_rate_interval_low": activity_numbers.hit_rate_interval_low,
    "calibration_error": activity_numbers.calibration_error,
    "tiny_accuracy": training_numbers.tiny_accuracy,
    "tiny_training_accuracy": training_numbers.tiny_training_accuracy,
    "tiny_steps_to": training_numbers.tiny_steps_to,
    "tiny_score": training_numbers.tiny_score,
    "tiny_gradient_cells": training_numbers.tiny_gradient_cells,
    "tiny_pointing": training_numbers.tiny_pointing,
    "ticks_per_window": training_numbers.ticks_per_window,
}
VARYING = frozenset(name for name in NUMBERS if name.startswith("tiny_"))
"""Those that another kind of processor computes differently, as rounding grows in a training."""


def parameter_fault(function: str, parameters: Mapping[str, Any]) -> str:
    """What is wrong with the function or the parameters of a checked number; "" if nothing."""
    found = NUMBERS.get(function)
    if found is None:
        return f"there is no function “{function}”; choose {', '.join(sorted(NUMBERS))}"
    signature = inspect.signature(found)
    try:
        bound = signature.bind(NumberRequest(), **parameters)
    except TypeError as error:
        return f"{function}: {error}"
    for name, value in list(bound.arguments.items())[1:]:
        if signature.parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            fault = training_numbers.settings_fault(value)
            return f"{function}: {fault}" if fault else ""
        wanted = signature.parameters[name].annotation
        if not _fits(value, wanted):
            return f"{function}: “{name}” must be {_KINDS[wanted]}"
    return ""


_KINDS = {"float": "a number", "int": "a whole number", "str": "a text", "bool": "true or false"}


def _fits(value: object, wanted: str) -> bool:
    """Whether a value has the annotated type; modules of numbers have deferred annotations."""
    if wanted == "bool" or isinstance(value, bool):
        return wanted == "bool" and isinstance(value, bool)
    if wanted == "str":
        return isinstance(value, str)
    if not isinstance(value, int | float):
        return False
    return wanted == "float" or float(value).is_integer()


def compute_number(function: str, parameters: Mapping[str, Any], request: NumberRequest) -> float:
    """Compute a checked number; InputError if it does not exist, AvolError as its function."""
    if fault := parameter_fault(function, parameters):
        raise InputError(f"The number cannot be computed ({fault}); correct the lesson.")
    found = NUMBERS[function]
    whole = {n for n, p in inspect.signature(found).parameters.items() if p.annotation == "int"}
    given = {name: int(v) if name in whole else v for name, v in parameters.items()}
    value = float(found(request, **given))
    if not math.isfinite(value):
        raise InputError(
            "The number does not exist for these weights; choose other weights for this step."
        )
    return value
