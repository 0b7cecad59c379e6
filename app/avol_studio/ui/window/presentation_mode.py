"""Presenter mode: the image alone, in full screen or in the window; the screen stays awake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from avol_studio.services.screen_inhibitor import ScreenInhibitor

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView


class PresentationMode(QObject):
    """Puts a window into presenter mode and restores it afterwards."""

    def __init__(
        self, window: QWidget, viewport: VideoView, inhibitor: ScreenInhibitor | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._viewport = window, viewport
        self._inhibitor = inhibitor or ScreenInhibitor()
        self._geometry: QRect | None = None  # before presenter mode
        self._in_window = False

    @property
    def active(self) -> bool:
        """Whether presenter mode is on."""
        return self._geometry is not None

    @property
    def in_window(self) -> bool:
        """Whether presenter mode uses the window at its size, such as for screen sharing."""
        return self.active and self._in_window

    @property
    def full_screen(self) -> bool:
        """Whether the window fills the screen."""
        return self._window.isFullScreen()

    def start_in_window(self) -> bool:
        """Show the bare image at the size of the window; returns whether the screen stays awake."""
        self._geometry, self._in_window = self._window.geometry(), True
        self._viewport.set_presenting(True)
        return self._inhibitor.inhibit()

    def start(self, where: str) -> bool:
        """Show the window in full screen; returns whether the screen stays awake.

        where: "other" for the second screen if there is one, "this" for the window's own screen.
        """
        window = self._window
        self._geometry, self._in_window = window.geometry(), False
        self._viewport.set_presenting(True)
        screen = audience_screen(window.screen(), QGuiApplication.screens(), where)
        if screen is not window.screen():
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
        window.showFullScreen()
        return self._inhibitor.inhibit()

    def stop(self) -> None:
        """Leave full screen and restore the geometry."""
        geometry, self._geometry = self._geometry, None
        if geometry is None:
            return
        self._viewport.set_presenting(False)
        self._inhibitor.release()
        if self._in_window:
            return
        if self._window.isFullScreen():
            self._window.showNormal()
        self._window.setGeometry(geometry)

    def close(self) -> None:
        """Let the screen sleep again."""
        self._inhibitor.release()


def audience_screen(own: QScreen, screens: list[QScreen], where: str) -> QScreen:
    """The screen to present on: the largest other one if `where` is "other", else `own`."""
    others = [screen for screen in screens if screen is not own]
    if where == "this" or not others:
        return own
    return max(others, key=lambda screen: screen.size().width() * screen.size().height())
