"""Predict first at one window: teams point at the source, then the map is revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from avol.errors import AvolError
from avol.lessons.prediction_game import Point, Round, judge, judge_network, rounds_of
from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import number, tr
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.prediction.game_bar import GameBar
from avol_studio.ui.prediction.point_picker import PointPicker
from avol_studio.ui.prediction.prediction_view import Marker, PredictionView
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol_studio.core.state.live_state import LiveMedia
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.window.window_protocol import WindowProtocol

LISTEN = 0.6
"""Seconds that are played before and after the moment of a round."""
LETTERS = "ABCD"


class PredictionController(FeatureController):
    """Runs the rounds on the open video, or on the demo if nothing is open."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self._demo = context.demo
        self.seed = 1
        self.rounds: tuple[Round, ...] = ()
        self._index, self._teams = 0, 1
        self._picks: list[Point | None] = []
        self._points: list[int] = []
        self._network_points = 0
        self._listening = self._waiting = self._starting = False

    def attach(self, window: WindowProtocol) -> None:
        """Add the bar below the image, and follow the player."""
        self._viewport = window.stage.viewport
        self.view, self.bar = PredictionView(self._viewport), GameBar()
        self.picker = PointPicker(self._viewport)
        window.stage.add_below_image(self.bar)
        self.picker.picked.connect(lambda x, y: self._pick((x, y)))
        self.bar.listen_requested.connect(self._listen)
        self.bar.nothing_chosen.connect(lambda: self._pick(None))
        self.bar.reveal_requested.connect(self._advance)
        self.bar.end_requested.connect(self.end)
        self.bar.teams_chosen.connect(self._set_teams)
        player = self._player
        player.opened.connect(self._on_opened)
        player.closed.connect(self.end)
        player.localized.connect(self._on_localized)
        player.frame_shown.connect(self._on_time)
        self._settings.subscribe(self.view.set_settings)

    def commands(self) -> Sequence[Command]:
        """Starting and ending the game."""
        possible = Condition(
            tr("Open a file first"),
            lambda: self._player.state.has_file or self._demo is not None,
        )
        start = Command(
            "predict.start",
            tr("Predict first"),
            ("Ctrl+Alt+G",),
            self.toggle,
            tr("Point at the source of the sound before the map is shown, alone or in teams"),
            enabled=possible,
            checked=lambda: self.running,
        )
        return in_menu("Tools", 400, start)

    @property
    def running(self) -> bool:
        """Whether a game runs."""
        return bool(self.rounds)

    def link_state(self) -> Mapping[str, str]:
        """The seed of the rounds."""
        return {"predict_seed": str(self.seed)}

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Use the seed of a link for the next game."""
        if (text := values.get("predict_seed", "")).isascii() and text.isdigit():
            self.seed = int(text[:9])

    def can_cancel(self) -> bool:
        """Whether Esc ends a game."""
        return self.running and not self._window.is_bare()

    def cancel(self) -> bool:
        """End the game."""
        if not self.can_cancel():
            return False
        self.end()
        return True

    def close(self) -> None:
        """End the game without touching a window that closes."""
        self.rounds = ()
        super().close()

    # -- the game ----------------------------------------------------------------------------

    def toggle(self) -> None:
        """Start a game, or end it; without a file, the demo is opened first."""
        if self.running:
            self.end()
        elif self._player.state.has_file:
            self.start()
        elif self._demo is not None:
            self._starting = True
            self._window.open(self._demo)

    def start(self) -> None:
        """Begin with the first round."""
        media, state = self._player.media, self._player.state
        if not isinstance(media, OpenedMedia):
            return
        try:
            self.rounds = rounds_of(media.path, state.start, state.duration, self.seed)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        self._index = -1
        self._set_teams(self._teams)
        self._window.stage.hide_results(True)
        self._viewport.set_mode(self.view)
        self.bar.show()
        self._next_round()
        self.changed.emit()

    def end(self) -> None:
        """Show image, map and panels as before."""
        self._starting = False
        if not self.running:
            return
        self.rounds = ()
        self.seed += 1  # the next game has other rounds
        self._listening = self._waiting = False
        self.picker.stop()
        self.bar.hide()
        self._window.stage.hide_results(False)
        self._viewport.set_mode(None)
        self.changed.emit()

    @property
    def _round(self) -> Round:
        return self.rounds[self._index]

    def _set_teams(self, teams: int) -> None:
        """Play with another number of teams; the points begin at 0."""
        self._teams, self._points, self._network_points = teams, [0] * teams, 0
        self._picks = self._picks[:teams]
        if self.running and self._index >= 0:
            self._show()

    def _next_round(self) -> None:
        self._index, self._picks = self._index + 1, []
        if self._index >= len(self.rounds):
            self._show_end()
            return
        self.picker.start()
        self._listen()
        self._show()

    def _listen(self) -> None:
        """Play the second around the moment, then stop there."""
        self._listening = True
        self._player.seek(self._round.time - LISTEN)
        self._player.play()

    def _on_time(self) -> None:
        if not self._listening or not self.running or self._index >= len(self.rounds):
            return
        state = self._player.state
        end = min(self._round.time + LISTEN, state.end - 0.05)
        if state.time >= end or (not state.playing and state.time >= self._round.time):
            self._stop_at_moment()

    def _stop_at_moment(self) -> None:
        self._listening = False
        self._player.pause()
        QTimer.singleShot(0, self, lambda: self._player.seek(self._round.time)
                          if self.running and self._index < len(self.rounds) else None)  # fmt: skip

    def _pick(self, point: Point | None) -> None:
        if self.running and not self.view.revealed and len(self._picks) < self._teams:
            self._picks.append(point)
            self._show()

    def _advance(self) -> None:
        """Reveal, or go to the next round; at the end, play again."""
        if self._index >= len(self.rounds):
            self.end()
        elif self.view.revealed:
            self._next_round()
        else:
            self._reveal()

    def _reveal(self) -> None:
        if self._listening:
            self._stop_at_moment()
        self._waiting = True
        self.bar.show_state(self._points_text(), False, False, tr("Reveal"))
        event = self._player.last_localization
        if event is not None and event.exact and abs(event.time - self._round.time) < 0.05:
            self._show_map(event.localization)
        else:
            self._player.seek(self._round.time)

    def _on_localized(self, event: LocalizationEvent) -> None:
        if self._waiting and self.running and abs(event.time - self._round.time) < 0.05:
            self._show_map(event.localization)

    def _show_map(self, found: Localization) -> None:
        self._waiting = False
        self.picker.stop()
        played, right = self._round, []
        for team, pick in enumerate(self._picks):
            if judge(pick, played, found):
                self._points[team] += 1
                right.append(self._team(team))
        network = judge_network(played, found)
        self._network_points += bool(network)
        verdict = VERDICT_LABELS[found.verdict].text
        score = f"{verdict} {number(found.score, 2)}" if found.verdict.has_sound else verdict
        text = self._result_text(right, network, score)
        self.view.reveal(text, found, played.boxes or ())
        last = self._index + 1 == len(self.rounds)
        self.bar.show_state(self._points_text(), False, True, tr("Result") if last else tr("Next"))

    def _result_text(self, right: list[str], network: bool | None, score: str) -> str:
        names = ", ".join(right)
        if self._teams == 1:
            mine = tr("Right!") if right else tr("Not this time.")
        else:
            mine = tr("Right: {names}").format(names=names) if right else tr("No team is right.")
        if network is None:
            return f"{mine}  {score}"
        text = tr("Network: right ({score})") if network else tr("Network: wrong ({score})")
        return f"{mine}  {text.format(score=score)}"

    # -- display -----------------------------------------------------------------------------

    def _team(self, team: int) -> str:
        return tr("Team {letter}").format(letter=LETTERS[team])

    def _show(self) -> None:
        markers = [
            Marker(*pick, LETTERS[team] if self._teams > 1 else "", team)
            for team, pick in enumerate(self._picks)
            if pick is not None
        ]
        done = len(self._picks) == self._teams
        if done:
            text = tr("Ready? Reveal the map.")
        elif self._teams == 1:
            text = tr("Click where the sound comes from.")
        else:
            text = tr("{team}: click where the sound comes from.")
            text = text.format(team=self._team(len(self._picks)))
        self.view.show(text, markers)
        self.bar.show_state(self._points_text(), not done, done, tr("Reveal"))

    def _points_text(self) -> str:
        text = tr("Round {number} of {total}").format(
            number=min(self._index + 1, len(self.rounds)), total=len(self.rounds)
        )
        return f"{text}  ·  {self._score_text()}"

    def _score_text(self) -> str:
        names = [self._team(n) if self._teams > 1 else tr("You") for n in range(self._teams)]
        parts = [f"{name} {points}" for name, points in zip(names, self._points, strict=True)]
        if self.rounds and self.rounds[0].boxes is not None:
            parts.append(tr("Network {points}").format(points=self._network_points))
        return "  ·  ".join(parts)

    def _show_end(self) -> None:
        self.picker.stop()
        self.view.show(tr("Result: {points}").format(points=self._score_text()))
        self.bar.show_state(self._points_text(), False, True, tr("Finish"))

    # -- the player --------------------------------------------------------------------------

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        starting = self._starting
        self.end()
        if starting and isinstance(media, OpenedMedia):
            QTimer.singleShot(0, self, self.start)
