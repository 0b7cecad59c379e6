"""Pairs: their content, and that only the content distinguishes matches."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from torch.utils.data import default_collate

from avol.audio.log_spectrogram import YAMNET_MN04
from avol.data.pairs.image_augment import ImageAugmentation, draw_augmentation, transform_images
from avol.data.pairs.motion import optical_flow
from avol.data.pairs.pair_stream import ClipPairs
from avol.data.pairs.pairs import PairFormat, PairMaker, draw_timing
from avol.data.shards.clips import SAMPLES_PER_FRAME, Clip, ClipInfo
from avol.errors import InputError
from avol.media.flac import encode_flac
from tests.support.synthetic import coded_image

FRAMES = 75
FORM = PairFormat(size=56)
LEAKY = replace(FORM, prevent_shortcut=False)


def coded_clip(video: str, wave: np.ndarray | None = None, frames: int = FRAMES) -> Clip:
    """A clip whose frame k encodes the number k; silent, or with a given sound."""
    jpegs = [cv2.imencode(".jpg", coded_image(k))[1].tobytes() for k in range(frames)]
    info = ClipInfo(
        video=video,
        source=video,
        labels=(),
        start=0.0,
        time_base="1/25",
        pts=tuple(range(frames)),
        ends=tuple(np.cumsum([len(p) for p in jpegs]).tolist()),
    )
    sound = np.zeros(frames * SAMPLES_PER_FRAME, np.float32) if wave is None else wave
    return Clip(video, info, b"".join(jpegs), encode_flac(sound.astype(np.float32)))


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    """Silent clips of three videos."""
    return [coded_clip(video) for video in "abc"]


@pytest.fixture(scope="module")
def ticking() -> list[Clip]:
    """Clips with a faint click at every frame, like the artefacts of a codec with 0.04 s blocks."""
    random = np.random.default_rng(0)
    traced = []
    for video in "abcd":
        wave = 0.01 * random.standard_normal(FRAMES * SAMPLES_PER_FRAME)
        wave[::SAMPLES_PER_FRAME] += 0.05
        traced.append(coded_clip(video, wave))
    return traced


def _phases(form: PairFormat, clips: list[Clip], match: bool, count: int = 600) -> np.ndarray:
    """Start of the audio windows of matches or mismatches on the 0.04 s grid, in samples."""
    random = np.random.default_rng(int(match))
    phases = []
    for turn in range(count):
        image_clip = clips[turn % len(clips)]
        audio_clip = image_clip if match else clips[(turn + 1) % len(clips)]
        phases.append(
            (draw_timing(image_clip, audio_clip, form, random).audio_centre - 24_000)
            % SAMPLES_PER_FRAME
        )
    return np.array(phases)


def _chi_square(one: np.ndarray, other: np.ndarray, bins: int = 16) -> float:
    """Pearson's chi-square statistic of two samples of the phase on the grid."""
    counts = np.stack(
        [np.histogram(x, bins, (0, SAMPLES_PER_FRAME))[0] for x in (one, other)]
    ).astype(float)
    counts = counts[:, counts.sum(axis=0) > 0]
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    return float(((counts - expected) ** 2 / expected).sum())


def test_only_shortcut_prevention_equalizes_the_phase(clips: list[Clip]) -> None:
    # 0.1 % of chance for 15 degrees of freedom: 37.7
    matches = _phases(FORM, clips, match=True)
    assert _chi_square(matches, _phases(FORM, clips, match=False)) < 37.7
    assert _chi_square(_phases(LEAKY, clips, match=True), _phases(LEAKY, clips, match=False)) > 377
    assert set(matches) == {960}


def _trace_accuracy(form: PairFormat, clips: list[Clip]) -> float:
    """Accuracy of a classifier that uses only the loudest phase of the sound on the grid."""
    random = np.random.default_rng(3)
    phases, truth = [], []
    for turn in range(400):
        match = turn % 2 == 0
        image_clip, other = (clips[k] for k in random.permutation(len(clips))[:2])
        audio_clip = image_clip if match else other
        wave = audio_clip.audio_window(
            draw_timing(image_clip, audio_clip, form, random).audio_centre
        )
        phases.append(np.abs(wave).reshape(25, SAMPLES_PER_FRAME).sum(axis=0).argmax())
        truth.append(match)
    predicted = np.array(phases) == np.bincount(np.array(phases)[::2]).argmax()
    return float((predicted == np.array(truth)).mean())


def test_codec_artefacts_reveal_matches_only_without_prevention(ticking: list[Clip]) -> None:
    assert _trace_accuracy(LEAKY, ticking) > 0.9
    assert abs(_trace_accuracy(FORM, ticking) - 0.5) < 0.1


def test_matches_and_mismatches_have_the_same_timing(clips: list[Clip]) -> None:
    """This includes the frames and the distance of the sound from the ends."""
    random = np.random.default_rng(7)
    match = [draw_timing(clips[0], clips[0], FORM, random) for _ in range(2000)]
    other = [draw_timing(clips[0], clips[1], FORM, random) for _ in range(2000)]
    for of in (lambda m: m.frame, lambda m: m.audio_centre // SAMPLES_PER_FRAME):
        one, two = (np.array([of(m) for m in moments]) for moments in (match, other))
        assert {*one} == {*two} == {*clips[0].centre_frames}
        assert abs(one.mean() - two.mean()) < 1.5
        assert abs(one.std() - two.std()) < 1.5


def test_misalignment_is_limited(clips: list[Clip]) -> None:
    random = np.random.default_rng(2)
    for misaligned, most in ((0.0, 0), (0.2, 5), (1.0, 25)):
        form = replace(FORM, misaligned=misaligned)
        moments = [draw_timing(clips[0], clips[0], form, random) for _ in range(400)]
        apart = [m.audio_centre // SAMPLES_PER_FRAME - m.frame for m in moments]
        assert max(apart) == most
        assert min(apart) == -most


def test_an_evaluation_pair_is_a_frame_and_its_audio_window() -> None:
    wave = 0.5 * np.sin(np.arange(FRAMES * SAMPLES_PER_FRAME) ** 1.3 / 500)
    clip = coded_clip("a", wave)
    make, random = PairMaker(FORM.for_evaluation), np.random.default_rng(0)
    moment = draw_timing(clip, clip, FORM.for_evaluation, np.random.default_rng(0))
    pair = make(clip, clip, random)
    assert pair.match == 1
    assert pair.image.shape == (3, 56, 56)
    assert pair.spectrogram.shape == (1, 257, 200)
    assert pair.image.dtype == pair.spectrogram.dtype == torch.float32
    black_and_white = pair.image * make._std + make._mean
    bits = black_and_white[0, 7::14, 7::14].flatten() > 0.5
    assert int((bits * 2 ** torch.arange(16)).sum()) == moment.frame
    assert moment.audio_centre == moment.frame * SAMPLES_PER_FRAME
    around = wave[moment.audio_centre - 24_000 : moment.audio_centre + 24_000].astype(np.float32)
    torch.testing.assert_close(
        pair.spectrogram, make.spectrogram(coded_clip("b", around, 25), 24_000)
    )


def test_a_window_of_three_seconds_ends_like_one_of_a_second() -> None:
    """What it contains before the clip is zero."""
    wave = 0.5 * np.sin(np.arange(FRAMES * SAMPLES_PER_FRAME) ** 1.3 / 500)
    clip = coded_clip("a", wave)
    centre = clip.centre_frames[0] * SAMPLES_PER_FRAME
    window = clip.audio_window(centre, 3 * 48_000)
    assert window.shape == (144_000,)
    stop = centre + 24_000
    np.testing.assert_array_equal(window[-stop:], clip.wave[:stop])
    assert not window[:-stop].any()
    maker = PairMaker(replace(FORM.for_evaluation, spectrogram=YAMNET_MN04))
    assert maker.spectrogram(clip, centre).shape == (1, 192, 300)


def test_augmentation_follows_the_random_generator(ticking: list[Clip]) -> None:
    one, two = (
        PairMaker(form)(ticking[0], ticking[1], np.random.default_rng(4)) for form in (FORM, FORM)
    )
    torch.testing.assert_close(one, two)
    other = PairMaker(FORM)(ticking[0], ticking[1], np.random.default_rng(5))
    assert not torch.equal(one.image, other.image)
    loud = [
        PairMaker(FORM).spectrogram(ticking[0], 30 * SAMPLES_PER_FRAME, gain) for gain in (0.9, 1.1)
    ]
    assert (loud[1] > loud[0]).all()


def test_augmentation_crops_flips_and_changes_colours() -> None:
    image = np.zeros((64, 96, 3), np.uint8)
    image[:, 48:] = (100, 50, 50)
    plain = transform_images([image], 56, None)
    assert plain.shape == (1, 3, 56, 56)
    assert (plain[0, 0, :, 30:] == 100).all()
    (flipped,) = transform_images([image], 56, ImageAugmentation(0, 0.5, True, 1, 1))
    assert (flipped[0, :, :26] == 100).all()
    assert (flipped[0, :, 30:] == 0).all()
    (bright,) = transform_images([image], 56, ImageAugmentation(0, 0.5, False, 1.3, 1))
    assert bright[:, 5, 50].tolist() == [130, 65, 65]
    (grey,) = transform_images([image], 56, ImageAugmentation(0, 0.5, False, 1, 0.0))
    assert len({*grey[:, 5, 50].tolist()}) == 1
    left, right = (
        transform_images([image], 56, ImageAugmentation(0, at, False, 1, 1))[0] for at in (0.0, 1.0)
    )
    assert (left[0, 0] == 0).sum() > (right[0, 0] == 0).sum()
    augmentations = [draw_augmentation(np.random.default_rng(k)) for k in range(40)]
    assert 8 < sum(augmentation.flipped for augmentation in augmentations) < 32


def test_frames_are_in_order(clips: list[Clip]) -> None:
    make = PairMaker(replace(FORM.for_evaluation, motion="frames"))
    frames = make.image(clips[0], 40, np.random.default_rng(0))
    assert frames.shape == (3, 25, 56, 56)
    alone = PairMaker(FORM.for_evaluation)
    for k, frame in enumerate(range(28, 53)):
        expected = alone.image(clips[0], frame, np.random.default_rng(0))
        torch.testing.assert_close(frames[:, k], expected)


def test_flow_measures_displacement() -> None:
    random = np.random.default_rng(0)
    blurred = cv2.GaussianBlur(random.uniform(0, 255, (120, 120)).astype(np.float32), (0, 0), 4)
    texture = cv2.normalize(blurred, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)  # pyright: ignore[reportCallIssue, reportArgumentType]
    # the image content moves by 2 pixels to the right and by 1 up
    frames = [texture[20 + k : 76 + k, 40 - 2 * k : 96 - 2 * k] for k in range(3)]
    flow = optical_flow(torch.from_numpy(np.stack(frames))[:, None].repeat(1, 3, 1, 1))
    assert flow.shape == (4, 56, 56)
    for right, down in (flow[:2], flow[2:]):
        assert right.median() == pytest.approx(100 * 2 / 56, abs=0.5)
        assert down.median() == pytest.approx(-100 / 56, abs=0.5)


def test_flow_is_appended_to_the_centre_frame(clips: list[Clip]) -> None:
    image = PairMaker(replace(FORM.for_evaluation, motion="flow")).image(
        clips[0], 30, np.random.default_rng(0)
    )
    assert image.shape == (23, 56, 56)
    alone = PairMaker(FORM.for_evaluation).image(clips[0], 30, np.random.default_rng(0))
    torch.testing.assert_close(image[:3], alone)


def test_indexed_pairs_are_deterministic_and_half_match(clips: list[Clip]) -> None:
    pairs = ClipPairs(clips, FORM, seed=1)
    assert [pairs[n].match for n in range(6)] == [1, 0, 1, 0, 1, 0]
    torch.testing.assert_close(pairs[5], pairs[5])
    batch = default_collate([pairs[n] for n in range(4)])
    assert batch.image.shape == (4, 3, 56, 56)
    assert batch.match.tolist() == [1, 0, 1, 0]
    with pytest.raises(InputError, match="of one video"):
        ClipPairs(clips[:1] * 3, FORM)
