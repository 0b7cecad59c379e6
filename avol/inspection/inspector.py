"""The inspector of a checkpoint: embeddings, activations, and the arithmetic of its scores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np

from avol.checkpoints import DEFAULT_WEIGHTS, Checkpoint, EncoderKind, load_checkpoint
from avol.embedder import AudioEmbedding, Embedder, Floats, ImageEmbedding, RGBImage, resize_square
from avol.engines import EngineKind
from avol.errors import EngineError
from avol.inspection.arithmetic import Arithmetic, load_comparison
from avol.inspection.stages import Stage
from avol.localization import Localization
from avol.localizer import Localizer

if TYPE_CHECKING:
    from avol.model_card import ModelCard

NEEDS_TORCH = (
    "This checkpoint has no 32-bit graphs, so that its activations need torch; "
    "install it with “pip install torch”."
)


class Activations(Protocol):
    """Runs an encoder and returns the output of each stage."""

    stages: tuple[Stage, ...]

    def __call__(self, inputs: np.ndarray) -> tuple[Floats, ...]:
        """Return the output of each stage for one image (S, S, 3) or spectrogram."""
        ...


class Inspector:
    """A checkpoint of any network with everything that can be seen of it; for one thread.

    The embeddings come from the engine that the studio uses, so that the arithmetic gives exactly
    the numbers on the map. The activations come from the 32-bit graph, or from torch where a
    checkpoint has no graph.
    """

    def __init__(self, checkpoint: Checkpoint, model: Embedder) -> None:
        self.checkpoint, self.model = checkpoint, model
        scale = model.scale if isinstance(model, Localizer) else None
        self._compare = load_comparison(checkpoint, scale)
        self._activations: dict[EncoderKind, Activations] = {}

    @classmethod
    def load(
        cls,
        name_or_path: str | Path = DEFAULT_WEIGHTS,
        engine: EngineKind = "auto",
        threads: int | None = None,
    ) -> Self:
        """Load a checkpoint of AVOL-Net, AVE-Net or L3-Net; see `Embedder.load`."""
        checkpoint = load_checkpoint(name_or_path)
        kind = Localizer if checkpoint.card.network == "avol" else Embedder
        return cls(checkpoint, kind.load(checkpoint.path, engine, threads))

    @property
    def card(self) -> ModelCard:
        """The model card of the checkpoint."""
        return self.checkpoint.card

    @property
    def has_map(self) -> bool:
        """Whether the network compares each grid cell; else it compares whole images."""
        return isinstance(self.model, Localizer)

    def encode_image(self, image: RGBImage) -> ImageEmbedding:
        """Encode an image; see `Embedder.encode_image`."""
        return self.model.encode_image(image)

    def encode_audio(self, wave: Floats | None) -> AudioEmbedding:
        """Encode an audio window; see `Embedder.encode_audio`."""
        return self.model.encode_audio(wave)

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization | None:
        """Return the map of AVOL-Net; None for a network without a map."""
        return self.model.localize(image, audio) if isinstance(self.model, Localizer) else None

    def arithmetic(
        self, image: ImageEmbedding, audio: AudioEmbedding, cell: tuple[int, int] | None = None
    ) -> Arithmetic:
        """Return every number between two embeddings and a score.

        cell: row and column of AVOL-Net's grid; None is the best one.
        """
        return self._compare(image.embedding, audio.embedding, cell)

    def stages(self, kind: EncoderKind) -> tuple[Stage, ...]:
        """Return the stages of an encoder with shapes and times; EngineError if they cannot run.

        The first is the input.
        """
        card, spec = self.card, self.card.spectrogram
        shape = (
            (card.image_size, card.image_size, 3)
            if kind == "image"
            else (spec.bins, spec.columns, 1)
        )
        return (Stage("input", shape, 0.0), *self._encoder(kind).stages)

    def image_activations(self, image: RGBImage) -> tuple[Floats, ...]:
        """Return the output of each stage of the vision encoder for an image of any size."""
        pixels = resize_square(image, self.card.image_size)
        scaled = (pixels / np.float32(255)).astype(np.float32)
        return (scaled, *self._encoder("image")(pixels))

    def audio_activations(self, spectrogram: Floats) -> tuple[Floats, ...]:
        """Return the output of each stage of the audio encoder.

        spectrogram: (bins, columns) as in `AudioEmbedding.spectrogram`.
        """
        return (spectrogram[..., None], *self._encoder("audio")(spectrogram))

    def _encoder(self, kind: EncoderKind) -> Activations:
        if kind not in self._activations:
            self._activations[kind] = self._load_activations(kind)
        return self._activations[kind]

    def _load_activations(self, kind: EncoderKind) -> Activations:
        path = self.checkpoint.graph_path(kind, "fp32")
        if path.is_file():
            from avol.inspection.graph_activations import GraphActivations

            return GraphActivations(path)
        try:
            from avol.checkpoints import load_network
            from avol.inspection.torch_activations import TorchActivations
        except ModuleNotFoundError as error:
            raise EngineError(NEEDS_TORCH) from error
        return TorchActivations(*load_network(self.checkpoint.path), kind)
