"""What ships does what it is for: the preview weights find who sounds in the bundled demo."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.core.paths import resources_folder
from avol.evaluation.demo.evaluate import score_demo
from avol.localizer import Localizer
from avol.media import AudioTrack, VideoFile
from avol_studio.playback.player import Player

DEMO = resources_folder() / "demo"
CLIP = DEMO / "demo.mp4"


@pytest.fixture(scope="module")
def localizer() -> Localizer:
    return Localizer.load(threads=1)


def test_the_peak_lies_on_who_sounds_and_dark_is_dark(localizer: Localizer) -> None:
    """Limits well under what is reached (100 % of the frames right, silence all dark, 1 % of the
    picture lit by what is not in it), well over chance (52 %)."""
    score = score_demo(localizer, CLIP, DEMO / "truth.json", every=12)
    assert score.overall.pointing is not None
    assert score.overall.pointing > 0.85
    assert max(share or 0 for share in (score.overall.centre, score.overall.random_object)) < 0.6
    kinds = {row.label: row.metrics for row in score.kinds}
    assert (kinds["silence"].empty or 0) > 0.95
    assert (kinds["offscreen"].empty or 0) > 0.4
    assert (1 if kinds["offscreen"].highlighted is None else kinds["offscreen"].highlighted) < 0.02


def test_the_papers_towers_point_on_the_demo() -> None:
    """98 % of the frames are reached."""
    score = score_demo(Localizer.load("avol-paper", threads=1), CLIP, DEMO / "truth.json", every=12)
    assert score.overall.pointing is not None
    assert score.overall.pointing > 0.85
    kinds = {row.label: row.metrics for row in score.kinds}
    assert (kinds["silence"].empty or 0) > 0.95


def test_the_studio_and_the_library_give_the_same_map(localizer: Localizer, qtbot: QtBot) -> None:
    player = Player()
    located = []
    player.localized.connect(located.append)
    try:
        with qtbot.waitSignal(player.localized, timeout=30_000):
            player.open(CLIP)
        with qtbot.waitSignal(player.localized, timeout=30_000, check_params_cb=lambda x: x.exact):
            player.seek(14.2)
        shown = located[-1]
    finally:
        player.shutdown()
    with VideoFile(CLIP) as film, AudioTrack(CLIP) as sound:
        frame = film.frame(shown.frame_index)
        alone = localizer(frame.image, sound.window_at(frame.time))
    np.testing.assert_allclose(shown.localization.map, alone.map, atol=1e-4)
    assert frame.time == pytest.approx(14.2, abs=0.021)
