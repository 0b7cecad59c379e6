"""Small checkpoints with random weights."""

from functools import cache
from pathlib import Path

import torch

from avol.audio.log_spectrogram import PAPER, YAMNET
from avol.checkpoints import save_weights
from avol.model_card import ModelCard, Training
from avol.models import AVENet, AVOLNet, L3Net, build_network

TRAINING = Training(
    data="none", supervision="none", licences=[], config="fresh", seed=0, duration_s=0.0
)


def tiny_card(**changes: object) -> ModelCard:
    """Return a card of the light encoders at 64 px (a fast 2 × 2 map)."""
    facts = {
        "name": "tiny",
        "title": "Tiny",
        "version": "1",
        "network": "avol",
        "vision_encoder": "efficientnet-lite0",
        "audio_encoder": "mobilenet",
        "image_size": 64,
        "image_mean": (127 / 255,) * 3,
        "image_std": (128 / 255,) * 3,
        "spectrogram": YAMNET,
        "training": TRAINING,
        "licence": "Apache-2.0",
    }
    return ModelCard.model_validate(facts | changes)


def paper_card() -> ModelCard:
    """Return a card with the encoders and sizes of the paper."""
    return tiny_card(vision_encoder="vgg", audio_encoder="vgg", image_size=224, spectrogram=PAPER)


def tiny_network(of: ModelCard) -> AVOLNet | AVENet | L3Net:
    """Return a network with random weights and batch norm statistics of noise."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    built = build_network(of.network, of.vision_encoder, of.audio_encoder, of.heads)
    assert isinstance(built, (AVOLNet, AVENet, L3Net))
    for module in built.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None  # the cumulative average
    with torch.no_grad():
        built.encode_image(torch.randn(4, 3, of.image_size, of.image_size))
        built.encode_audio(torch.randn(4, 1, of.spectrogram.bins, of.spectrogram.columns))
    return built.eval()


def write_checkpoint(folder: Path, of: ModelCard | None = None) -> Path:
    """Write a checkpoint with this card; return its path."""
    of = of or tiny_card()
    path = folder / f"{of.name}.safetensors"
    save_weights(
        path, of, _weights(of.model_copy(update={"name": "", "title": ""}).model_dump_json())
    )
    return path


@cache
def _weights(card: str) -> dict[str, torch.Tensor]:
    """The weights of `tiny_network`: the same for all checkpoints with this card (JSON)."""
    return tiny_network(ModelCard.model_validate_json(card)).state_dict()
