"""Judging twenty pairs: does this belong together? Then the network judges them."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from avol.lessons.activities.pairs import (
    Pair,
    accuracy,
    draw_pairs,
    load_demo_truth,
    network_judgements,
    pair_wave,
)
from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import QT_TR_NOOP, number, tr
from avol_studio.services.lessons.lesson_service import LessonService
from avol_studio.ui.lessons.activity import Activity
from avol_studio.ui.lessons.lesson_stage import LessonStage
from avol_studio.ui.lessons.sections import button
from avol_studio.ui.lessons.text_label import stacked, text_label
from avol_studio.ui.widgets.basic import label

KIND_NAMES = {
    "own": QT_TR_NOOP("same moment"),
    "same_class": QT_TR_NOOP("same class, other recording"),
    "other": QT_TR_NOOP("other class"),
    "silence": QT_TR_NOOP("silence"),
}


class PairsActivity(Activity):
    """One pair at a time on the stage; after the last one, a table with the network's verdicts."""

    def __init__(self, service: LessonService, stage: LessonStage) -> None:
        super().__init__(service, stage)
        self.pairs = draw_pairs(load_demo_truth(self.media), self.seed)
        self.network: tuple[tuple[float, bool], ...] = ()
        self.title = text_label("", "title")
        self.play, self.yes = button(tr("Play sound"), primary=False), button(tr("Belongs"))
        self.no, self.by_network = button(tr("Does not")), button(tr("Let the network judge"))
        self.again = button(tr("Undo the last one"), primary=False)
        self.summary, self._table = text_label(""), QWidget()
        self.column.addWidget(self.title)
        self.column.addLayout(stacked(self.play, self.yes, self.no))
        self.column.addLayout(stacked(self.again, self.by_network))
        self.column.addWidget(self.summary)
        self.column.addWidget(self._table)
        self.play.clicked.connect(self._play)
        self.yes.clicked.connect(lambda: self._judge(True))
        self.no.clicked.connect(lambda: self._judge(False))
        self.again.clicked.connect(self._undo)
        self.by_network.clicked.connect(self._judge_by_network)
        self._update()

    @property
    def current(self) -> Pair | None:
        """The pair to be judged; None if all are."""
        done = len(self.service.activity.judgements)
        return self.pairs[done] if done < len(self.pairs) else None

    def begin(self) -> None:
        """Show the pair to be judged."""
        self._show_pair()

    def end(self) -> None:
        """Show the map again."""
        super().end()
        self.stage.hide_map(False)

    def _show_pair(self) -> None:
        pair = self.current
        self.stage.hide_map(pair is not None)
        if pair is not None:
            self.stage.show_moment(pair.time)
            self._play()
        self._update()

    def _play(self) -> None:
        if (pair := self.current) is not None:
            media = self.media
            self.stage.play_wave(lambda: pair_wave(pair, media), sound_name(pair.sound))

    def _judge(self, belongs: bool) -> None:
        judged = self.service.activity.judgements
        if self.current is not None:
            self.service.update_activity(judgements=(*judged, belongs))
            self._show_pair()

    def _undo(self) -> None:
        self.network = ()
        self.service.update_activity(judgements=self.service.activity.judgements[:-1])
        self._show_pair()

    def _judge_by_network(self) -> None:
        request, pairs, media = self.service.request, self.pairs, self.media
        if request is None:
            return
        self.by_network.setEnabled(False)
        self.summary.setText(tr("Computing…"))
        self.compute(
            lambda: network_judgements(request.model, pairs, media),
            self._show_network,
            tr("The pairs could not be judged"),
        )

    def _show_network(self, network: tuple[tuple[float, bool], ...]) -> None:
        self.network = network
        self._update()

    def _update(self) -> None:
        judged, total = self.service.activity.judgements, len(self.pairs)
        pair = self.current
        self.title.setText(
            tr("Pair {number} of {total}").format(number=len(judged) + 1, total=total)
            if pair is not None
            else tr("All {total} pairs are judged").format(total=total)
        )
        for widget in (self.play, self.yes, self.no):
            widget.setVisible(pair is not None)
        self.again.setVisible(bool(judged) and not self.network)
        self.by_network.setVisible(pair is None and not self.network)
        self.by_network.setEnabled(True)
        self.summary.setText(self._summary() if self.network else "")
        self._fill_table()

    def _summary(self) -> str:
        mine = accuracy(self.service.activity.judgements, self.pairs)
        network = accuracy(tuple(yes for _, yes in self.network), self.pairs)
        text = tr("Right: you {mine} of {total}, the network {network} of {total}.")
        total = len(self.pairs)
        return text.format(
            mine=round(mine * total / 100), network=round(network * total / 100), total=total
        )

    def _fill_table(self) -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        if self.network:
            for column, title in enumerate(("", tr("Pair"), tr("You"), tr("Network"), tr("Score"))):
                grid.addWidget(label(title, "caption"), 0, column)
            for n, pair in enumerate(self.pairs):
                for column, cell in enumerate(self._cells(n, pair)):
                    grid.addWidget(cell, n + 1, column)
        self.column.replaceWidget(self._table, table)
        self._table.hide()
        self._table.deleteLater()
        self._table = table

    def _cells(self, n: int, pair: Pair) -> list[QLabel]:
        judged = self.service.activity.judgements
        score, yes = self.network[n]
        marks = ["✓" if verdict == pair.belongs else "✗" for verdict in (judged[n], yes)]
        name = text_label(tr(KIND_NAMES[pair.kind]))
        return [label(str(n + 1), "muted"), name, *map(label, marks), label(number(score, 2))]
