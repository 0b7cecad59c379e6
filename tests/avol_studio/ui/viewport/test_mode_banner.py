from __future__ import annotations

from pytestqt.qtbot import QtBot

from avol_studio.ui.viewport.mode_banner import ModeBanner
from avol_studio.ui.viewport.video_view import VideoView


def centre(banner: ModeBanner) -> float:
    return banner.x() + banner.width() / 2


def test_a_banner_stays_in_the_middle_of_the_viewport_whenever_it_is_shown(qtbot: QtBot) -> None:
    viewport = VideoView()
    qtbot.addWidget(viewport)
    viewport.resize(900, 500)
    banner = ModeBanner(viewport, lambda: None, "Done")
    viewport.show()
    banner.show_text("Drag a box.")
    assert abs(centre(banner) - 450) <= 1
    viewport.resize(700, 500)
    assert abs(centre(banner) - 350) <= 1
    banner.show_text("")
    viewport.resize(600, 400)
    banner.show_text("Drag a box.")
    assert abs(centre(banner) - 300) <= 1
    viewport.resize(800, 400)
    assert abs(centre(banner) - 400) <= 1
    assert banner.geometry().bottom() < 400
