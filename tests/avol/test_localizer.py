"""Localizer: shapes, ranges, read-only results, verdicts, invalid input."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from avol import Localizer, Verdict
from avol.audio.log_spectrogram import YAMNET, LogSpectrogram
from avol.checkpoints import load_model_card, load_network, save_weights
from avol.core.constants import AUDIO_WINDOW
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.errors import AvolError, EngineError, InputError, WeightsError
from avol.model_card import ModelCard
from avol.score_scale import MAX_SCORE
from tests.support import checkpoints

RNG = np.random.default_rng(0)
IMAGE = RNG.integers(0, 256, (120, 200, 3), dtype=np.uint8)
NOISE = (0.1 * RNG.standard_normal(AUDIO_WINDOW)).astype(np.float32)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.write_checkpoint(
        tmp_path_factory.mktemp("weights"), checkpoints.paper_card()
    )


@pytest.fixture(scope="module")
def localizer(paper: Path) -> Localizer:
    return Localizer.load(paper, threads=1)


class ConstantEngine:
    """Engine with constant embeddings over a 14 x 14 grid."""

    name = "constant"

    def encode_images(self, images: np.ndarray) -> np.ndarray:
        return np.zeros((len(images), 14, 14, 128), np.float32)

    def encode_spectrograms(self, spectrograms: np.ndarray) -> np.ndarray:
        return np.ones((len(spectrograms), 128), np.float32)


def constant_localizer(**changes: object) -> Localizer:
    return Localizer(checkpoints.tiny_card(**changes), (1.0, 0.0), ConstantEngine())


def audio_embedding(level: float = -20.0) -> AudioEmbedding:
    return AudioEmbedding(np.ones(128, np.float32), np.zeros((64, 96), np.float32), level)


def image_embedding(row: int, column: int, logit: float) -> ImageEmbedding:
    """Return an embedding with `logit` in one cell and -20 elsewhere."""
    embedding = np.full((14, 14, 128), -20 / 128, np.float32)
    embedding[row, column] = logit / 128
    return ImageEmbedding(embedding)


def test_result_shapes_and_ranges(localizer: Localizer) -> None:
    result = localizer(IMAGE, NOISE)
    assert result.map.shape == result.logits.shape == (14, 14)
    assert result.map.dtype == result.logits.dtype == np.float32
    assert ((result.map >= 0) & (result.map < 1)).all()
    assert result.score == result.map.max()
    x, y = result.peak
    assert result.map[int(y * 14), int(x * 14)] == result.score


def test_result_equals_the_network(paper: Path, localizer: Localizer) -> None:
    card, network = load_network(paper)
    square = RNG.integers(0, 256, (224, 224, 3), dtype=np.uint8)  # needs no resizing
    image = (torch.tensor(square).permute(2, 0, 1)[None] / 255 - card.image_mean[0]) / (
        card.image_std[0]
    )
    audio = torch.tensor(LogSpectrogram(card.spectrogram)(NOISE))[None, None]
    with torch.inference_mode():
        logits = network(image, audio)[0].numpy()
    np.testing.assert_allclose(localizer(square, NOISE).logits, logits, rtol=1e-3, atol=1e-4)


def test_results_are_read_only_and_deterministic(localizer: Localizer) -> None:
    first, second = localizer(IMAGE, NOISE), localizer(IMAGE, NOISE)
    np.testing.assert_array_equal(first.logits, second.logits)
    audio, image = localizer.encode_audio(NOISE), localizer.encode_image(IMAGE)
    assert audio.spectrogram.shape == (257, 200)
    assert audio.embedding.shape == (128,)
    assert image.embedding.shape == (14, 14, 128)
    for array in (first.map, first.logits, audio.embedding, audio.spectrogram, image.embedding):
        assert not array.flags.writeable


def test_batch_equals_single_images(localizer: Localizer) -> None:
    images = [IMAGE, IMAGE[:, ::-1]]
    for image, encoded in zip(images, localizer.encode_images(images), strict=True):
        alone = localizer.encode_image(image)
        np.testing.assert_allclose(alone.embedding, encoded.embedding, rtol=1e-4, atol=1e-5)
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
    assert (
        constant_localizer().localize(image_embedding(3, 11, logit), audio_embedding(level)).verdict
        is verdict
    )


def test_card_sets_threshold_and_silence_level() -> None:
    strict = constant_localizer(threshold=0.99, silence_dbfs=-10.0)
    assert (
        strict.localize(image_embedding(0, 0, 3.0), audio_embedding(-5.0)).verdict
        is Verdict.NO_MATCH
    )
    assert (
        strict.localize(image_embedding(0, 0, 3.0), audio_embedding(-15.0)).verdict
        is Verdict.SILENCE
    )


def test_calibrated_models_give_the_probability_of_a_match() -> None:
    knots = {"raw": (0.0, 4.0), "scores": (0.0, 0.9)}
    curve = {"slope": 1.0, "offset": -1.0, "width": 0.5}
    calibrated = constant_localizer(calibration=knots | {"probability": curve})
    none, some, silence = (
        calibrated.localize(image_embedding(3, 11, logit), audio_embedding(level))
        for logit, level in ((-3.0, -20.0), (2.0, -20.0), (2.0, -80.0))
    )
    assert none.score == 0
    assert none.match_probability is not None
    assert some.match_probability is not None
    assert 0 < none.match_probability < some.match_probability < 1
    assert silence.match_probability == 0
    uncalibrated = constant_localizer(calibration=knots)
    found = uncalibrated.localize(image_embedding(3, 11, 2.0), audio_embedding())
    assert found.match_probability is None


def test_peak_is_the_centre_of_the_best_cell() -> None:
    result = constant_localizer().localize(image_embedding(3, 11, 2.0), audio_embedding())
    assert result.peak == pytest.approx((11.5 / 14, 3.5 / 14))
    assert result.score == result.map[3, 11]


def test_peak_between_equal_scores_is_the_highest_logit() -> None:
    """Scores end below 1, so several cells may have the highest one."""
    embedding = image_embedding(3, 11, 1e5).embedding.copy()
    embedding[8, 2] = 2e5
    result = constant_localizer().localize(ImageEmbedding(embedding), audio_embedding())
    assert result.map[3, 11] == result.map[8, 2]
    assert result.peak == pytest.approx((2.5 / 14, 8.5 / 14))


CLASSES = {"names": ("cat", "dog", "fox", "hen"), "min_known": 0.5}


def class_audio(*probabilities: float, level: float = -20.0) -> AudioEmbedding:
    embedding = np.zeros(128, np.float32)
    embedding[: len(probabilities)] = probabilities
    return AudioEmbedding(embedding, np.zeros((64, 96), np.float32), level)


def test_classes_of_audio_and_peak_are_named() -> None:
    localizer = constant_localizer(classes=CLASSES)
    cells = np.zeros((14, 14, 128), np.float32)
    cells[4, 9, 1] = 1e3
    result = localizer.localize(ImageEmbedding(cells), class_audio(0.2, 0.5, 0.1, 0.25))
    assert [heard.name for heard in result.heard] == ["dog", "hen", "cat"]
    assert [heard.probability for heard in result.heard] == pytest.approx([0.5, 0.25, 0.2])
    assert (result.verdict, result.label) == (Verdict.MATCH, "dog")


@pytest.mark.parametrize(
    ("probabilities", "level", "verdict"),
    [
        ((0.3, 0.3), -20.0, Verdict.NO_MATCH),
        ((0.2, 0.1, 0.1, 0.1), -20.0, Verdict.UNFAMILIAR),  # the best three: 0.4
        ((0.1,), -80.0, Verdict.SILENCE),
    ],
)
def test_audio_of_no_known_class_is_unfamiliar(
    probabilities: tuple[float, ...], level: float, verdict: Verdict
) -> None:
    black = ImageEmbedding(np.full((14, 14, 128), -1e3, np.float32))
    audio = class_audio(*probabilities, level=level)
    result = constant_localizer(classes=CLASSES).localize(black, audio)
    assert (result.verdict, result.label) == (verdict, "")
    unnamed = constant_localizer().localize(black, audio)
    assert unnamed.heard == ()
    assert unnamed.verdict is not Verdict.UNFAMILIAR


def test_no_audio_is_not_silence() -> None:
    localizer = constant_localizer(classes=CLASSES)
    result = localizer(IMAGE, None)
    assert (result.verdict, result.heard) == (Verdict.NO_AUDIO, ())
    assert localizer(IMAGE, np.zeros(AUDIO_WINDOW, np.float32)).verdict is Verdict.SILENCE


def test_longer_audio_window_of_the_card() -> None:
    spec = replace(YAMNET, seconds=3.0, columns=296)
    localizer = constant_localizer(spectrogram=spec)
    assert localizer.audio_window == 3 * AUDIO_WINDOW
    whole = localizer.encode_audio(np.tile(NOISE, 3))
    assert whole.spectrogram.shape == (64, 296)
    np.testing.assert_array_equal(whole.spectrogram, localizer.encode_audio(NOISE).spectrogram)
    earlier = np.concatenate([np.tile(NOISE, 2), np.zeros(AUDIO_WINDOW, np.float32)])
    assert localizer(IMAGE, earlier).verdict is Verdict.SILENCE  # that of the last second
    assert localizer(IMAGE, earlier[::-1]).verdict is not Verdict.SILENCE
    with pytest.raises(InputError, match="144000"):
        localizer.encode_audio(np.tile(NOISE, 2))


def test_cache_key_changes_with_the_scale() -> None:
    calibrated = {"raw": (0.0, 5.0), "scores": (0.0, 0.9)}
    keys = {
        constant_localizer(**changes).identity
        for changes in ({}, {"threshold": 0.6}, {"calibration": calibrated})
    }
    assert len(keys) == 3


def test_map_is_not_normalised() -> None:
    """Without a match the whole map stays low."""
    for level in (-20.0, -120.0):
        assert (
            constant_localizer()
            .localize(image_embedding(0, 0, -20.0), audio_embedding(level))
            .map.max()
            < 1e-6
        )
    unlike = constant_localizer().localize(image_embedding(0, 0, -1e6), audio_embedding())
    assert unlike.map[0, 0] < 1e-6
    certain = constant_localizer().localize(image_embedding(0, 0, 1e6), audio_embedding())
    assert certain.map[0, 0] == pytest.approx(MAX_SCORE)


@pytest.mark.parametrize(
    "wave",
    [
        np.zeros(AUDIO_WINDOW - 1, np.float32),
        np.zeros((1, AUDIO_WINDOW), np.float32),
        np.zeros(AUDIO_WINDOW, np.int16),
        np.full(AUDIO_WINDOW, np.nan, np.float32),
    ],
    ids=["short", "channels", "integers", "nan"],
)
def test_invalid_audio_raises(wave: np.ndarray) -> None:
    with pytest.raises(InputError) as raised:
        constant_localizer().encode_audio(wave)
    assert str(raised.value).count(". ") == 0


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
def test_invalid_image_raises(image: np.ndarray) -> None:
    with pytest.raises(InputError) as raised:
        constant_localizer().encode_image(image)
    assert str(raised.value).count(". ") == 0


def test_images_of_any_size() -> None:
    for height, width in [(1, 1), (3, 4000), (720, 1280), (64, 64)]:
        assert constant_localizer().encode_image(
            np.zeros((height, width, 3), np.uint8)
        ).embedding.shape == (
            14,
            14,
            128,
        )


def test_unavailable_engines_raise(paper: Path) -> None:
    with pytest.raises(InputError, match="Unknown engine “magic”"):
        Localizer.load(paper, engine="magic")  # type: ignore[arg-type]
    with pytest.raises(EngineError, match="no int8 graphs"):
        Localizer.load(paper, engine="int8")
    if not torch.cuda.is_available():
        with pytest.raises(EngineError, match="no CUDA device"):
            Localizer.load(paper, engine="cuda")


def test_network_without_map_raises(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    card: ModelCard = load_model_card(path).model_copy(update={"network": "ave"})
    save_weights(path, card, {"fc3.bias": torch.zeros(2)})
    with pytest.raises(WeightsError, match="has no localization map"):
        Localizer.load(path)


def test_import_of_the_package_is_light() -> None:
    heavy = "torch onnxruntime cv2 av pydantic PySide6"
    code = f"import sys, avol; print(*set(sys.modules) & set({heavy.split()}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_public_names() -> None:
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
