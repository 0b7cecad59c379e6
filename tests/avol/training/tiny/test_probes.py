"""Probes: what they show, where their gradient goes, and how they are scored."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from avol.models import build_network
from avol.models.correspondence import Correspondence
from avol.models.pooling import POOLINGS
from avol.training.poolings import Pooling
from avol.training.tiny import probes as tiny_probes
from avol.training.tiny.pairs import tiny_config
from avol.training.tiny.probes import ProbeSet
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import World


def network(pooling: Pooling) -> Correspondence:
    torch.manual_seed(0)
    made = build_network("avol", "tiny", "tiny")
    return Correspondence(made, POOLINGS[pooling]).eval()  # pyright: ignore[reportArgumentType]


def probe_set(world: World, **changes: object) -> ProbeSet:
    settings = TinySettings.model_validate(changes)
    return ProbeSet(world, tiny_config(settings), settings)


def test_six_probes_four_matched_one_of_the_silent_object_one_mismatched(world: World) -> None:
    assert [probe.image_name for probe in world.probes[:4]] == [
        "disc", "triangle", "diamond", "star",
    ]  # fmt: skip
    assert all(p.audio_name == p.expected == p.image_name for p in world.probes[:4])
    first, other, mismatched = world.probes[0], world.probes[4], world.probes[5]
    assert other.clip is mismatched.clip is first.clip
    assert other.expected == other.audio_name != first.expected
    assert other.audio_name in first.boxes
    assert mismatched.expected == ""
    assert mismatched.audio_name not in first.boxes


def test_max_pooling_gives_gradient_to_the_peak_alone(world: World) -> None:
    probes, model = probe_set(world), network("max")
    maps, gradients = probes.maps(model), probes.gradients(model)
    for number, (scores, gradient) in enumerate(zip(maps, gradients, strict=True)):
        expected = np.zeros_like(scores)
        target = 0.0 if number == 5 else 1.0  # the last probe is mismatched
        expected[np.unravel_index(scores.argmax(), scores.shape)] = target - scores.max()
        assert gradient == pytest.approx(expected, abs=1e-6)
    assert [probe.gradient_cells for probe in probes.results(model)] == [1] * 6


@pytest.mark.parametrize("pooling", ["softened max", "attention"])
def test_other_poolings_give_gradient_to_more_cells(world: World, pooling: Pooling) -> None:
    probes, model = probe_set(world, pooling=pooling), network(pooling)
    assert all(probe.gradient_cells > 1 for probe in probes.results(model))


def test_the_softened_maximum_distributes_the_gradient_by_softmax(world: World) -> None:
    probes, model = probe_set(world), network("softened max")
    logits = torch.logit(torch.tensor(probes.maps(model)).double()).flatten(1)
    pooled = ((4 * logits).logsumexp(dim=1) - np.log(196)) / 4
    target = torch.tensor([1.0] * 5 + [0.0])
    expected = (4 * logits).softmax(dim=1) * (target - pooled.sigmoid())[:, None]
    assert probes.gradients(model).reshape(6, -1) == pytest.approx(expected.numpy(), abs=1e-4)


def test_flipped_labels_turn_the_gradient(world: World) -> None:
    model = network("max")
    plain = probe_set(world).gradients(model)
    flipped = probe_set(world, flipped_labels=True).gradients(model)
    assert plain[0].sum() > 0 > flipped[0].sum()


PEAKS = {"sounding": (2, 1), "silent": (10, 11), "background": (2, 11)}


def test_pointing_counts_peaks_by_object(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    peaks = ["sounding", "sounding", "silent", "background"]
    boxes = {
        "disc": np.array([0.0, 0.0, 0.3, 0.3], np.float32),
        "star": np.array([0.6, 0.6, 0.9, 0.9], np.float32),
    }
    moments = [replace(world.pointing[0], boxes=boxes, expected="disc") for _ in peaks]
    logits = torch.full((len(peaks), 14, 14), -5.0)
    for n, name in enumerate(peaks):
        logits[n, *PEAKS[name]] = 5.0
    probes = probe_set(replace(world, pointing=moments))
    monkeypatch.setattr(tiny_probes, "_logits", lambda model, inputs: logits)
    pointing = probes.pointing(network("max"))
    assert pointing is not None
    assert (pointing.maps, pointing.sounding, pointing.silent) == (4, 0.5, 0.25)
    assert pointing.area == pytest.approx(1 / 196)


def test_own_videos_have_no_pointing(world: World) -> None:
    assert probe_set(replace(world, pointing=[])).pointing(network("max")) is None
