"""The newest audio of a live source, as the search takes it."""

import numpy as np

from avol_studio.media.source import AudioBlock
from avol_studio.services.search.live_audio_tap import LiveAudioTap


def _block(samples: np.ndarray) -> AudioBlock:
    return AudioBlock(samples.astype(np.float32), 0, 0.0)


def test_window_is_the_last_three_seconds() -> None:
    tap, ramp = LiveAudioTap(), np.arange(5 * 48_000) / 240_000
    for part in np.split(ramp, 50):
        tap.on_audio(_block(part))
    window = tap.latest_window()
    assert window is not None
    np.testing.assert_array_equal(window, ramp[-144_000:].astype(np.float32))


def test_window_begins_with_zeros_in_the_first_seconds() -> None:
    tap = LiveAudioTap()
    tap.on_audio(_block(np.ones(47_000)))
    assert tap.latest_window() is None
    tap.on_audio(_block(np.ones(3_000)))
    window = tap.latest_window()
    assert window is not None
    assert window.shape == (144_000,)
    assert not window[:94_000].any()
    assert window[94_000:].all()
    tap.clear()
    assert tap.latest_window() is None
