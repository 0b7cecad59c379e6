"""The localizer's promises: shapes, ranges, read-only answers, verdicts, refusals."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from avol import Localizer, Verdict
from avol.audio.log_spectrogram import LogSpectrogram
from avol.checkpoints import load_card, load_network, save_weights
from avol.core.constants import SAMPLE_RATE
from avol.errors import AvolError, EngineError, InputError, WeightsError
from avol.localizer import AudioEmbedding, ImageEmbedding
from avol.model_card import ModelCard
from tests.support import checkpoints

RNG = np.random.default_rng(0)
PICTURE = RNG.integers(0, 256, (120, 200, 3), dtype=np.uint8)
NOISE = (0.1 * RNG.standard_normal(SAMPLE_RATE)).astype(np.float32)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.write_checkpoint(
        tmp_path_factory.mktemp("weights"), checkpoints.paper_card()
    )


@pytest.fixture(scope="module")
def localizer(paper: Path) -> Localizer:
    return Localizer.load(paper, threads=1)


class Answers:
    """An engine that answers what it is told, over a 14 x 14 map."""

    name = "told"

    def encode_images(self, images: np.ndarray) -> np.ndarray:
        return np.zeros((len(images), 14, 14, 128), np.float32)

    def encode_spectrograms(self, spectrograms: np.ndarray) -> np.ndarray:
        return np.ones((len(spectrograms), 128), np.float32)


def told(**changes: object) -> Localizer:
    return Localizer(checkpoints.tiny_card(**changes), (1.0, 0.0), Answers())


def heard(level: float = -20.0) -> AudioEmbedding:
    return AudioEmbedding(np.ones(128, np.float32), np.zeros((64, 96), np.float32), level)


def seen(row: int, column: int, logit: float) -> ImageEmbedding:
    """A picture that answers `logit` in one cell and -20 elsewhere."""
    embedding = np.full((14, 14, 128), -20 / 128, np.float32)
    embedding[row, column] = logit / 128
    return ImageEmbedding(embedding)


def test_an_answer_keeps_the_contract(localizer: Localizer) -> None:
    result = localizer(PICTURE, NOISE)
    assert result.map.shape == result.logits.shape == (14, 14)
    assert result.map.dtype == result.logits.dtype == np.float32
    assert ((result.map > 0) & (result.map < 1)).all()
    np.testing.assert_allclose(result.map, 1 / (1 + np.exp(-result.logits)), rtol=1e-5)
    assert result.score == result.map.max()
    x, y = result.peak
    assert result.map[int(y * 14), int(x * 14)] == result.score


def test_it_answers_as_the_network_does(paper: Path, localizer: Localizer) -> None:
    card, network = load_network(paper)
    square = RNG.integers(0, 256, (224, 224, 3), dtype=np.uint8)  # needs no resizing
    picture = (torch.tensor(square).permute(2, 0, 1)[None] / 255 - card.image_mean[0]) / (
        card.image_std[0]
    )
    sound = torch.tensor(LogSpectrogram(card.spectrogram)(NOISE))[None, None]
    with torch.inference_mode():
        logits = network(picture, sound)[0].numpy()
    np.testing.assert_allclose(localizer(square, NOISE).logits, logits, rtol=1e-3, atol=1e-4)


def test_answers_are_read_only_and_repeat_exactly(localizer: Localizer) -> None:
    first, second = localizer(PICTURE, NOISE), localizer(PICTURE, NOISE)
    np.testing.assert_array_equal(first.logits, second.logits)
    heard, seen = localizer.encode_audio(NOISE), localizer.encode_image(PICTURE)
    assert heard.spectrogram.shape == (257, 200)
    assert heard.embedding.shape == (128,)
    assert seen.embedding.shape == (14, 14, 128)
    for array in (first.map, first.logits, heard.embedding, heard.spectrogram, seen.embedding):
        assert not array.flags.writeable


def test_many_pictures_are_seen_as_one_by_one(localizer: Localizer) -> None:
    pictures = [PICTURE, PICTURE[:, ::-1]]
    for picture, seen in zip(pictures, localizer.encode_images(pictures), strict=True):
        alone = localizer.encode_image(picture)
        np.testing.assert_allclose(alone.embedding, seen.embedding, rtol=1e-4, atol=1e-5)
    assert localizer.encode_images([]) == []


@pytest.mark.parametrize(
    ("logit", "level", "verdict"),
    [
        (3.0, -20.0, Verdict.MATCH),
        (-3.0, -20.0, Verdict.NO_MATCH),
        (3.0, -80.0, Verdict.SILENCE),
        (-3.0, -80.0, Verdict.SILENCE),
    ],
)
def test_verdicts(logit: float, level: float, verdict: Verdict) -> None:
    assert told().localize(seen(3, 11, logit), heard(level)).verdict is verdict


def test_the_card_sets_the_threshold_and_the_silence() -> None:
    strict = told(threshold=0.99, silence_dbfs=-10.0)
    assert strict.localize(seen(0, 0, 3.0), heard(-5.0)).verdict is Verdict.NO_MATCH
    assert strict.localize(seen(0, 0, 3.0), heard(-15.0)).verdict is Verdict.SILENCE


def test_the_peak_is_the_best_cells_centre() -> None:
    result = told().localize(seen(3, 11, 2.0), heard())
    assert result.peak == pytest.approx((11.5 / 14, 3.5 / 14))
    assert result.score == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_the_map_is_never_stretched() -> None:
    """Nothing fits: the whole map stays low, silence or not, extreme logits or not."""
    for level in (-20.0, -120.0):
        assert told().localize(seen(0, 0, -20.0), heard(level)).map.max() < 1e-6
    assert told().localize(seen(0, 0, -1e6), heard()).map[0, 0] == 0
    assert told().localize(seen(0, 0, 1e6), heard()).map[0, 0] == 1


@pytest.mark.parametrize(
    "wave",
    [
        np.zeros(SAMPLE_RATE - 1, np.float32),
        np.zeros((1, SAMPLE_RATE), np.float32),
        np.zeros(SAMPLE_RATE, np.int16),
        np.full(SAMPLE_RATE, np.nan, np.float32),
    ],
    ids=["short", "channels", "integers", "nan"],
)
def test_what_is_no_second_of_sound_is_refused(wave: np.ndarray) -> None:
    with pytest.raises(InputError) as refused:
        told().encode_audio(wave)
    assert str(refused.value).count(". ") == 0


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((8, 8), np.uint8),
        np.zeros((8, 8, 4), np.uint8),
        np.zeros((8, 8, 3), np.float32),
        np.zeros((0, 8, 3), np.uint8),
    ],
    ids=["grey", "alpha", "float", "empty"],
)
def test_what_is_no_picture_is_refused(image: np.ndarray) -> None:
    with pytest.raises(InputError) as refused:
        told().encode_image(image)
    assert str(refused.value).count(". ") == 0


def test_pictures_of_any_size_are_seen() -> None:
    for height, width in [(1, 1), (3, 4000), (720, 1280), (64, 64)]:
        assert told().encode_image(np.zeros((height, width, 3), np.uint8)).embedding.shape == (
            14,
            14,
            128,
        )


def test_engines_that_do_not_work_here_say_so(paper: Path) -> None:
    with pytest.raises(InputError, match="no engine “magic”"):
        Localizer.load(paper, engine="magic")  # type: ignore[arg-type]
    with pytest.raises(EngineError, match="no int8 graphs"):
        Localizer.load(paper, engine="int8")
    if not torch.cuda.is_available():
        with pytest.raises(EngineError, match="no CUDA device"):
            Localizer.load(paper, engine="cuda")


def test_a_network_without_a_map_is_refused(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    card: ModelCard = load_card(path).model_copy(update={"network": "ave"})
    save_weights(path, card, {"fc3.bias": torch.zeros(2)})
    with pytest.raises(WeightsError, match="gives no map"):
        Localizer.load(path)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "torch onnxruntime cv2 av pydantic PySide6"
    code = f"import sys, avol; print(*set(sys.modules) & set({heavy.split()}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_the_public_names_are_there() -> None:
    import avol

    assert all(getattr(avol, name) is not None for name in avol.__all__)
    assert avol.AvolError is AvolError
    with pytest.raises(AttributeError, match="nonsense"):
        _ = avol.nonsense


@pytest.mark.parametrize(
    ("stored", "verdict"),
    [("matches", Verdict.MATCH), ("does not", Verdict.NO_MATCH), ("no_match", Verdict.NO_MATCH)],
)
def test_verdict_accepts_the_values_of_older_files(stored: str, verdict: Verdict) -> None:
    assert Verdict(stored) is verdict
