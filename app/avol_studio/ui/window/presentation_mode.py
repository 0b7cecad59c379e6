"""Presenter mode: one window, full screen on the screen of the audience, that stays awake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from avol_studio.services.screen_inhibitor import ScreenInhibitor

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView


class PresentationMode(QObject):
    """Puts a window into presenter mode and back to where it was."""

    def __init__(
        self, window: QWidget, viewport: VideoView, awake: ScreenInhibitor | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._viewport = window, viewport
        self._awake = awake or ScreenInhibitor()
        self._before: QRect | None = None

    @property
    def on(self) -> bool:
        """Whether presenter mode is on."""
        return self._before is not None

    def begin(self, where: str) -> bool:
        """Fill the second screen where there is one ("other"), or the window's own ("this").

        Whether the screen will stay awake.
        """
        window = self._window
        self._before = window.geometry()
        self._viewport.set_presenting(True)
        here = window.screen()
        screen = audience_screen(here, QGuiApplication.screens(), where)
        if screen is not here:
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
        window.showFullScreen()
        return self._awake.hold()

    def end(self) -> None:
        """Be a window again, where it was."""
        before, self._before = self._before, None
        if before is None:
            return
        self._viewport.set_presenting(False)
        self._awake.release()
        if self._window.isFullScreen():
            self._window.showNormal()
        self._window.setGeometry(before)

    def close(self) -> None:
        """The window goes: let the screen go dark again."""
        self._awake.release()


def audience_screen(here: QScreen, screens: list[QScreen], where: str) -> QScreen:
    """The screen to present on: another than the window's, the largest, where it is wanted."""
    others = [screen for screen in screens if screen is not here]
    if where == "this" or not others:
        return here
    return max(others, key=lambda screen: screen.size().width() * screen.size().height())
