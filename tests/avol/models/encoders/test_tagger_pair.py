"""The pair of audio taggers: what has sounded in the last second counts most."""

import torch

from avol.models.encoders import AUDIO_ENCODERS


def _influence(name: str, seconds: slice) -> float:
    """How much another sound in a part of the window changes the features of mn04."""
    torch.manual_seed(0)
    encoder = AUDIO_ENCODERS[name]().eval()
    one, other = torch.randn(2, 1, 1, 192, 300)
    changed = one.clone()
    changed[..., seconds] = other[..., seconds]
    with torch.inference_mode():
        return float((encoder(one) - encoder(changed))[:, 1024:].norm())


def test_a_sound_that_has_ended_counts_less() -> None:
    past, now = slice(0, 100), slice(200, 300)
    plain = _influence("mobilenet-pair", past) / _influence("mobilenet-pair", now)
    recent = _influence("mobilenet-pair-recent", past) / _influence("mobilenet-pair-recent", now)
    assert 0.7 < plain < 1.4
    assert recent < 0.75 * plain
