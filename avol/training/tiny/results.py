"""Results of a tiny training; importing them needs no torch."""

from pydantic import BaseModel, ConfigDict

from avol.training.tiny.settings import TinySettings

TARGET_ACCURACY = 0.8
"""The accuracy on validation pairs whose first step the trainer reports."""


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CurvePoint(_Result):
    """The metrics after some steps, 0 to 1 except the loss."""

    step: int
    loss: float
    """Mean cross-entropy of the training pairs since the last point, in nats; 0.693 at chance."""
    training_accuracy: float
    """Fraction of the training pairs since the last point whose label was predicted."""
    accuracy: float
    """Accuracy on validation pairs with true labels, drawn as in training; 0.5 at chance."""
    grid_accuracy: float
    """The same with all audio cut on the frame grid, where ticks reveal nothing."""


class ProbeResult(_Result):
    """The map of one probe: an image with an audio window."""

    image: str
    """Class of the sounding object in the image, or name of the video."""
    audio: str
    """Class of the audio, or name of its video."""
    expected: str
    """Class of the object that the map should show; empty if the map should be empty."""
    score: float
    """Maximum of the map, 0 to 1."""
    row: int
    column: int
    """Position of the peak on the 14 × 14 grid, counted from 0 at the top left."""
    peak: str
    """Class of the object at the peak; empty for the background and for own videos."""
    cells: int
    """Cells above the threshold of 0.5, of 196."""
    gradient_cells: int
    """Cells that receive at least 1 % of the largest gradient."""


class Pointing(_Result):
    """Where the maps of validation clips with a silent object have their peak; fractions."""

    maps: int
    sounding: float
    silent: float
    area: float
    """Mean fraction of cells above the threshold of 0.5."""


class TinyResult(_Result):
    """The result of a tiny training; equal settings give equal results on the same machine."""

    settings: TinySettings
    steps: int
    """Completed steps."""
    curve: tuple[CurvePoint, ...]
    probes: tuple[ProbeResult, ...]
    pointing: Pointing | None
    """None for own videos, whose objects have no known positions."""

    @property
    def loss(self) -> float | None:
        """Training loss at the last point of the curve; None before the first."""
        return self.curve[-1].loss if self.curve else None

    @property
    def accuracy(self) -> float | None:
        """Validation accuracy at the last point of the curve; None before the first."""
        return self.curve[-1].accuracy if self.curve else None

    def steps_to(self, accuracy: float) -> int | None:
        """Steps to the first point with at least this validation accuracy; None if never."""
        return steps_to(self.curve, accuracy)


def steps_to(curve: tuple[CurvePoint, ...], accuracy: float) -> int | None:
    """Steps to the first point with at least this validation accuracy; None if there is none."""
    return next((point.step for point in curve if point.accuracy >= accuracy), None)
