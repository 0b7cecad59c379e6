"""The switches of a tiny training change its pairs as their names say."""

import pytest
import torch

from avol.training.tiny import pairs as tiny_pairs
from avol.training.tiny.pairs import on_frame_grid, tiny_config, training_pairs, validation_pairs
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import World, load_world


def labels(settings: TinySettings, world: World, count: int = 6) -> list[int]:
    pairs = training_pairs(settings, tiny_config(settings), world)
    return [pairs[index].match for index in range(count)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [1, 0, 1, 0, 1, 0]),
        ({"flipped_labels": True}, [0, 1, 0, 1, 0, 1]),
        ({"negatives": False}, [1] * 6),
        ({"negatives": False, "flipped_labels": True}, [0] * 6),
    ],
)
def test_labels(world: World, changes: dict[str, bool], expected: list[int]) -> None:
    assert labels(TinySettings.model_validate(changes), world) == expected


def test_flipped_labels_change_no_image(world: World) -> None:
    images = [
        training_pairs(settings, tiny_config(settings), world)[1].image
        for settings in (TinySettings(), TinySettings(flipped_labels=True))
    ]
    assert torch.equal(*images)


def test_little_data_repeats_sixteen_pairs(world: World) -> None:
    settings = TinySettings(little_data=True)
    pairs = training_pairs(settings, tiny_config(settings), world)
    assert torch.equal(pairs[0].image, pairs[16].image)
    assert not torch.equal(pairs[0].image, pairs[2].image)


def test_only_a_possible_shortcut_leaves_the_frame_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiny_pairs, "VALIDATION_PAIRS", 8)
    batches = {}
    for ticks in ("prevented", "possible"):
        settings = TinySettings(ticks=ticks)
        config = tiny_config(settings)
        ticking = load_world(settings)
        batches[ticks] = validation_pairs(config, ticking)
        batches[f"{ticks} on grid"] = validation_pairs(on_frame_grid(config), ticking)
    on_grid = batches["prevented"].spectrograms
    assert torch.equal(on_grid, batches["prevented on grid"].spectrograms)
    off_grid = batches["possible"]
    mismatched = off_grid.match < 0.5
    same = [torch.equal(a, b) for a, b in zip(off_grid.spectrograms, on_grid, strict=True)]
    assert [bool(m) for m in ~mismatched][0::2] == [True] * 4
    assert same[0]  # the first pair is a match, before the shortcut draws a random number
    assert not any(s for s, m in zip(same, mismatched.tolist(), strict=True) if m)


def test_settings_reach_the_config() -> None:
    settings = TinySettings(seed=7, learning_rate=0.03, pooling="attention", misaligned=False)
    config = tiny_config(settings)
    assert config.correspondence.seed == 7
    assert config.correspondence.learning_rate == 0.03
    assert config.network.pooling == "attention"
    assert config.pairs.misaligned == 0
    assert tiny_config(TinySettings()).pairs.misaligned == 0.2


def test_validation_pairs_do_not_depend_on_the_seed(world: World) -> None:
    first, second = (
        validation_pairs(tiny_config(TinySettings(seed=seed)), world) for seed in (0, 1)
    )
    assert torch.equal(first.images, second.images)
    assert torch.equal(first.match, torch.tensor([1.0, 0.0] * 8))
