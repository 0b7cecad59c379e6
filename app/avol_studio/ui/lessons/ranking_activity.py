"""Ordering ten sounds by their likeness to a query."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from avol.core.constants import SAMPLE_RATE
from avol.lessons.activities.pairs import sound_window
from avol.lessons.activities.ranking import draw_ranking, network_order
from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import titled, tr
from avol_studio.services.lessons.lesson_service import LessonService
from avol_studio.ui.lessons.activity import Activity
from avol_studio.ui.lessons.lesson_stage import LessonStage
from avol_studio.ui.lessons.sections import button
from avol_studio.ui.lessons.text_label import stacked, text_label
from avol_studio.ui.style import theme

_NAME = Qt.ItemDataRole.UserRole
PLAYED = 3 * SAMPLE_RATE
"""Samples that are played of a sound."""


class RankingActivity(Activity):
    """A list that is ordered with the mouse or the buttons; best first."""

    def __init__(self, service: LessonService, stage: LessonStage) -> None:
        super().__init__(service, stage)
        self.task = draw_ranking(self.seed)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Order, best first"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        query = text_label(tr("Query: {name}").format(name=sound_name(self.task.query)))
        self.query = button(tr("Play the query"), False)
        self.play = button(tr("Play selected"), False)
        self.up, self.down = button(tr("Move up"), False), button(tr("Move down"), False)
        self.done = button(tr("Keep this order"))
        self.network, self.gains = button(tr("Order of the network"), False), text_label("")
        self.column.addWidget(query)
        self.column.addLayout(stacked(self.query))
        self.column.addWidget(self.list)
        self.column.addLayout(stacked(self.play, self.up, self.down))
        self.column.addLayout(stacked(self.done, self.network))
        self.column.addWidget(self.gains)
        self._fill(service.activity.order or self.task.candidates)
        self.list.setFixedHeight(theme.px(self, 290))
        self.list.itemActivated.connect(lambda _: self._play_selected())
        self.query.clicked.connect(lambda: self._play(self.task.query))
        self.play.clicked.connect(self._play_selected)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.done.clicked.connect(self._keep)
        self.network.clicked.connect(self._order_by_network)
        self._update()

    @property
    def order(self) -> tuple[str, ...]:
        """The names in their present order."""
        return tuple(self.list.item(n).data(_NAME) for n in range(self.list.count()))

    def _fill(self, names: tuple[str, ...]) -> None:
        self.list.clear()
        for name in names:
            item = QListWidgetItem(sound_name(name))
            item.setData(_NAME, name)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _move(self, step: int) -> None:
        here = self.list.currentRow()
        target = here + step
        if 0 <= target < self.list.count():
            self.list.insertItem(target, self.list.takeItem(here))
            self.list.setCurrentRow(target)

    def _play_selected(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._play(item.data(_NAME))

    def _play(self, name: str) -> None:
        self.stage.play_wave(lambda: sound_window(name, PLAYED), sound_name(name))

    def _keep(self) -> None:
        self.service.update_activity(order=self.order)
        self._update()

    def _order_by_network(self) -> None:
        request, task = self.service.request, self.task
        if request is not None:
            self.network.setEnabled(False)
            self.compute(
                lambda: network_order(task, request.model),
                self._show_network,
                tr("The sounds could not be ordered"),
            )

    def _show_network(self, order: tuple[str, ...]) -> None:
        self.network.setEnabled(True)
        title = tr("Order of the network")
        self.gains.setText(self._text(title, order))

    def _update(self) -> None:
        kept = bool(self.service.activity.order)
        self.network.setVisible(kept)
        self.done.setText(tr("Keep the new order") if kept else tr("Keep this order"))
        title = tr("Your order")
        self.gains.setText(self._text(title, self.service.activity.order) if kept else "")

    def _text(self, title: str, order: tuple[str, ...]) -> str:
        """The order with the relevance of each sound."""
        shown = " · ".join(
            f"{n}.\u00a0{sound_name(name)} ({self.task.relevance(name)})"
            for n, name in enumerate(order, 1)
        )
        return titled(title, shown)
