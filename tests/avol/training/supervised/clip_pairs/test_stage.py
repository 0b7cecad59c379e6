"""The stage on small videos: which pairs it uses, what it stores, and what it changes."""

from pathlib import Path

import numpy as np
import pytest
import torch

from avol.audio.log_spectrogram import YAMNET
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import Split
from avol.evaluation.localization.folds import FOLDS_FILE, FoldHeads
from avol.models.avol_net import AVOLNet
from avol.training.supervised.clip_pairs import stage
from avol.training.supervised.clip_pairs.clips import encode_clips, find_clips
from avol.training.supervised.clip_pairs.frozen_encoders import FrozenEncoders
from avol.training.supervised.clip_pairs.stage import train_clip_heads
from avol.training.supervised.config import ClipPairsConfig, load_supervised_config
from avol.training.supervised.context import TrainingContext
from avol.training.supervised.split_data import SplitData, load_split_data
from tests.avol.data.catalogue.test_class_pairs import write_catalogue
from tests.support import synthetic
from tests.support.checkpoints import tiny_card, tiny_network

SECONDS = 3
CONFIG = ClipPairsConfig(
    folder="clips", steps=4, batch=4, directions=8, folds=2, anchor_scenes=3, anchor_windows=3
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four clips of three videos; the last two seconds of the last one are silent."""
    folder, rows = write_catalogue(tmp_path_factory.mktemp("data"), 4), list[str]()
    (folder / "clips").mkdir()
    for number, original in enumerate(("one", "one", "two", "three")):
        sound = synthetic.tone_audio(SECONDS, SAMPLE_RATE, hertz=300.0 * (number + 1))
        sound[-2 * SAMPLE_RATE :] *= 0 if number == 3 else 1
        images = synthetic.coded_images(25 * SECONDS)
        synthetic.make_media(folder / "clips" / f"{number}.mp4", images, audio=sound)
        licence = "research use" if original == "two" else "CC0"
        rows.append(f"clips/{number}.mp4\tdog\tsomewhere\t{licence}\t{original}")
    with (folder / "MANIFEST.tsv").open("a", encoding="utf-8") as manifest:
        manifest.write("\n" + "\n".join(rows))
    return folder


@pytest.fixture
def network() -> AVOLNet:
    torch.manual_seed(0)
    made = tiny_network(tiny_card(heads="shares"))
    assert isinstance(made, AVOLNet)
    return made


@pytest.fixture
def context(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainingContext:
    monkeypatch.setattr(stage, "IMAGE_SIZE", 64)
    config = load_supervised_config("avol").model_copy(update={"clip_pairs": CONFIG})
    (tmp_path / "work").mkdir()
    splits: dict[Split, SplitData] = {"train": load_split_data(config, data, "train")}
    return TrainingContext(config, data, tmp_path / "work", splits, [])


def train(network: AVOLNet, context: TrainingContext) -> list[str]:
    """Run the stage; return the names of what it worked on."""
    worked = list[str]()
    config = context.config.clip_pairs
    assert config is not None
    train_clip_heads(network, config, YAMNET, context, lambda name, *_: worked.append(name))
    return worked


def test_only_clips_of_the_folder_and_of_clear_licence_are_used(data: Path) -> None:
    names = [item.path.name for item in find_clips(data, "clips", include_flagged=True)]
    assert names == ["0.mp4", "1.mp4", "2.mp4", "3.mp4"]
    clear = [item.path.name for item in find_clips(data, "clips", include_flagged=False)]
    assert clear == ["0.mp4", "1.mp4", "3.mp4"]
    assert find_clips(data, "other", include_flagged=True) == []


def test_each_second_that_sounds_is_a_pair(data: Path, network: AVOLNet) -> None:
    clips = find_clips(data, "clips", include_flagged=True)
    done = list[int]()
    pairs = encode_clips(FrozenEncoders(network, 64, YAMNET), clips, data, done.append)
    assert done == [1, 2, 3, 4]
    counts = {name: pairs.files.count(f"clips/{name}") for name in ("0.mp4", "3.mp4")}
    assert counts["0.mp4"] == SECONDS
    assert counts["3.mp4"] < SECONDS
    assert len(set(pairs.videos)) == 3
    assert pairs.videos[0] == pairs.videos[SECONDS]
    assert pairs.cells.shape[1:] == (4, network.vision.channels)
    assert pairs.audio.shape == (len(pairs), network.sound.channels)


def test_the_stage_changes_the_heads_alone_stores_those_of_folds_and_resumes(
    network: AVOLNet, context: TrainingContext
) -> None:
    before = {name: value.clone() for name, value in network.state_dict().items()}
    assert set(train(network, context)) == {
        "encoding videos", "encoding the catalogue", "training on videos",
    }  # fmt: skip
    after = network.state_dict()
    changed = {n.split(".")[0] for n, value in after.items() if not torch.equal(value, before[n])}
    assert {"vision_head", "sound_head"} <= changed
    assert "conv7" not in changed
    network.load_state_dict(before)
    assert train(network, context) == []
    for name, value in network.state_dict().items():
        assert torch.equal(value, after[name])
    check_folds(context.work)


def check_folds(work: Path) -> None:
    """Each fold has heads that were not trained on its videos."""
    folds = FoldHeads.load(work / FOLDS_FILE)
    assert set(folds.files) == {f"clips/{number}.mp4" for number in range(4)}
    assert folds.files["clips/0.mp4"] == folds.files["clips/1.mp4"]
    assert set(folds.files.values()) == {0, 1}
    weights = [vision.weight for vision, _ in folds.heads]
    assert not np.allclose(weights[0], weights[1], atol=1e-6)


def test_without_clips_nothing_changes(network: AVOLNet, context: TrainingContext) -> None:
    config = context.config.model_copy(
        update={"clip_pairs": CONFIG.model_copy(update={"folder": "none"})}
    )
    before = {name: value.clone() for name, value in network.state_dict().items()}
    elsewhere = TrainingContext(config, context.data, context.work, {}, [])
    assert train(network, elsewhere) == []
    for name, value in network.state_dict().items():
        assert torch.equal(value, before[name])
    assert not (context.work / FOLDS_FILE).exists()
