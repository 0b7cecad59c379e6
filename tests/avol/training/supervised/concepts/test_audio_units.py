"""The audio head: how much more probable a concept is than on average."""

import torch
from torch import nn

from avol.models.heads import class_probabilities
from avol.training.supervised.concepts.audio_units import (
    TUNED_SHARE,
    TaggerOutputs,
    fit_audio_head,
    log_ratios,
)
from avol.training.supervised.concepts.units import ConceptUnits

UNITS = ConceptUnits(("cat", "hammer", "tuba"), (0, -1, 1), torch.eye(3, 1000), ((0,), (1,), ()))


def _outputs(count: int, seed: int = 0) -> TaggerOutputs:
    """Audio whose features are the logits of two AudioSet classes and of two tuned units."""
    features = torch.randn(count, 4, generator=torch.Generator().manual_seed(seed))
    return TaggerOutputs(features, 2 * features[:, :2], class_probabilities(features[:, 2:]))


def test_the_ratio_to_the_reference_is_the_mean_of_both_taggers() -> None:
    sound, usual = _outputs(5), _outputs(50, 1)
    ratios = log_ratios(UNITS, sound, usual)
    tagger = (sound.audioset_logits.sigmoid() + 1e-4).log()
    tagger -= (usual.audioset_logits.sigmoid() + 1e-4).mean(0).log()
    tuned = (sound.fine_tuned + 1e-3).log() - (usual.fine_tuned + 1e-3).mean(0).log()
    joint = (1 - TUNED_SHARE) * tagger[:, 0] + TUNED_SHARE * tuned[:, 0]
    torch.testing.assert_close(ratios[:, 0], joint)
    torch.testing.assert_close(ratios[:, 1], tagger[:, 1])
    torch.testing.assert_close(ratios[:, 2], tuned[:, 1])


def test_the_head_ranks_audio_like_the_ratios() -> None:
    outputs = _outputs(400)
    head = nn.Linear(4, 128)
    fit_audio_head(head, UNITS, outputs, outputs)
    new = _outputs(100, 2)
    logits = head(new.features).detach()
    for unit in range(3):
        pair = torch.stack([logits[:, unit], log_ratios(UNITS, new, outputs)[:, unit]])
        assert torch.corrcoef(pair)[0, 1] > 0.9
    assert float(class_probabilities(logits)[:, 3:].max()) < 1e-10  # units without a concept
