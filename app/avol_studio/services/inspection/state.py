"""Requests and results of the inspection, and the variants that a person keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.checkpoints import EncoderKind
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.inspection.arithmetic import Arithmetic
    from avol.inspection.stages import Stage
    from avol.localization import Localization
    from avol.media import Frame
    from avol.model_card import ModelCard
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound
    from avol_studio.media.audio.audio_window import AudioWindowSource
    from avol_studio.services.inspection.activations import Activations

Floats = NDArray[np.float32]
RGBImage = NDArray[np.uint8]


class InspectedModel(Protocol):
    """The part of `avol.inspection.inspector.Inspector` that the studio uses."""

    @property
    def card(self) -> ModelCard:
        """The model card of the checkpoint."""
        ...

    def encode_image(self, image: RGBImage) -> ImageEmbedding:
        """Encode an image (H, W, 3) RGB."""
        ...

    def encode_audio(self, wave: Floats | None) -> AudioEmbedding:
        """Encode an audio window."""
        ...

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization | None:
        """Return the map; None for a network without a map."""
        ...

    def arithmetic(
        self, image: ImageEmbedding, audio: AudioEmbedding, cell: tuple[int, int] | None = None
    ) -> Arithmetic:
        """Return every number between two embeddings and a score."""
        ...

    def stages(self, kind: EncoderKind) -> tuple[Stage, ...]:
        """Return the stages of an encoder."""
        ...

    def image_activations(self, image: RGBImage) -> tuple[Floats, ...]:
        """Return the output of each stage of the vision encoder."""
        ...

    def audio_activations(self, spectrogram: Floats) -> tuple[Floats, ...]:
        """Return the output of each stage of the audio encoder."""
        ...


LoadInspector = Callable[[], InspectedModel]
"""Loads a network to inspect; called in the thread that uses it."""


@dataclass(frozen=True, slots=True)
class StageChoice:
    """A stage of one encoder, by its number."""

    kind: EncoderKind
    index: int


@dataclass(frozen=True, slots=True)
class InspectionRequest:
    """What to inspect: a frame with its audio, altered or not, and the stage to show.

    with_stages: also the stages, and the activations of `stage`. with_original: also the score of
    the unaltered input.
    """

    frame: Frame
    audio: AudioWindowSource
    load: LoadInspector
    perturbation: Perturbation | None = None
    replacement: ReferenceSound | None = None
    stage: StageChoice | None = None
    with_stages: bool = False
    with_original: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A score of the network for one image and one audio window.

    image: (S, S, 3), what the network got. localization: None for a network without a map.
    """

    image: RGBImage
    image_embedding: ImageEmbedding
    audio_embedding: AudioEmbedding
    localization: Localization | None
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """Event: everything that was computed for a request.

    scored: of the altered input, or of the original if nothing is altered. original: of the
    original. activations: of the stage, with low frequencies as the last rows. problem: why stages
    or activations are missing, one sentence, or "".
    """

    request: InspectionRequest
    card: ModelCard
    model: InspectedModel
    scored: Scored
    original: Scored | None = None
    stages: dict[EncoderKind, tuple[Stage, ...]] = field(default_factory=dict)
    activations: Activations | None = None
    problem: str = ""

    @property
    def has_map(self) -> bool:
        """Whether the network compares each grid cell."""
        return self.scored.localization is not None

    def arithmetic(self, cell: tuple[int, int] | None) -> Arithmetic:
        """Return every number of a cell; None is the best one. Needs no engine."""
        scored = self.scored
        return self.model.arithmetic(scored.image_embedding, scored.audio_embedding, cell)


@dataclass(frozen=True, slots=True)
class InspectionError:
    """Event: a request could not be served; `text` is one sentence."""

    request: InspectionRequest
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A kept result: what was altered, and what came out of it.

    name: given by the person. time: of the frame in seconds. network: title of the network.
    image: what the network got. aspect: width of the frame divided by its height. sound: name of
    the sound in place of the audio; "" for the medium's own.
    """

    name: str
    time: float
    aspect: float
    network: str
    perturbation: Perturbation
    image: RGBImage
    localization: Localization | None
    score: float
    original_score: float
    sound: str = ""
