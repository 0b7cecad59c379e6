"""A tiny training is reproducible, measured correctly, and saved as a checkpoint."""

from pathlib import Path

import numpy as np
import pytest

from avol.errors import TrainingError
from avol.localizer import Localizer
from avol.training.tiny.results import TinyResult
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.training import TinyTraining, run_tiny_training
from avol.training.tiny.world import World


def test_equal_settings_give_equal_results_with_and_without_looking(world: World) -> None:
    settings = TinySettings(seed=3, steps=4)
    watched = TinyTraining(settings, world)
    maps = []
    while not watched.finished:
        watched.take_step()
        maps.append(watched.probe_maps())
        watched.probe_gradients()
        watched.result()
    unwatched = run_tiny_training(settings)
    assert watched.result() == unwatched.result()
    assert np.array_equal(maps[-1], unwatched.probe_maps())
    assert not np.array_equal(maps[0], maps[-1])
    assert [point.step for point in watched.curve] == [2, 4]


def test_another_seed_gives_another_result(world: World) -> None:
    losses = set()
    for seed in (0, 1):
        losses.add(TinyTraining(TinySettings(seed=seed), world).take_step().loss)
    assert len(losses) == 2


def test_the_last_step_ends_the_curve(world: World) -> None:
    training = run_tiny_training(TinySettings(steps=3))
    assert [point.step for point in training.curve] == [2, 3]
    assert training.finished


def test_a_result_survives_json(world: World) -> None:
    result = run_tiny_training(TinySettings(steps=2, pooling="attention")).result()
    assert TinyResult.model_validate_json(result.model_dump_json()) == result


def test_a_saved_network_gives_the_same_maps_in_the_studio(world: World, tmp_path: Path) -> None:
    training = run_tiny_training(TinySettings(steps=4))
    card = training.save(tmp_path / "new" / "mine.safetensors")
    assert card.metrics["avc_accuracy"].value == training.curve[-1].accuracy
    localizer = Localizer.load(str(tmp_path / "new" / "mine.safetensors"), "torch", 1)
    probe = world.probes[0]
    image = localizer.encode_image(probe.clip.image(probe.frame))
    audio = localizer.encode_audio(probe.audio.audio_window(probe.frame * 1920))
    localization = localizer.localize(image, audio)
    maps = 1 / (1 + np.exp(-localization.logits))  # before the scale of the studio's scores
    assert maps == pytest.approx(training.probe_maps()[0], abs=1e-4)


def test_a_loss_that_is_not_finite_names_the_remedy(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = TinyTraining(TinySettings(), world)
    weights = next(training._trainer.model.parameters())
    weights.data.fill_(float("nan"))
    with pytest.raises(TrainingError, match=r"step 1 is not finite; start again with a smaller"):
        training.take_step()
